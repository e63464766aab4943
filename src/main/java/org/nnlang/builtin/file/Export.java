// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.file;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Given;
import org.nnlang.builtin.Outputs;
import org.nnlang.builtin.RangeChecks;
import org.nnlang.builtin.Session;
import org.nnlang.export.ExportOptions;
import org.nnlang.export.Exporters;
import org.nnlang.export.NetGraph;
import org.nnlang.export.StepGraph;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.value.Arguments;
import org.nnlang.value.Module;
import org.nnlang.value.None;

/** {@code export}. */
@AutoService(Builtin.class)
public final class Export implements Builtin {
  @Override
  public String signature() {
    return "export(net: instance, path: string, *, input: tensor|list? = none, loss: function? ="
        + " none, dtype: string = \"float32\", cache: boolean = false)";
  }

  @Override
  public String doc() {
    return """
    Writes a net for another program, by the path's ending: .onnx is an ONNX model with inputs `x` (or
    `x0`, `x1`, …) and output `y`, .java one source file without any dependency, .fb a SameDiff graph
    of ND4J. Batch, time and other sizes that are not known stay open. A net that does not say what it
    takes needs an example, `input: x`, or `input: [x, y]` where it takes two. `loss:` goes with the
    net into a .fb file, so that ND4J can go on training it. `dtype: "float16"` halves the weights of
    an .onnx file. `cache: true` makes an .onnx file of a language model's step: it takes new tokens
    and what it kept of those before. `load` reads the weights of such files back.
    Example: export(net, "net.onnx")\
    """;
  }

  @Override
  public Object foresee(Arguments a, Session session) {
    Outputs.check(session, a, "path", Outputs.Kind.FILE);
    if (a.get("path") instanceof String path) {
      Exporters.named(path);
    }
    return None.NONE;
  }

  @Override
  public Object call(Arguments a, Session session) {
    String path = a.string("path");
    var exporter = Exporters.named(path);
    String dtype = a.string("dtype");
    if (!dtype.equals("float32") && !dtype.equals("float16")) {
      throw RangeChecks.range(a, "dtype", "\"float32\" or \"float16\"", dtype);
    }
    var options =
        new ExportOptions(a.isNone("loss") ? null : a.callable("loss"), dtype, a.flag("cache"));
    Module net = (Module) a.get("net");
    exporter.write(graph(a, net, options), options, session.disk(), path);
    return None.NONE;
  }

  private static NetGraph graph(Arguments a, Module net, ExportOptions options) {
    if (a.isNone("input")) {
      return options.cache() ? StepGraph.of(net) : NetGraph.of(net);
    }
    if (options.cache()) {
      throw Problem.of(
              ErrorCode.ARGUMENT, "with `cache` the net takes tokens, and needs no example")
          .of(new Problem.Argument("export", "input"));
    }
    return NetGraph.open(net, Given.types(a.get("input")));
  }
}
