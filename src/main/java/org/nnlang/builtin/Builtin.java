// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Undecided;
import org.nnlang.source.Problem;
import org.nnlang.value.Arguments;
import org.nnlang.value.Foreseen;
import org.nnlang.value.Unknown;

/** A function every script can call. Has no state: one object serves any number of scripts. */
public interface Builtin {
  /** As {@link org.nnlang.value.Signature} reads it and help shows it. */
  String signature();

  /**
   * What help says: a sentence on what it gives, then what its arguments mean where the names do
   * not tell, and an example after a line {@code Example:} where that helps.
   */
  String doc();

  /** What the name stands for where that is no function but a value, as {@code pi}; else null. */
  default @Nullable Object constant() {
    return null;
  }

  /** Whether it changes a list or record that it is given. */
  default boolean changesArguments() {
    return false;
  }

  /**
   * Calls it.
   *
   * @param arguments checked against the signature
   * @throws Problem where the arguments cannot be
   */
  Object call(Arguments arguments, Session session);

  /** What is known of the result whatever the arguments are; see {@link Foreseen}. */
  default Object foreseen() {
    return Unknown.UNKNOWN;
  }

  /**
   * What is known of the result before the script runs, where tensors are nodes without numbers:
   * {@link Unknown} where that is nothing. Whatever would be seen outside, or depends on what is
   * outside, the session refuses there, so few functions have to do with this.
   *
   * @param session one whose engine {@linkplain org.nnlang.engine.Engine#foresees foresees}
   * @throws Problem where the call cannot succeed
   */
  default Object foresee(Arguments arguments, Session session) {
    if (arguments.hasUnknown() || arguments.isLarge()) {
      return foreseen();
    }
    Object result;
    try {
      result = call(arguments, session);
    } catch (Undecided e) {
      if (foreseen() == Unknown.UNKNOWN) {
        throw e;
      }
      return foreseen();
    }
    boolean plain =
        result instanceof Number || result instanceof String || result instanceof Boolean;
    return plain && arguments.isSymbolic() ? Unknown.UNKNOWN : result;
  }
}
