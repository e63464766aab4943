// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.text;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.value.Arguments;

/** {@code starts_with}. */
@AutoService(Builtin.class)
public final class StartsWith implements Builtin {
  @Override
  public String signature() {
    return "starts_with(text: string, part: string)";
  }

  @Override
  public String doc() {
    return "Whether a text begins with another.";
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    return arguments.string("text").startsWith(arguments.string("part"));
  }
}
