// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Undecided;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.syntax.BinaryOp;
import org.nnlang.tensor.TensorLike;

/**
 * The operators on any two values. Integers stay integers, except under {@code /}, and overflow is
 * an error; integers and floats mix; strings and lists are joined by {@code +} and repeated by
 * {@code *}; all else needs a tensor on one side.
 */
public final class Arithmetic {
  private Arithmetic() {}

  /**
   * {@code a op b}.
   *
   * @param engine may be null where neither is a tensor
   * @throws Problem {@code type}, {@code arithmetic}, and what tensors add
   */
  public static Object apply(@Nullable Engine engine, BinaryOp op, Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return integers(op, x, y);
    }
    if (isNumber(a) && isNumber(b)) {
      return floats(op, ((Number) a).doubleValue(), ((Number) b).doubleValue());
    }
    if (a instanceof TensorLike || b instanceof TensorLike) {
      return Elementwise.apply(Objects.requireNonNull(engine), op, a, b);
    }
    if (a instanceof Size && isNumberOrSize(b) || b instanceof Size && isNumberOrSize(a)) {
      return sizes(op, a, b);
    }
    if (op == BinaryOp.ADD && a instanceof String x && b instanceof String y) {
      HeapGuard.forText((long) x.length() + y.length());
      return x + y;
    }
    if (op == BinaryOp.ADD && a instanceof List<?> x && b instanceof List<?> y) {
      HeapGuard.forReferences((long) x.size() + y.size());
      List<Object> joined = new ArrayList<>(x);
      joined.addAll(y);
      return joined;
    }
    if (op == BinaryOp.MULTIPLY
        && b instanceof Long n
        && (a instanceof String || a instanceof List)) {
      return repeated(a, n);
    }
    if (op == BinaryOp.MULTIPLY
        && a instanceof Long n
        && (b instanceof String || b instanceof List)) {
      return repeated(b, n);
    }
    throw cannot(op, a, b);
  }

  /** {@code -value}; the engine may be null where that is no tensor. */
  public static Object negate(@Nullable Engine engine, Object value) {
    return switch (value) {
      case Long n -> integers(BinaryOp.SUBTRACT, 0, n);
      case Double d -> -d;
      case Size s -> Size.of(s.dim().times(-1));
      case TensorLike t -> Elementwise.negate(Objects.requireNonNull(engine), t);
      default ->
          throw Problem.of(
              ErrorCode.TYPE,
              "only numbers and tensors can be negated, found " + TypeNames.found(value));
    };
  }

  /** Integers alone. */
  public static Object integers(BinaryOp op, long a, long b) {
    try {
      return switch (op) {
        case ADD -> Math.addExact(a, b);
        case SUBTRACT -> Math.subtractExact(a, b);
        case MULTIPLY -> Math.multiplyExact(a, b);
        case DIVIDE -> divide((double) a, b);
        case FLOOR_DIVIDE -> Math.floorDivExact(a, nonZero(b));
        case REMAINDER -> Math.floorMod(a, nonZero(b));
        // not the conditional operator, which would make both of them floats
        case POWER -> {
          if (b < 0) {
            yield floats(op, a, b);
          }
          yield power(a, b);
        }
        case MATMUL -> throw cannot(op, a, b);
      };
    } catch (ArithmeticException e) {
      throw Problem.of(
              ErrorCode.ARITHMETIC,
              "the result of "
                  + a
                  + " "
                  + op.symbol()
                  + " "
                  + b
                  + " does not fit an integer of 64 bits")
          .hint("floats reach further: " + a + ".0 " + op.symbol() + " " + b);
    }
  }

  private static long power(long base, long exponent) {
    long result = 1;
    long square = base;
    for (long left = exponent; left > 0; left >>= 1) {
      if ((left & 1) == 1) {
        result = Math.multiplyExact(result, square);
      }
      if (left > 1) {
        // squares of -1, 0 and 1 never overflow, so the loop ends after 63 rounds at most
        square = Math.multiplyExact(square, square);
      }
    }
    return result;
  }

  /** Floats alone. */
  public static double floats(BinaryOp op, double a, double b) {
    return switch (op) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> divide(a, b);
      case FLOOR_DIVIDE -> Math.floor(divide(a, b));
      case REMAINDER -> remainder(a, b);
      case POWER -> floatPower(a, b);
      case MATMUL -> throw cannot(op, a, b);
    };
  }

  private static double remainder(double a, double b) {
    if (b == 0) {
      throw zero();
    }
    double rest = a % b;
    return rest != 0 && rest < 0 != b < 0 ? rest + b : rest;
  }

  private static double floatPower(double a, double b) {
    if (a == 0 && b < 0) {
      throw zero();
    }
    double power = Math.pow(a, b);
    if (Double.isNaN(power) && !Double.isNaN(a) && !Double.isNaN(b)) {
      throw Problem.of(
          ErrorCode.ARITHMETIC,
          "a negative number has no power with a fraction: "
              + Show.number(a)
              + " ^ "
              + Show.number(b));
    }
    return power;
  }

  private static double divide(double a, double b) {
    if (b == 0) {
      throw zero();
    }
    return a / b;
  }

  private static long nonZero(long b) {
    if (b == 0) {
      throw zero();
    }
    return b;
  }

  private static Problem zero() {
    return Problem.of(ErrorCode.ARITHMETIC, "division by zero");
  }

  private static Object sizes(BinaryOp op, Object a, Object b) {
    if (a instanceof Double || b instanceof Double) {
      throw new Undecided();
    }
    var x = Size.dim(a);
    var y = Size.dim(b);
    return switch (op) {
      case ADD -> Size.of(x.plus(y));
      case SUBTRACT -> Size.of(x.minus(y));
      case MULTIPLY -> Size.of(x.times(y));
      case FLOOR_DIVIDE -> {
        if (y.is(0)) {
          throw zero();
        }
        yield Size.of(x.floorDiv(y));
      }
      case DIVIDE, REMAINDER, POWER -> throw new Undecided();
      case MATMUL -> throw cannot(op, a, b);
    };
  }

  private static Object repeated(Object value, long times) {
    long many = Math.max(0, times);
    if (value instanceof String s) {
      HeapGuard.forText(product(many, s.length()));
      int n = s.isEmpty() ? 0 : (int) many;
      return s.repeat(n);
    }
    List<?> items = (List<?>) value;
    HeapGuard.forReferences(product(many, items.size()));
    int n = items.isEmpty() ? 0 : (int) many;
    List<Object> out = new ArrayList<>(n * items.size());
    for (int i = 0; i < n; i++) {
      out.addAll(items);
    }
    return out;
  }

  private static long product(long a, long b) {
    return Math.multiplyHigh(a, b) != 0 || a * b < 0 ? Long.MAX_VALUE : a * b;
  }

  public static boolean isNumber(Object value) {
    return value instanceof Long || value instanceof Double;
  }

  private static boolean isNumberOrSize(Object value) {
    return isNumber(value) || value instanceof Size;
  }

  static Problem cannot(BinaryOp op, Object a, Object b) {
    Problem p =
        Problem.of(
            ErrorCode.TYPE,
            "`"
                + op.symbol()
                + "` cannot join "
                + TypeNames.found(a)
                + " and "
                + TypeNames.found(b));
    if (op == BinaryOp.ADD && (a instanceof String || b instanceof String)) {
      return p.hint("a value becomes text by str(value), or inside of a string as \"{value}\"");
    }
    if (op == BinaryOp.MATMUL) {
      return p.hint("`@` multiplies matrices; numbers are multiplied by `*`");
    }
    if (a instanceof List<?> || b instanceof List<?>) {
      return p.hint("lists do not compute element by element: make a tensor by tensor(list)");
    }
    return p;
  }
}
