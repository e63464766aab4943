// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.net;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.nnlang.builtin.Session;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Program;
import org.nnlang.engine.Variable;
import org.nnlang.export.NetGraph;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Node;
import org.nnlang.tensor.Tensor;

/** The operations of a call as a table, each with what it gave and how long it took by itself. */
final class CallTrace {
  /** The first run of an operation makes it ready; of the others the fastest counts. */
  private static final int RUNS = 4;

  private final Inspection call;
  private final Engine engine;
  private final Session session;
  private final Map<Node, Tensor> values = new HashMap<>();
  private final List<String[]> lines = new ArrayList<>();
  private double millis;
  private int operations;

  private CallTrace(Inspection call, Session session) {
    this.call = call;
    this.engine = call.engine();
    this.session = session;
  }

  static String of(Inspection call, Session session) {
    return new CallTrace(call, session).text();
  }

  private String text() {
    lines.add(new String[] {"operation", "shape", "range", "ms", "part", "line"});
    List<Node> nodes = call.graph().nodes();
    Map<Node, Integer> last = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      for (Node in : nodes.get(i).inputs()) {
        last.put(in, i);
      }
    }
    for (int i = 0; i < nodes.size(); i++) {
      Node n = nodes.get(i);
      session.poll();
      String time = n.isInput() ? given(n) : compute(n);
      NetGraph graph = call.graph();
      boolean placed = n.span().isKnown();
      lines.add(
          new String[] {
            GraphText.line(graph, n),
            n.type().toString(),
            TensorRange.of(Objects.requireNonNull(values.get(n))).text(),
            time,
            graph.part(n),
            placed ? n.span().source().name() + ":" + n.span().line() : ""
          });
      // what nothing reads any more is let go
      int at = i;
      n.inputs().stream().filter(in -> last.getOrDefault(in, -1) == at).forEach(values::remove);
    }
    Program whole = call.program();
    String end =
        whole == null
            ? ""
            : String.format(Locale.ROOT, "; the call takes %.3f ms", time(whole, call.given()));
    return GraphText.columns(lines, 3)
        + String.format(Locale.ROOT, "%d operations, %.3f ms one by one", operations, millis)
        + end;
  }

  private String given(Node n) {
    Object bound = call.traced().graph().binding(n);
    values.put(n, bound instanceof Variable v ? v.value() : (Tensor) bound);
    return "";
  }

  private String compute(Node n) {
    List<Tensor> inputs = n.inputs().stream().map(values::get).toList();
    Program program =
        engine.program(
            n.inputs().stream().map(Node::type).toList(),
            false,
            nodes -> {
              Graph graph = engine.trace().graph();
              return List.of(graph.add(n.op(), nodes));
            });
    double best = time(program, inputs);
    values.put(n, program.run(inputs).getFirst());
    millis += best;
    operations++;
    return String.format(Locale.ROOT, "%.3f", best);
  }

  private static double time(Program program, List<Tensor> inputs) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < RUNS; i++) {
      long start = System.nanoTime();
      program.run(inputs);
      best = i == 0 ? best : Math.min(best, System.nanoTime() - start);
    }
    return best / 1e6;
  }
}
