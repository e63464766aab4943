// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import org.nnlang.engine.Undecided;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;

/** Whether a condition holds. Only booleans can be conditions: 0, "" and none are not false. */
public final class Truth {
  private Truth() {}

  /**
   * The condition as a boolean; a tensor of one boolean counts as one.
   *
   * @param what names the condition in messages: {@code the condition of `if`}
   * @throws Problem {@code type}, or {@code trace} where a tensor is not computed yet
   */
  public static boolean of(Object value, String what) {
    if (value instanceof Boolean b) {
      return b;
    }
    if (value instanceof Tensor t && t.size() == 1 && t.dtype() == DType.BOOL) {
      return t.getLong(0) != 0;
    }
    if (value instanceof Tensor t && t.dtype() == DType.BOOL) {
      throw Problem.of(
              ErrorCode.TYPE,
              what + " must be true or false, found a tensor of shape " + Show.shape(t))
          .hint("say whether all(…) or any(…) of its elements count");
    }
    if (value instanceof TensorLike t && !(value instanceof Tensor)) {
      throw Problem.of(
              ErrorCode.TRACE,
              what + " depends on numbers that are not computed yet: the elements of a tensor")
          .hint(
              "inside of `forward`, a loss or `grad`, choose element by element: where(condition,"
                  + " a, b)");
    }
    if (value instanceof Size) {
      throw new Undecided();
    }
    Problem p =
        Problem.of(
            ErrorCode.TYPE, what + " must be true or false, found " + TypeNames.found(value));
    throw switch (value) {
      case Long n -> p.hint("compare it: `… != 0`");
      case Double d -> p.hint("compare it: `… != 0.0`");
      case None n -> p.hint("compare it: `… != none`");
      case String s -> p.hint("compare it: `… != \"\"`");
      case java.util.List<?> l -> p.hint("ask for its length: `len(…) > 0`");
      default -> p;
    };
  }
}
