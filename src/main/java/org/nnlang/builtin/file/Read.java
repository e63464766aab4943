// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.file;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.value.Arguments;

/** {@code read}. */
@AutoService(Builtin.class)
public final class Read implements Builtin {
  @Override
  public String signature() {
    return "read(path: string)";
  }

  @Override
  public String doc() {
    return "The text of a file in UTF-8.";
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    return session.disk().text(arguments.string("path"));
  }
}
