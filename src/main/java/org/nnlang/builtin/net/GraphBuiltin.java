// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.net;

import com.google.auto.service.AutoService;
import java.nio.charset.StandardCharsets;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Given;
import org.nnlang.builtin.Outputs;
import org.nnlang.builtin.Session;
import org.nnlang.export.NetGraph;
import org.nnlang.value.Arguments;
import org.nnlang.value.Module;
import org.nnlang.value.None;
import org.nnlang.value.Unknown;

/** {@code graph}. */
@AutoService(Builtin.class)
public final class GraphBuiltin implements Builtin {
  private static final String WHAT = "a graph";
  private static final String[] ENDINGS = {".svg", ".dot"};

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
    or `input: [x, y]` where it takes two. With `to:` it is a picture, a file that ends in
    .svg: a box for each layer with its weights counted and for each step between them, in the
    frames of the parts, with the shapes of what they give. One that ends in .dot has every
    operation, for Graphviz.
    Example: graph(net, to: "net.svg")\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    Module net = (Module) a.get("net");
    if (a.isNone("to")) {
      return GraphText.of(traced(net, a));
    }
    String path = a.string("to");
    String ending = Outputs.ending(a, "to", WHAT, ENDINGS);
    NetGraph graph = traced(net, a);
    String text = ending.equals(".dot") ? GraphDot.of(graph) : GraphSvg.of(graph);
    session.disk().replace(path, text.getBytes(StandardCharsets.UTF_8));
    return None.NONE;
  }

  private static NetGraph traced(Module net, Arguments a) {
    return a.isNone("input") ? NetGraph.of(net) : NetGraph.of(net, Given.types(a.get("input")));
  }

  @Override
  public Object foresee(Arguments a, Session session) {
    Outputs.check(session, a, "to", WHAT, ENDINGS);
    return Unknown.UNKNOWN;
  }
}
