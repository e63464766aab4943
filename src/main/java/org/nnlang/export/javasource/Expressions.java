// SPDX-License-Identifier: Apache-2.0
package org.nnlang.export.javasource;

import java.util.List;
import org.nnlang.graph.Binary;
import org.nnlang.graph.Node;
import org.nnlang.graph.Unary;
import org.nnlang.op.Cast;
import org.nnlang.op.Compare;
import org.nnlang.op.CompareScalar;
import org.nnlang.op.IsNan;
import org.nnlang.op.Not;
import org.nnlang.op.Pairwise;
import org.nnlang.op.Pointwise;
import org.nnlang.op.Where;
import org.nnlang.tensor.DType;

/** What is done to one element, as an expression. */
final class Expressions {
  private Expressions() {}

  /**
   * @param dtype of the first input
   * @param in what the inputs are
   */
  static String of(Node n, DType dtype, List<String> in) {
    String x = in.get(0);
    return switch (n.op()) {
      case Pointwise p -> unary(p.unary(), p.c(), dtype, x);
      case Pairwise p -> pair(p.binary(), dtype, x, in.get(1));
      case Compare c -> compare(c.op(), dtype, x, in.get(1));
      case CompareScalar c -> compareScalar(c, dtype, x);
      case Cast c -> cast(dtype, c.to(), x);
      case Where w -> "(" + x + " ? " + in.get(1) + " : " + in.get(2) + ")";
      case Not o -> "!" + x;
      case IsNan o -> "Double.isNaN(" + x + ")";
      default -> throw new IllegalStateException(n.op().toString());
    };
  }

  private static String cast(DType from, DType to, String x) {
    if (to == DType.BOOL) {
      return from == DType.BOOL ? x : "(" + x + " != 0)";
    }
    String type = JavaText.type(to);
    return from == DType.BOOL ? "(" + type + ") (" + x + " ? 1 : 0)" : "(" + type + ") " + x;
  }

  private static String compareScalar(CompareScalar c, DType dtype, String x) {
    Binary op =
        switch (c.op()) {
          case EQ_C -> Binary.EQ;
          case NE_C -> Binary.NE;
          case LT_C -> Binary.LT;
          case LE_C -> Binary.LE;
          case GT_C -> Binary.GT;
          case GE_C -> Binary.GE;
          default -> throw new IllegalStateException(c.toString());
        };
    return dtype == DType.BOOL
        ? compare(op, DType.INT, "(" + x + " ? 1L : 0L)", JavaText.literal(DType.INT, c.c()))
        : compare(op, dtype, x, JavaText.literal(dtype, c.c()));
  }

  private static String compare(Binary op, DType dtype, String a, String b) {
    boolean ordered = op != Binary.EQ && op != Binary.NE && op != Binary.AND && op != Binary.OR;
    if (dtype == DType.BOOL && ordered) {
      return compare(op, DType.INT, "(" + a + " ? 1 : 0)", "(" + b + " ? 1 : 0)");
    }
    String sign =
        switch (op) {
          case EQ -> "==";
          case NE -> "!=";
          case LT -> "<";
          case LE -> "<=";
          case GT -> ">";
          case GE -> ">=";
          case AND -> "&&";
          case OR -> "||";
          default -> throw new IllegalStateException(op.toString());
        };
    return "(" + a + " " + sign + " " + b + ")";
  }

  private static String pair(Binary op, DType dtype, String a, String b) {
    boolean whole = dtype == DType.INT;
    return switch (op) {
      case ADD -> "(" + a + " + " + b + ")";
      case SUB -> "(" + a + " - " + b + ")";
      case MUL -> "(" + a + " * " + b + ")";
      case DIV -> "(" + a + " / " + b + ")";
      case FLOOR_DIV ->
          whole ? "Math.floorDiv(" + a + ", " + b + ")" : floats(dtype, "floor", a + " / " + b);
      case MOD -> whole ? "Math.floorMod(" + a + ", " + b + ")" : own(dtype, "mod", a + ", " + b);
      case POW -> floats(dtype, "pow", a + ", " + b);
      case MAX -> "Math.max(" + a + ", " + b + ")";
      case MIN -> "Math.min(" + a + ", " + b + ")";
      case GATE -> "(" + a + " > 0 ? " + b + " : 0)";
      default -> throw new IllegalStateException(op.toString());
    };
  }

  /** A function of {@code Math}, which has doubles, or of the file's own. */
  private static String floats(DType dtype, String function, String arguments) {
    return own(dtype, "Math." + function, arguments);
  }

  private static String own(DType dtype, String function, String arguments) {
    String call = function + "(" + arguments + ")";
    return dtype == DType.FLOAT64 ? call : "(" + JavaText.type(dtype) + ") " + call;
  }

  /** A function that is faster where floats of 32 bits are enough. */
  private static String near(DType dtype, String single, String exact, String x) {
    return dtype == DType.FLOAT64 ? exact + "(" + x + ")" : single + "(" + x + ")";
  }

  private static String unary(Unary op, double c, DType dtype, String x) {
    String k = JavaText.literal(dtype, c);
    return switch (op) {
      case NEG -> "(-" + x + ")";
      case ABS -> "Math.abs(" + x + ")";
      case SIGN -> (dtype == DType.INT ? "Long" : "Math") + ".signum(" + x + ")";
      case FLOOR -> floats(dtype, "floor", x);
      case CEIL -> floats(dtype, "ceil", x);
      case ROUND -> floats(dtype, "rint", x);
      case TRUNCATE -> "(long) " + x;
      case SQUARE -> "square(" + x + ")";
      case SQRT -> floats(dtype, "sqrt", x);
      case RSQRT -> own(dtype, "rsqrt", x);
      case RECIPROCAL -> "(1 / " + x + ")";
      case EXP -> floats(dtype, "exp", x);
      case EXPM1 -> floats(dtype, "expm1", x);
      case LOG -> floats(dtype, "log", x);
      case LOG1P -> floats(dtype, "log1p", x);
      case SOFTPLUS -> own(dtype, "softplus", x);
      case SIN -> floats(dtype, "sin", x);
      case COS -> floats(dtype, "cos", x);
      case ATAN -> floats(dtype, "atan", x);
      case TANH -> near(dtype, "fastTanh", "Math.tanh", x);
      case SIGMOID -> own(dtype, "sigmoid", x);
      case ERF -> near(dtype, "fastErf", "erf", x);
      case GELU -> near(dtype, "fastGelu", "gelu", x);
      case GELU_SLOPE -> own(dtype, "geluSlope", x);
      case RELU -> "Math.max(" + x + ", " + JavaText.literal(dtype, 0) + ")";
      case NOT, IS_NAN -> throw new IllegalStateException(op.toString());
      case ADD_C -> "(" + x + " + " + k + ")";
      case MUL_C -> "(" + x + " * " + k + ")";
      case RSUB_C -> "(" + k + " - " + x + ")";
      case RDIV_C -> "(" + k + " / " + x + ")";
      case POW_C -> floats(dtype, "pow", x + ", " + c);
      case RPOW_C -> floats(dtype, "pow", c + ", " + x);
      case MAX_C -> "Math.max(" + x + ", " + k + ")";
      case MIN_C -> "Math.min(" + x + ", " + k + ")";
      case GT_C, GE_C, LT_C, LE_C, EQ_C, NE_C -> throw new IllegalStateException(op.toString());
    };
  }
}
