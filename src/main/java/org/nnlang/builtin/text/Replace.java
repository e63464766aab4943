// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.text;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.value.Arguments;
import org.nnlang.value.Texts;

/** {@code replace}. */
@AutoService(Builtin.class)
public final class Replace implements Builtin {
  @Override
  public String signature() {
    return "replace(text: string, old: string, new: string)";
  }

  @Override
  public String doc() {
    return "The text with every `old` replaced by `new`.";
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    return Texts.replace(
        arguments.string("text"), arguments.string("old"), arguments.string("new"));
  }
}
