// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.util.Arrays;
import org.nnlang.graph.Binary;
import org.nnlang.graph.Reduction;
import org.nnlang.graph.Unary;
import org.nnlang.kernel.TileProgram.Access;
import org.nnlang.kernel.TileProgram.Step;
import org.nnlang.tensor.DType;

/** What a tile program means, in plain loops over doubles and the whole of each register. */
final class Reference {
  private Reference() {}

  /** Runs the program; buffers are doubles, those it writes are replaced. */
  static void run(TileProgram p, double[][] buffers) {
    int cols = p.cols();
    int rows = (int) p.rows();
    double[][] r = new double[p.perRow().size()][];
    for (Step step : p.steps()) {
      int to = TileSteps.writes(step);
      int n = to < 0 ? 0 : p.perRow().get(to) ? rows : rows * cols;
      double[] y = new double[n];
      switch (step) {
        case Step.Load s -> fill(y, i -> buffers[s.buffer()][(int) element(s.access(), i)]);
        case Step.Fill s -> Arrays.fill(y, s.value());
        case Step.Iota s -> fill(y, i -> s.start() + s.step() * ((i / s.group()) % s.period()));
        case Step.Random s -> throw new IllegalArgumentException("tested elsewhere");
        case Step.Map1 s -> fill(y, i -> unary(s.op(), s.c(), r[s.a()][i]));
        case Step.Map2 s -> fill(y, i -> binary(s.op(), r[s.a()][i], r[s.b()][i]));
        case Step.Mix s -> fill(y, i -> s.c() * r[s.a()][i] + (1 - s.c()) * r[s.b()][i]);
        case Step.Select s -> fill(y, i -> r[s.test()][i] != 0 ? r[s.a()][i] : r[s.b()][i]);
        case Step.Expand s -> fill(y, i -> r[s.a()][i / cols]);
        case Step.Reduce s ->
            fill(y, i -> reduce(s.op(), Arrays.copyOfRange(r[s.a()], i * cols, (i + 1) * cols)));
        case Step.Store s -> buffers[s.buffer()] = converted(r[s.a()], s.dtype());
        case Step.Total s ->
            buffers[s.buffer()] = converted(new double[] {reduce(s.op(), r[s.a()])}, s.dtype());
        case Step.Columns s -> {
          double[] out = new double[cols];
          for (int c = 0; c < cols; c++) {
            double[] column = new double[rows];
            for (int i = 0; i < rows; i++) {
              column[i] = r[s.a()][i * cols + c];
            }
            out[c] = reduce(s.op(), column);
          }
          buffers[s.buffer()] = converted(out, s.dtype());
        }
      }
      if (to >= 0) {
        r[to] = y;
      }
    }
  }

  interface ByIndex {
    double at(int i);
  }

  private static void fill(double[] y, ByIndex f) {
    for (int i = 0; i < y.length; i++) {
      y[i] = f.at(i);
    }
  }

  private static double[] converted(double[] x, DType dtype) {
    double[] y = new double[x.length];
    fill(
        y,
        i ->
            switch (dtype) {
              case FLOAT32, FLOAT64 -> x[i];
              case INT -> x[i] < 0 ? Math.ceil(x[i]) : Math.floor(x[i]);
              case BOOL -> x[i] != 0 ? 1 : 0;
            });
    return y;
  }

  static long element(Access access, int i) {
    return switch (access) {
      case Access.Modular m -> i / m.group() % m.period();
      case Access.Strided s -> {
        long e = s.offset();
        long rest = i;
        for (int k = s.extents().size() - 1; k >= 0; k--) {
          e += rest % s.extents().get(k) * s.strides().get(k);
          rest /= s.extents().get(k);
        }
        yield e;
      }
    };
  }

  static double reduce(Reduction op, double[] x) {
    return switch (op) {
      case SUM -> Arrays.stream(x).sum();
      case PROD -> Arrays.stream(x).reduce(1, (a, b) -> a * b);
      case MAX -> Arrays.stream(x).reduce(Double.NEGATIVE_INFINITY, Math::max);
      case MIN -> Arrays.stream(x).reduce(Double.POSITIVE_INFINITY, Math::min);
    };
  }

  static double unary(Unary op, double c, double x) {
    return switch (op) {
      case NEG -> -x;
      case ABS -> x < 0 ? -x : x;
      case SIGN -> x > 0 ? 1 : x < 0 ? -1 : x;
      case FLOOR -> Math.floor(x);
      case CEIL -> Math.ceil(x);
      case ROUND -> Math.rint(x);
      case TRUNCATE -> x < 0 ? Math.ceil(x) : Math.floor(x);
      case SQUARE -> x * x;
      case SQRT -> Math.sqrt(x);
      case RSQRT -> 1 / Math.sqrt(x);
      case RECIPROCAL -> 1 / x;
      case EXP -> Math.exp(x);
      case EXPM1 -> Math.expm1(x);
      case LOG -> Math.log(x);
      case LOG1P -> Math.log1p(x);
      case SOFTPLUS -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
      case SIN -> Math.sin(x);
      case COS -> Math.cos(x);
      case ATAN -> Math.atan(x);
      case TANH -> Math.tanh(x);
      case SIGMOID -> x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x));
      case ERF -> Erf.of(x);
      case GELU -> x / 2 * (1 + Erf.of(x / Math.sqrt(2)));
      case GELU_SLOPE ->
          (1 + Erf.of(x / Math.sqrt(2))) / 2 + x * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
      case RELU -> x < 0 ? 0 : x;
      case NOT -> x == 0 ? 1 : 0;
      case IS_NAN -> Double.isNaN(x) ? 1 : 0;
      case ADD_C -> x + c;
      case MUL_C -> c * x;
      case RSUB_C -> c - x;
      case RDIV_C -> c / x;
      case POW_C -> Math.pow(x, c);
      case RPOW_C -> Math.pow(c, x);
      case MAX_C -> Math.max(x, c);
      case MIN_C -> Math.min(x, c);
      case GT_C -> x > c ? 1 : 0;
      case GE_C -> x >= c ? 1 : 0;
      case LT_C -> x < c ? 1 : 0;
      case LE_C -> x <= c ? 1 : 0;
      case EQ_C -> x == c ? 1 : 0;
      case NE_C -> x != c ? 1 : 0;
    };
  }

  static double binary(Binary op, double a, double b) {
    return switch (op) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case FLOOR_DIV -> Math.floor(a / b);
      case MOD -> a - Math.floor(a / b) * b;
      case POW -> Math.pow(a, b);
      case MAX -> Math.max(a, b);
      case MIN -> Math.min(a, b);
      case EQ -> a == b ? 1 : 0;
      case NE -> a != b ? 1 : 0;
      case LT -> a < b ? 1 : 0;
      case LE -> a <= b ? 1 : 0;
      case GT -> a > b ? 1 : 0;
      case GE -> a >= b ? 1 : 0;
      case AND -> a != 0 && b != 0 ? 1 : 0;
      case GATE -> a > 0 ? b : 0;
      case OR -> a != 0 || b != 0 ? 1 : 0;
    };
  }
}
