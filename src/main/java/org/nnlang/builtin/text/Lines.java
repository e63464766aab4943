// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.text;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.value.Arguments;
import org.nnlang.value.Texts;

/** {@code lines}. */
@AutoService(Builtin.class)
public final class Lines implements Builtin {
  @Override
  public String signature() {
    return "lines(text: string)";
  }

  @Override
  public String doc() {
    return "A list of the lines of a text, without their ends.";
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    return Texts.lines(arguments.string("text"));
  }
}
