// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tokenizer;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Given;
import org.nnlang.builtin.Session;
import org.nnlang.io.AbstractTokenizer;
import org.nnlang.io.TextFile;
import org.nnlang.io.WordTokens;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;
import org.nnlang.value.Arguments;
import org.nnlang.value.Foreseen;

/** {@code word}. */
@AutoService(Builtin.class)
public final class Word implements Builtin {
  @Override
  public String signature() {
    return "word(text: string|dataset, size: integer? = none)";
  }

  @Override
  public String doc() {
    return """
    A tokenizer with a token for each word of a text, each sign (a comma, a full stop) and the line
    end, the most frequent first; with `size` only so many. Token 0, `<unk>`, stands for all other
    words. Spaces are left out: `decode` puts one between words and none before a comma.
    Example: words = word("a cat, a dog"); print(words.decode(words.encode("a dog, a cat")))\
    """;
  }

  @Override
  public Object foreseen() {
    return new Foreseen("tokenizer", AbstractTokenizer.MEMBERS);
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    Memory memory = session.engine().memory();
    long size = arguments.isNone("size") ? 0 : arguments.whole("size");
    if (!arguments.isNone("size") && size < 2) {
      throw Problem.of(
          ErrorCode.VALUE, "`size` is the number of tokens, at least 2, found " + size);
    }
    return switch (arguments.get("text")) {
      case String text -> WordTokens.of(memory, text, size, session::poll);
      case TextFile file -> WordTokens.of(memory, file, size, session::poll);
      case Object other -> throw Given.noText(other);
    };
  }
}
