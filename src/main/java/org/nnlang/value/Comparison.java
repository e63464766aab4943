// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Undecided;
import org.nnlang.graph.Dim;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Polls;
import org.nnlang.source.Problem;
import org.nnlang.syntax.CompareOp;
import org.nnlang.tensor.TensorLike;

/**
 * Comparison of any two values. Numbers, strings, and lists of such have an order; everything can
 * be asked for equality. A tensor is compared with a number or tensor element by element.
 */
public final class Comparison {
  private Comparison() {}

  /**
   * {@code a op b}: a boolean, or a tensor of booleans.
   *
   * @param engine may be null where neither is a tensor
   * @throws Problem {@code type} where the two have no order
   */
  public static Object apply(@Nullable Engine engine, CompareOp op, Object a, Object b) {
    if (op == CompareOp.IN) {
      return contains(b, a);
    }
    if (a instanceof TensorLike && comparable(b) || b instanceof TensorLike && comparable(a)) {
      return Elementwise.compare(Objects.requireNonNull(engine), op, a, b);
    }
    return switch (op) {
      case EQUAL -> equal(a, b);
      case NOT_EQUAL -> !equal(a, b);
      case LESS -> isOrdered(a, b) && order(a, b) < 0;
      case LESS_EQUAL -> isOrdered(a, b) && order(a, b) <= 0;
      case GREATER -> isOrdered(a, b) && order(a, b) > 0;
      case GREATER_EQUAL -> isOrdered(a, b) && order(a, b) >= 0;
      case IN -> throw new AssertionError(op);
    };
  }

  private static boolean comparable(Object value) {
    return value instanceof TensorLike
        || Arithmetic.isNumber(value)
        || value instanceof Boolean
        || value instanceof Size;
  }

  /** Equality; sizes that may or may not be equal end a check. */
  public static boolean equal(Object a, Object b) {
    if (a instanceof Size && (b instanceof Size || b instanceof Long)
        || b instanceof Size && a instanceof Long) {
      Dim x = Size.dim(a);
      Dim y = Size.dim(b);
      if (!x.equals(y) && !x.cannotEqual(y)) {
        throw new Undecided();
      }
      return x.equals(y);
    }
    return Equality.same(a, b);
  }

  /** False for not-a-number, which is neither less nor more than anything. */
  private static boolean isOrdered(Object a, Object b) {
    return !(a instanceof Double x && x.isNaN()) && !(b instanceof Double y && y.isNaN())
        || !(Arithmetic.isNumber(a) && Arithmetic.isNumber(b));
  }

  /**
   * Less than 0, 0 or more than 0, as {@link java.util.Comparator} gives; not-a-number is last.
   *
   * @throws Problem {@code type} where the two have no order
   */
  public static int order(Object a, Object b) {
    Polls.sometimes();
    if (a instanceof Long x && b instanceof Long y) {
      return Long.compare(x, y);
    }
    if (Arithmetic.isNumber(a) && Arithmetic.isNumber(b)) {
      return numbers(a, b);
    }
    if (a instanceof String x && b instanceof String y) {
      return x.compareTo(y);
    }
    if (a instanceof Boolean x && b instanceof Boolean y) {
      return x.compareTo(y);
    }
    if (a instanceof List<?> x && b instanceof List<?> y) {
      return lists(x, y);
    }
    if (a instanceof Size || b instanceof Size) {
      return sizes(a, b);
    }
    throw Problem.of(
        ErrorCode.TYPE,
        "there is no order between " + TypeNames.found(a) + " and " + TypeNames.found(b));
  }

  private static int numbers(Object a, Object b) {
    double x = ((Number) a).doubleValue();
    double y = ((Number) b).doubleValue();
    boolean rounded = Math.abs(x) >= 1L << 53 && !Double.isInfinite(x);
    if (x != y || !rounded) {
      return x == y ? 0 : Double.compare(x, y);
    }
    return new java.math.BigDecimal(a.toString()).compareTo(new java.math.BigDecimal(b.toString()));
  }

  private static int sizes(Object a, Object b) {
    boolean integers =
        (a instanceof Size || a instanceof Long) && (b instanceof Size || b instanceof Long);
    if (integers) {
      Dim difference = Size.dim(a).minus(Size.dim(b));
      if (difference.isKnown()) {
        return Long.signum(difference.value());
      }
    }
    throw new Undecided();
  }

  private static int lists(List<?> a, List<?> b) {
    Iterator<?> other = b.iterator();
    for (Object item : a) {
      if (!other.hasNext()) {
        return 1;
      }
      Object next = other.next();
      if (!Equality.same(item, next)) {
        return order(item, next);
      }
    }
    return other.hasNext() ? -1 : 0;
  }

  private static boolean isAmong(List<?> items, Object item) {
    for (Object each : items) {
      Polls.sometimes();
      if (equal(each, item)) {
        return true;
      }
    }
    return false;
  }

  /** {@code item in whole}. */
  public static boolean contains(Object whole, Object item) {
    return switch (whole) {
      case List<?> items -> isAmong(items, item);
      case HasItems items -> isAmong(items.items(), item);
      case Record fields -> item instanceof String name && fields.containsKey(name);
      case Range range -> item instanceof Long n && range.contains(n);
      case String text when item instanceof String part -> Texts.find(text, part, 0) >= 0;
      case String text ->
          throw Problem.of(
              ErrorCode.TYPE, "only a string can be in a string, found " + TypeNames.found(item));
      default ->
          throw Problem.of(
              ErrorCode.TYPE,
              "`in` needs a list, record, range or string on its right, found "
                  + TypeNames.found(whole));
    };
  }
}
