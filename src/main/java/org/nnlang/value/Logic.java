// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import java.util.List;
import org.nnlang.engine.Engine;
import org.nnlang.op.Conditions;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.TensorLike;

/** {@code and}, {@code or} and {@code not} where a tensor is on one side: element by element. */
public final class Logic {
  private Logic() {}

  /**
   * {@code a and b}, or {@code a or b}; at least one of the two is a tensor.
   *
   * @throws Problem {@code type} where an operand is neither a boolean nor a tensor of them
   */
  public static Object join(Engine engine, boolean and, Object a, Object b) {
    String word = and ? "and" : "or";
    if (a instanceof TensorLike x && b instanceof TensorLike y) {
      check(word, x);
      check(word, y);
      return engine.apply(
          List.of(x, y),
          n -> and ? Conditions.and(n.get(0), n.get(1)) : Conditions.or(n.get(0), n.get(1)));
    }
    TensorLike t = (TensorLike) (a instanceof TensorLike ? a : b);
    check(word, t);
    boolean one = Truth.of(a == t ? b : a, "what `" + word + "` takes");
    // the one boolean decides for all elements, or leaves them as they are
    return one == and
        ? t
        : engine.apply(
            List.of(t),
            n -> and ? Conditions.ne(n.get(0), n.get(0)) : Conditions.eq(n.get(0), n.get(0)));
  }

  /**
   * {@code not t}.
   *
   * @throws Problem {@code type} where the tensor is none of booleans
   */
  public static Object not(Engine engine, TensorLike t) {
    check("not", t);
    return engine.apply(List.of(t), n -> Conditions.not(n.get(0)));
  }

  private static void check(String word, TensorLike t) {
    if (t.dtype() != DType.BOOL) {
      throw Problem.of(
              ErrorCode.TYPE,
              "`" + word + "` takes booleans, found a tensor of " + t.dtype().word())
          .hint("compare it: `… != 0`");
    }
  }
}
