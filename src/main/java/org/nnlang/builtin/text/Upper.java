// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.text;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.value.Arguments;
import org.nnlang.value.Texts;

/** {@code upper}. */
@AutoService(Builtin.class)
public final class Upper implements Builtin {
  @Override
  public String signature() {
    return "upper(text: string)";
  }

  @Override
  public String doc() {
    return "The text in capital letters.";
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    return Texts.upper(arguments.string("text"));
  }
}
