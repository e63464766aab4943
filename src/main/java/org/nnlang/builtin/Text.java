// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

import com.google.auto.service.AutoService;
import org.nnlang.value.Arguments;

/** {@code text}. */
@AutoService(Builtin.class)
public final class Text implements Builtin {
  @Override
  public String signature() {
    return "text(path: string)";
  }

  @Override
  public String doc() {
    return """
    The text of a UTF-8 file as a string. A mark of byte order at its start is left out; line ends
    are as in the file.
    Example: corpus = text("shakespeare.txt")\
    """;
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    return session.disk().text(arguments.string("path"));
  }
}
