// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tokenizer;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.io.AbstractTokenizer;
import org.nnlang.value.Arguments;
import org.nnlang.value.Foreseen;

/** {@code bytes}. */
@AutoService(Builtin.class)
public final class Bytes implements Builtin {
  @Override
  public String signature() {
    return "bytes()";
  }

  @Override
  public String doc() {
    return """
    A tokenizer with 256 tokens, the bytes of a text in UTF-8: it takes any text.
    Example: print(bytes().encode("é"))\
    """;
  }

  @Override
  public Object foreseen() {
    return new Foreseen("tokenizer", AbstractTokenizer.MEMBERS);
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    return new org.nnlang.io.Bytes(session.engine().memory());
  }
}
