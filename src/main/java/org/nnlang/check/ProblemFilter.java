// SPDX-License-Identifier: Apache-2.0
package org.nnlang.check;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.value.Callable;
import org.nnlang.value.Module;
import org.nnlang.value.Unknown;

/** Which problems met before a script runs are its own, and which come of not running it. */
final class ProblemFilter {
  /** Said before anything runs. */
  private static final Set<ErrorCode> TOLD =
      EnumSet.of(
          ErrorCode.SHAPE,
          ErrorCode.TYPE,
          ErrorCode.ARGUMENT,
          ErrorCode.AXIS,
          ErrorCode.INDEX,
          ErrorCode.TRAIN);

  /** Come of tensors that have no numbers yet, or of what may not be asked outside. */
  private static final Set<ErrorCode> OURS =
      EnumSet.of(
          ErrorCode.TRACE, ErrorCode.LIMIT, ErrorCode.FILE, ErrorCode.USAGE, ErrorCode.INTERNAL);

  private ProblemFilter() {}

  /** Whether it is about types and shapes. */
  static boolean isToldBefore(Problem p) {
    return TOLD.contains(p.code());
  }

  /** Whether the script ends there, and says so itself when it runs. */
  static boolean ends(Problem p) {
    return !OURS.contains(p.code());
  }

  /**
   * Whether a call fails alike when the script runs. Shapes are what is looked at; a function that
   * wants a tensor's numbers calls a node of the wrong type, so of other problems with such
   * arguments only those count which ops, layers and signatures have.
   */
  static boolean of(Problem p, Object callee, Object[] positional, Map<String, Object> named) {
    if (p.code() == ErrorCode.SHAPE || p.argument() != null || callee instanceof Module) {
      return !OURS.contains(p.code());
    }
    boolean symbolic =
        Unknown.symbolic(List.of(positional)) || Unknown.symbolic(List.copyOf(named.values()));
    boolean plain = !symbolic && !holds(positional) && !holds(named.values().toArray());
    return plain || p.isByTypes();
  }

  /** Whether there are values among these that are not what they are when the script runs. */
  private static boolean holds(Object... values) {
    for (Object value : values) {
      if (value instanceof Callable) {
        return true;
      }
    }
    return false;
  }
}
