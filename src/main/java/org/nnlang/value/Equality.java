// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.nnlang.source.Polls;
import org.nnlang.tensor.Tensor;

/** When two values are the same: what {@code ==} gives where no tensor is compared. */
public final class Equality {
  private Equality() {}

  /**
   * Numbers by value whatever their type, lists and records by what they hold (records whatever the
   * order), tensors by type, shape and elements, all else by identity.
   */
  public static boolean same(Object a, Object b) {
    if (a == b) {
      return !(a instanceof Double d) || !d.isNaN();
    }
    return switch (a) {
      case Long x when b instanceof Double y -> sameNumber(x, y);
      case Double x when b instanceof Long y -> sameNumber(y, x);
      case Double x when b instanceof Double y -> x.doubleValue() == y.doubleValue();
      case Record x -> b instanceof Record y && sameFields(x, y);
      case List<?> x -> b instanceof List<?> y && sameItems(x, y);
      case Tensor x -> b instanceof Tensor y && sameElements(x, y);
      default -> a.equals(b);
    };
  }

  private static boolean sameNumber(long integer, double number) {
    return number == integer && (long) number == integer;
  }

  private static boolean sameItems(List<?> a, List<?> b) {
    if (a.size() != b.size()) {
      return false;
    }
    Iterator<?> other = b.iterator();
    for (Object item : a) {
      Polls.sometimes();
      if (!same(item, other.next())) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameFields(Record a, Record b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (Map.Entry<String, Object> field : a.entrySet()) {
      Polls.sometimes();
      Object other = b.get(field.getKey());
      if (other == null || !same(field.getValue(), other)) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameElements(Tensor a, Tensor b) {
    if (a.dtype() != b.dtype() || !java.util.Arrays.equals(a.shape(), b.shape())) {
      return false;
    }
    for (long i = 0; i < a.size(); i++) {
      Polls.sometimes();
      boolean equal =
          a.dtype().isFloat() ? a.getDouble(i) == b.getDouble(i) : a.getLong(i) == b.getLong(i);
      if (!equal) {
        return false;
      }
    }
    return true;
  }
}
