// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.file;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Outputs;
import org.nnlang.builtin.Session;
import org.nnlang.io.AbstractTokenizer;
import org.nnlang.io.TokenizerFile;
import org.nnlang.io.WeightFile;
import org.nnlang.value.Arguments;
import org.nnlang.value.Module;
import org.nnlang.value.None;

/** {@code save}. */
@AutoService(Builtin.class)
public final class Save implements Builtin {
  @Override
  public String signature() {
    return "save(net: instance|tokenizer, path: string, rename: function? = none)";
  }

  @Override
  public String doc() {
    return """
    Writes the weights and states of a net by their paths into a safetensors file, whole or not at
    all; and by what the data was normalized that it was trained on. A tokenizer is written as the
    tokenizers library of Python reads it, and `tokenizer(path)`. `rename` makes a name of the file
    from a path of the net, or `none` for what is to be left out.
    Example: save(net, "m.safetensors"); save(letters, "letters.json")\
    """;
  }

  @Override
  public Object foresee(Arguments arguments, Session session) {
    Outputs.check(session, arguments, "path", Outputs.Kind.FILE);
    return None.NONE;
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    String path = arguments.string("path");
    switch (arguments.get("net")) {
      case AbstractTokenizer tokenizer -> TokenizerFile.write(session.disk(), path, tokenizer);
      case Module net -> WeightFile.save(session.disk(), path, net, Load.rename(arguments));
      default -> throw new IllegalStateException("not in the signature");
    }
    return None.NONE;
  }
}
