// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;

/** Objects of the host that a script holds as they are. */
public final class HostThings {
  private static final InteropLibrary INTEROP = InteropLibrary.getUncached();

  private HostThings() {}

  public static boolean isExecutable(Object value) {
    return value instanceof TruffleObject && INTEROP.isExecutable(value);
  }

  /** Calls a function of the host. */
  public static Object execute(
      NnContext context, Object function, Object[] positional, Map<String, Object> named) {
    if (!named.isEmpty()) {
      throw Problem.of(ErrorCode.ARGUMENT, "functions of the host take arguments by place only");
    }
    Object[] given = new Object[positional.length];
    for (int i = 0; i < given.length; i++) {
      given[i] = context.host().give(positional[i]);
    }
    try {
      return context.host().take(INTEROP.execute(function, given));
    } catch (InteropException e) {
      throw Problem.of(ErrorCode.ARGUMENT, "the host's function does not take these arguments")
          .causedBy(e);
    }
  }

  /** Reads a member, null where there is none. */
  static @Nullable Object read(NnContext context, Object object, String member) {
    if (!(object instanceof TruffleObject) || !INTEROP.isMemberReadable(object, member)) {
      return null;
    }
    try {
      return context.host().take(INTEROP.readMember(object, member));
    } catch (InteropException e) {
      return null;
    }
  }

  /** Writes a member; false where that is not possible. */
  public static boolean write(NnContext context, Object object, String member, Object value) {
    if (!(object instanceof TruffleObject) || !INTEROP.isMemberWritable(object, member)) {
      return false;
    }
    try {
      INTEROP.writeMember(object, member, context.host().give(value));
      return true;
    } catch (InteropException e) {
      return false;
    }
  }
}
