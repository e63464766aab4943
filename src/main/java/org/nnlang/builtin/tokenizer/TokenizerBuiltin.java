// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tokenizer;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.io.AbstractTokenizer;
import org.nnlang.io.TokenizerFile;
import org.nnlang.value.Arguments;
import org.nnlang.value.Foreseen;

/** {@code tokenizer}. */
@AutoService(Builtin.class)
public final class TokenizerBuiltin implements Builtin {
  @Override
  public String signature() {
    return "tokenizer(path: string)";
  }

  @Override
  public String doc() {
    return """
    The tokenizer of a file that `save` wrote, or of a tokenizer.json, as models on Hugging Face's
    hub have one, where it is byte pair encoding, Unigram, WordPiece or WordLevel. Tokens of
    beginning and end are not added.
    Example: pieces = tokenizer("gpt2/tokenizer.json")\
    """;
  }

  @Override
  public Object foreseen() {
    return new Foreseen("tokenizer", AbstractTokenizer.MEMBERS);
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    String path = arguments.string("path");
    return TokenizerFile.read(session.disk(), path, session.engine().memory());
  }
}
