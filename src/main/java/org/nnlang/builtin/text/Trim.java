// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.text;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.value.Arguments;

/** {@code trim}. */
@AutoService(Builtin.class)
public final class Trim implements Builtin {
  @Override
  public String signature() {
    return "trim(text: string)";
  }

  @Override
  public String doc() {
    return "The text without white space at its ends.";
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    return arguments.string("text").strip();
  }
}
