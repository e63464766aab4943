// SPDX-License-Identifier: Apache-2.0
package org.nnlang.engine;

import java.util.ArrayList;
import java.util.List;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Node;

/**
 * A function as a graph.
 *
 * @param arguments its arguments, inputs of the graph; what else it reads are inputs too, bound to
 *     the tensor or the {@link Variable} that they are
 */
public record Traced(Trace trace, List<Node> arguments, List<Node> results) {
  public Graph graph() {
    return trace.graph();
  }

  /** The same function after the rewrites of whole functions. */
  Traced rewritten() {
    return new Traced(trace, arguments, trace.rewritten(results, List.of()));
  }

  /** States that it assigns. */
  public List<Variable> states() {
    return List.copyOf(trace.assigned().keySet());
  }

  /** Its results, and after them what the states become. */
  List<Node> outputs() {
    List<Node> out = new ArrayList<>(results);
    out.addAll(trace.assigned().values());
    return out;
  }

  /** Where the inputs of what was compiled of it come from. */
  Bindings bindings(Compiler.Compiled compiled) {
    return new Bindings(
        arguments.stream().map(graph()::binding).toList(),
        compiled.inputs().stream().map(graph()::binding).toList());
  }
}
