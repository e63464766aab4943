// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a script can call. */
public interface Callable extends Typed {
  /** The name it was defined under, for messages; {@code function} where it has none. */
  String name();

  /**
   * Calls it.
   *
   * @param named in the order in which they were written
   */
  Object call(Object[] positional, Map<String, Object> named);

  /** Calls it with arguments by place alone. */
  default Object call(Object... positional) {
    return call(positional, Map.of());
  }

  /** What it takes; anything, where nothing is known. */
  default Signature signature() {
    return Signature.ANY;
  }

  /**
   * Whether it may be called with what is {@link Unknown} while a script is checked, and answers
   * with what can be said all the same. Nothing else gets such a value.
   */
  default boolean takesUnknown() {
    return false;
  }

  /** Whether it changes a list or record that it is given. */
  default boolean changesArguments() {
    return false;
  }

  /**
   * Whether it does nothing but give a result that follows from its arguments and from what it
   * tells the function being traced that it {@linkplain org.nnlang.engine.Reads reads}.
   */
  default boolean tellsReads() {
    return false;
  }

  @Override
  default String type() {
    return "function";
  }

  /** Whether a value is one of nn's that nobody can call: a number, say, or a dataset. */
  static boolean isPlain(@Nullable Object value) {
    return value != null
        && value != Unknown.UNKNOWN
        && !(value instanceof Callable)
        && !TypeNames.of(value).equals(TypeNames.OF_HOST);
  }
}
