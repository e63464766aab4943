// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.file;

import com.google.auto.service.AutoService;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.export.Exporter;
import org.nnlang.export.Exporters;
import org.nnlang.io.WeightFile;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Arguments;
import org.nnlang.value.Module;
import org.nnlang.value.None;
import org.nnlang.value.TypeNames;

/** {@code load}. */
@AutoService(Builtin.class)
public final class Load implements Builtin {
  @Override
  public String signature() {
    return "load(net: instance, path: string, rename: function? = none)";
  }

  @Override
  public String doc() {
    return """
    Puts the weights of a safetensors file into a net and gives the net. The file must have exactly
    the net's paths and shapes; `rename` makes a path of the net from one of the file, or `none` for
    what is to be left out. `path` may be the index of a model in several files,
    `model.safetensors.index.json`, or a folder with that or with `model.safetensors`. From
    what `export` wrote (.onnx, .fb) come the weights alone, by their paths.
    Example: load(net, "m.safetensors", rename: path -> path.replace("model.", ""))\
    """;
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    Module net = (Module) arguments.get("net");
    String path = arguments.string("path");
    Memory memory = session.engine().memory();
    Exporter format = Exporters.find(path);
    if (format == null) {
      WeightFile.load(session.disk(), path, net, rename(arguments), memory);
    } else {
      Map<String, Tensor> tensors = format.weights(session.disk(), path, memory);
      WeightFile.take(path, tensors, net, rename(arguments), memory);
    }
    return net;
  }

  /** What the argument {@code rename} says. */
  static WeightFile.Renaming rename(Arguments arguments) {
    return arguments.isNone("rename")
        ? name -> name
        : name -> renamed(name, arguments.callable("rename").call(name));
  }

  private static @Nullable String renamed(String name, @Nullable Object result) {
    if (result == None.NONE) {
      return null;
    }
    if (result instanceof String s) {
      return s;
    }
    throw Problem.of(
        ErrorCode.TYPE,
        "`rename` gives a string for each path, or none, for `"
            + name
            + "` it gave "
            + TypeNames.found(Objects.requireNonNull(result)));
  }
}
