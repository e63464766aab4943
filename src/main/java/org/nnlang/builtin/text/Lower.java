// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.text;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.value.Arguments;
import org.nnlang.value.Texts;

/** {@code lower}. */
@AutoService(Builtin.class)
public final class Lower implements Builtin {
  @Override
  public String signature() {
    return "lower(text: string)";
  }

  @Override
  public String doc() {
    return "The text in small letters.";
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    return Texts.lower(arguments.string("text"));
  }
}
