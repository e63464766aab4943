// SPDX-License-Identifier: Apache-2.0
package org.nnlang.nd4j;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.impl.transforms.bool.BooleanNot;
import org.nd4j.linalg.api.ops.impl.transforms.custom.LogicalAnd;
import org.nd4j.linalg.api.ops.impl.transforms.custom.LogicalOr;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Rint;
import org.nnlang.graph.Binary;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Unary;
import org.nnlang.tensor.DType;

/**
 * Work element by element. ND4J's largest and smallest of two numbers are the second where one is
 * not a number: so what may be none comes second.
 */
final class Elementwise {
  private final Emit emit;
  private final SameDiff sd;

  Elementwise(Emit emit) {
    this.emit = emit;
    sd = emit.sd;
  }

  /** A function of one number, with its constant. */
  Made unary(Unary op, double c, Made in, DType dtype) {
    SDVariable x = in.variable();
    SDVariable out = dtype.isFloat() ? ofFloat(op, c, x, dtype) : ofInt(op, c, x);
    return new Made(out, in.dims());
  }

  private SDVariable ofFloat(Unary op, double c, SDVariable x, DType dtype) {
    return switch (op) {
      case NEG -> x.neg();
      case ABS -> sd.math.abs(x);
      case SIGN -> sd.math.sign(x);
      case FLOOR -> sd.math.floor(x);
      case CEIL -> sd.math.ceil(x);
      case ROUND -> new Rint(sd, x, false).outputVariable();
      case SQUARE -> x.mul(x);
      case SQRT -> sd.math.sqrt(x);
      case RSQRT -> emit.scalar(dtype, 1).div(sd.math.sqrt(x));
      case RECIPROCAL -> emit.scalar(dtype, 1).div(x);
      case EXP -> sd.math.exp(x);
      case EXPM1 -> sd.math.expm1(x);
      case LOG -> sd.math.log(x);
      case LOG1P -> sd.math.log1p(x);
      case SOFTPLUS -> {
        SDVariable tail = sd.math.log1p(sd.math.exp(sd.math.abs(x).neg()));
        yield tail.add(larger(emit.scalar(dtype, 0), x));
      }
      case SIN -> sd.math.sin(x);
      case COS -> sd.math.cos(x);
      case ATAN -> sd.math.atan(x);
      case TANH -> sd.math.tanh(x);
      case SIGMOID -> sd.nn.sigmoid(x);
      case ERF -> sd.math.erf(x);
      case GELU -> x.mul(below(x, dtype));
      case GELU_SLOPE -> {
        SDVariable bell = sd.math.exp(x.mul(x).mul(emit.scalar(dtype, -0.5)));
        double height = 1 / Math.sqrt(2 * Math.PI);
        yield below(x, dtype).add(x.mul(bell).mul(emit.scalar(dtype, height)));
      }
      case RELU -> larger(emit.scalar(dtype, 0), x);
      case ADD_C -> x.add(emit.scalar(dtype, c));
      case MUL_C -> x.mul(emit.scalar(dtype, c));
      case RSUB_C -> emit.scalar(dtype, c).sub(x);
      case RDIV_C -> emit.scalar(dtype, c).div(x);
      case POW_C -> sd.math.pow(x, emit.scalar(dtype, c));
      case RPOW_C -> sd.math.pow(emit.scalar(dtype, c), x);
      case MAX_C -> larger(emit.scalar(dtype, c), x);
      case MIN_C -> smaller(emit.scalar(dtype, c), x);
      default -> throw new IllegalArgumentException(op + " of floats");
    };
  }

  /** The share of a standard normal distribution below x. */
  private SDVariable below(SDVariable x, DType dtype) {
    SDVariable erf = sd.math.erf(x.mul(emit.scalar(dtype, Math.sqrt(0.5))));
    return erf.add(emit.scalar(dtype, 1)).mul(emit.scalar(dtype, 0.5));
  }

  private SDVariable ofInt(Unary op, double c, SDVariable x) {
    return switch (op) {
      case NEG -> x.mul(emit.scalar(DType.INT, -1));
      case ABS -> sd.max(x, x.mul(emit.scalar(DType.INT, -1)));
      case SIGN -> sign(x);
      case FLOOR, CEIL, ROUND, TRUNCATE -> x;
      case SQUARE -> x.mul(x);
      case RELU -> sd.max(x, emit.scalar(DType.INT, 0));
      case ADD_C -> x.add(emit.scalar(DType.INT, c));
      case MUL_C -> x.mul(emit.scalar(DType.INT, c));
      case RSUB_C -> emit.scalar(DType.INT, c).sub(x);
      case POW_C -> power(x, c);
      case MAX_C -> sd.max(x, emit.scalar(DType.INT, c));
      case MIN_C -> sd.min(x, emit.scalar(DType.INT, c));
      default -> throw new OwnOnly();
    };
  }

  private SDVariable sign(SDVariable x) {
    SDVariable zero = emit.scalar(DType.INT, 0);
    return x.gt(zero).castTo(DataType.INT64).sub(x.lt(zero).castTo(DataType.INT64));
  }

  /** By squaring: ND4J's power of integers loses digits. */
  private SDVariable power(SDVariable x, double c) {
    if (c < 0 || c > 64) {
      throw new OwnOnly();
    }
    SDVariable out = x.mul(emit.scalar(DType.INT, 0)).add(emit.scalar(DType.INT, 1));
    SDVariable square = x;
    for (int left = (int) c; left > 0; left >>= 1) {
      if ((left & 1) == 1) {
        out = out.mul(square);
      }
      if (left > 1) {
        square = square.mul(square);
      }
    }
    return out;
  }

  /** A function of two tensors of numbers that gives numbers. */
  Made pairwise(Binary op, Made left, Made right, DType dtype) {
    Made first = left.beside(right);
    Made second = right.beside(left);
    SDVariable a = first.variable();
    SDVariable b = second.variable();
    List<Dim> dims = Made.broadcast(first.dims(), second.dims());
    boolean ints = !dtype.isFloat();
    SDVariable out =
        switch (op) {
          case ADD -> a.add(b);
          case SUB -> a.sub(b);
          case MUL -> a.mul(b);
          case DIV -> a.div(b);
          case FLOOR_DIV -> ints ? floorDiv(a, b, right.dims()) : sd.math.floor(a.div(b));
          case MOD -> ints ? a.sub(floorDiv(a, b, right.dims()).mul(b)) : sd.math.floorMod(a, b);
          case POW -> {
            if (ints) {
              throw new OwnOnly();
            }
            yield sd.math.pow(a, b);
          }
          case MAX -> sd.max(a, b);
          case MIN -> sd.min(a, b);
          case GATE -> b.mul(a.gt(emit.scalar(dtype, 0)).castTo(IndArrays.type(dtype)));
          default -> throw new IllegalArgumentException(op + " gives bools");
        };
    Made made = new Made(out, dims);
    if (!ints) {
      switch (op) {
        case MAX, MIN -> {
          emit.check(Checks.Kind.NUMBER, left, dtype);
          emit.check(Checks.Kind.NUMBER, right, dtype);
        }
        case GATE -> emit.check(Checks.Kind.NUMBER, made, dtype);
        default -> {}
      }
    }
    return made;
  }

  /** Rounded down; no divisor is 0 when ND4J sees it, which would die of it. */
  private SDVariable floorDiv(SDVariable a, SDVariable b, List<Dim> dims) {
    SDVariable zero = emit.scalar(DType.INT, 0);
    SDVariable none = b.eq(zero);
    emit.checkNone(none, dims);
    SDVariable by = b.add(none.castTo(DataType.INT64));
    SDVariable quotient = a.div(by);
    SDVariable rest = a.sub(quotient.mul(by));
    SDVariable other = rest.mul(sign(by)).lt(zero);
    return quotient.sub(other.castTo(DataType.INT64));
  }

  /** A comparison of two tensors of one type, or "and" or "or" of bools. */
  Made compare(Binary op, Made left, Made right, DType dtype) {
    Made first = left.beside(right);
    Made second = right.beside(left);
    SDVariable a = first.variable();
    SDVariable b = second.variable();
    if (dtype == DType.BOOL && op != Binary.AND && op != Binary.OR) {
      a = a.castTo(DataType.INT64);
      b = b.castTo(DataType.INT64);
    }
    SDVariable out =
        switch (op) {
          case EQ -> a.eq(b);
          case NE -> a.neq(b);
          case LT -> a.lt(b);
          case LE -> a.lte(b);
          case GT -> a.gt(b);
          case GE -> a.gte(b);
          case AND -> new LogicalAnd(sd, a, b).outputVariable();
          case OR -> new LogicalOr(sd, a, b).outputVariable();
          default -> throw new IllegalArgumentException(op + " gives numbers");
        };
    return new Made(out, Made.broadcast(first.dims(), second.dims()));
  }

  /** A comparison with a number; an int with one that is no int as floats. */
  Made compare(Unary op, double c, Made in, DType dtype) {
    SDVariable x = in.variable();
    DType as = dtype;
    if (dtype == DType.BOOL
        || dtype == DType.INT && (c != Math.rint(c) || !(Math.abs(c) < 0x1p62))) {
      as = DType.FLOAT64;
      x = x.castTo(DataType.DOUBLE);
    }
    SDVariable number = emit.scalar(as, c);
    SDVariable out =
        switch (op) {
          case EQ_C -> x.eq(number);
          case NE_C -> x.neq(number);
          case LT_C -> x.lt(number);
          case LE_C -> x.lte(number);
          case GT_C -> x.gt(number);
          case GE_C -> x.gte(number);
          default -> throw new IllegalArgumentException(op + " compares nothing");
        };
    return new Made(out, in.dims());
  }

  Made not(Made x) {
    return new Made(new BooleanNot(sd, x.variable()).outputVariable(), x.dims());
  }

  Made isNan(Made x) {
    return new Made(x.variable().neq(x.variable()), x.dims());
  }

  /**
   * The second where the first is true, else the third. ND4J's own takes a thousand times as long:
   * here the one that is not wanted is held against an infinity of the other side.
   */
  Made where(Made test, Made a, Made b, DType dtype) {
    List<Dim> most = Made.broadcast(test.dims(), Made.broadcast(a.dims(), b.dims()));
    Made whole = new Made(test.variable(), most);
    Made first = test.beside(whole);
    Made second = a.beside(whole);
    Made third = b.beside(whole);
    SDVariable t = first.variable();
    SDVariable x = second.variable();
    SDVariable y = third.variable();
    List<Dim> dims = Made.broadcast(first.dims(), Made.broadcast(second.dims(), third.dims()));
    if (dtype == DType.BOOL) {
      SDVariable yes = new LogicalAnd(sd, t, x).outputVariable();
      SDVariable no =
          new LogicalAnd(sd, new BooleanNot(sd, t).outputVariable(), y).outputVariable();
      return new Made(new LogicalOr(sd, yes, no).outputVariable(), dims);
    }
    if (dtype == DType.INT) {
      SDVariable bit = t.castTo(DataType.INT64);
      return new Made(x.mul(bit).add(y.mul(emit.scalar(DType.INT, 1).sub(bit))), dims);
    }
    SDVariable sign = t.castTo(IndArrays.type(dtype)).sub(emit.scalar(dtype, 0.5));
    SDVariable side = sign.mul(emit.scalar(dtype, Double.POSITIVE_INFINITY));
    SDVariable out = sd.max(sd.min(x, side), sd.min(y, side.neg()));
    Made made = new Made(out, dims);
    // what is not a number became the largest
    emit.check(Checks.Kind.BELOW_INF, made, dtype);
    return made;
  }

  Made cast(Made in, DType from, DType to) {
    SDVariable x = in.variable();
    if (from == to) {
      return in;
    }
    if (to == DType.BOOL) {
      return new Made(x.neq(emit.scalar(from, 0)), in.dims());
    }
    if (from.isFloat() && to == DType.INT) {
      emit.check(Checks.Kind.NUMBER, in, from);
      emit.checkSmall(sd.math.abs(x), in.dims());
    }
    return new Made(x.castTo(IndArrays.type(to)), in.dims());
  }

  private SDVariable larger(SDVariable number, SDVariable x) {
    return sd.max(number, x);
  }

  private SDVariable smaller(SDVariable number, SDVariable x) {
    return sd.min(number, x);
  }
}
