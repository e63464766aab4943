// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.file;

import com.google.auto.service.AutoService;
import java.nio.charset.StandardCharsets;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Outputs;
import org.nnlang.builtin.Session;
import org.nnlang.value.Arguments;
import org.nnlang.value.None;
import org.nnlang.value.Show;

/** {@code write}. */
@AutoService(Builtin.class)
public final class Write implements Builtin {
  @Override
  public String signature() {
    return "write(path: string, text)";
  }

  @Override
  public String doc() {
    return "Writes a text to a file in UTF-8, whole or not at all.";
  }

  @Override
  public Object foresee(Arguments arguments, Session session) {
    Outputs.check(session, arguments, "path", Outputs.Kind.FILE);
    return None.NONE;
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    byte[] bytes = Show.plain(arguments.get("text")).getBytes(StandardCharsets.UTF_8);
    session.disk().replace(arguments.string("path"), out -> out.write(bytes));
    return None.NONE;
  }
}
