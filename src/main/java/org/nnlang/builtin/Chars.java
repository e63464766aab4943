// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

import com.google.auto.service.AutoService;
import org.nnlang.value.Arguments;

/** {@code chars}. */
@AutoService(Builtin.class)
public final class Chars implements Builtin {
  @Override
  public String signature() {
    return "chars(text: string)";
  }

  @Override
  public String doc() {
    return """
    A tokenizer with a token for each different character of a text, numbered in the order of their
    code points. It has `encode(text)`, which gives an int tensor, `decode(tokens)` and `size`.
    Example: letters = chars("hello"); print(letters.decode(letters.encode("hole")))\
    """;
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    return new org.nnlang.io.Chars(session.engine().memory(), arguments.string("text"));
  }
}
