// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.general;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.value.Arguments;
import org.nnlang.value.Show;

/** {@code str}. */
@AutoService(Builtin.class)
public final class Str implements Builtin {
  @Override
  public String signature() {
    return "str(x)";
  }

  @Override
  public String doc() {
    return "The text that `print` writes for a value.";
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    return Show.plain(arguments.get("x"));
  }
}
