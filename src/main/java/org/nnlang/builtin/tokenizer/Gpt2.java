// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tokenizer;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.io.AbstractTokenizer;
import org.nnlang.value.Arguments;
import org.nnlang.value.Foreseen;

/** {@code gpt2}. */
@AutoService(Builtin.class)
public final class Gpt2 implements Builtin {
  @Override
  public String signature() {
    return "gpt2(folder: string = \"gpt2\")";
  }

  @Override
  public String doc() {
    return """
    GPT-2's tokenizer, 50,257 tokens, from a folder with its files: vocab.json and merges.txt,
    encoder.json and vocab.bpe, or tokenizer.json, as the model is published. They are not part of
    nn. `<|endoftext|>` in a text is one token.
    Example: pieces = gpt2("models/gpt2"); print(pieces.encode("Hello world"))\
    """;
  }

  @Override
  public Object foreseen() {
    return new Foreseen("tokenizer", AbstractTokenizer.MEMBERS);
  }

  @Override
  public Object call(Arguments a, Session session) {
    return org.nnlang.io.Gpt2.read(session.disk(), a.string("folder"), session.engine().memory());
  }
}
