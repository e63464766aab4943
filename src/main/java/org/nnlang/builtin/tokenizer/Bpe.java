// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tokenizer;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Given;
import org.nnlang.builtin.Session;
import org.nnlang.io.AbstractTokenizer;
import org.nnlang.io.BpeTraining;
import org.nnlang.io.TextFile;
import org.nnlang.tensor.Memory;
import org.nnlang.value.Arguments;
import org.nnlang.value.Foreseen;

/** {@code bpe}. */
@AutoService(Builtin.class)
public final class Bpe implements Builtin {
  @Override
  public String signature() {
    return "bpe(text: string|dataset, size: integer)";
  }

  @Override
  public String doc() {
    return """
    A tokenizer of up to `size` tokens learned from a text: the 256 bytes, and pieces of words that
    are met often. It takes any text.
    Example: pieces = bpe(corpus, 1000); print(pieces.encode("the weather"))\
    """;
  }

  @Override
  public Object foreseen() {
    return new Foreseen("tokenizer", AbstractTokenizer.MEMBERS);
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    Memory memory = session.engine().memory();
    long size = arguments.whole("size");
    return switch (arguments.get("text")) {
      case String text -> BpeTraining.train(memory, text, size, session::poll);
      case TextFile file -> BpeTraining.train(memory, file, size, session::poll);
      case Object other -> throw Given.noText(other);
    };
  }
}
