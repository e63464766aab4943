// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.net;

import com.google.auto.service.AutoService;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Given;
import org.nnlang.builtin.Session;
import org.nnlang.export.NetGraph;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.value.Arguments;
import org.nnlang.value.Module;
import org.nnlang.value.None;
import org.nnlang.value.Show;
import org.nnlang.value.Unknown;

/** {@code graph}. */
@AutoService(Builtin.class)
public final class GraphBuiltin implements Builtin {
  @Override
  public String signature() {
    return "graph(net: instance, *, input: tensor|list? = none, to: string? = none)";
  }

  @Override
  public String doc() {
    return """
    The graph that a net's `forward` is traced into, as text: for each operation what it is of, the
    shape of its result, the part of the net and the line of the script that made it. Sizes that are
    not known keep their names. A net that does not say what it takes needs an example, `input: x`,
    or `input: [x, y]` where it takes two. With `to:` a file that ends in .dot is written for
    Graphviz: parts are frames, shapes stand at the arrows.
    Example: graph(net, to: "net.dot")\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    Module net = (Module) a.get("net");
    if (a.isNone("to")) {
      return GraphText.of(traced(net, a));
    }
    String path = a.string("to");
    if (!path.toLowerCase(Locale.ROOT).endsWith(".dot")) {
      throw Problem.of(
              ErrorCode.VALUE, "a graph goes to a file that ends in .dot, not " + Show.quoted(path))
          .hint("Graphviz makes pictures of it: dot -Tsvg net.dot -o net.svg");
    }
    String text = GraphDot.of(traced(net, a));
    session.disk().replace(path, text.getBytes(StandardCharsets.UTF_8));
    return None.NONE;
  }

  private static NetGraph traced(Module net, Arguments a) {
    return a.isNone("input") ? NetGraph.of(net) : NetGraph.of(net, Given.types(a.get("input")));
  }

  @Override
  public Object foresee(Arguments a, Session session) {
    return Unknown.UNKNOWN;
  }
}
