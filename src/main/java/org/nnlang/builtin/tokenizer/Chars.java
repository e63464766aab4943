// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tokenizer;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Given;
import org.nnlang.builtin.Session;
import org.nnlang.io.AbstractTokenizer;
import org.nnlang.io.TextFile;
import org.nnlang.tensor.Memory;
import org.nnlang.value.Arguments;
import org.nnlang.value.Foreseen;

/** {@code chars}. */
@AutoService(Builtin.class)
public final class Chars implements Builtin {
  @Override
  public String signature() {
    return "chars(text: string|dataset)";
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
  public Object foreseen() {
    return new Foreseen("tokenizer", AbstractTokenizer.MEMBERS);
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    Memory memory = session.engine().memory();
    return switch (arguments.get("text")) {
      case String text -> new org.nnlang.io.Chars(memory, text);
      case TextFile file -> new org.nnlang.io.Chars(memory, file);
      case Object other -> throw Given.noText(other);
    };
  }
}
