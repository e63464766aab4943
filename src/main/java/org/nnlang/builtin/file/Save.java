// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.file;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.io.WeightFile;
import org.nnlang.value.Arguments;
import org.nnlang.value.Module;
import org.nnlang.value.None;

/** {@code save}. */
@AutoService(Builtin.class)
public final class Save implements Builtin {
  @Override
  public String signature() {
    return "save(net: instance, path: string)";
  }

  @Override
  public String doc() {
    return """
    Writes the weights and states of a net by their paths into a safetensors file, whole or not at
    all; and by what the data was normalized that it was trained on.
    Example: save(net, "m.safetensors")\
    """;
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    WeightFile.save(session.disk(), arguments.string("path"), (Module) arguments.get("net"));
    return None.NONE;
  }
}
