// SPDX-License-Identifier: Apache-2.0
package org.nnlang.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.nnlang.engine.Trace;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.op.Ops;

/** What layers that go along time share: weights, one product for all places, and the way. */
final class Recurrent {
  private final Trace trace;
  private final Layer layer;
  private final int out;
  private final Dim batch;
  private final Dim time;
  private final Node seen;

  /** Makes the weights of so many gates. */
  static void build(Layer layer, int gates) {
    int in = Check.positive(layer, "in");
    int out = Check.positive(layer, "out");
    Initializer draw = Initializer.uniform(layer, 1 / Math.sqrt(out));
    draw.weight("weight_ih", (long) gates * out, in);
    draw.weight("weight_hh", (long) gates * out, out);
    draw.bias("bias_ih", (long) gates * out);
    draw.bias("bias_hh", (long) gates * out);
  }

  Recurrent(Trace trace, Layer layer, Node x) {
    this.trace = trace;
    this.layer = layer;
    int in = layer.settings().integer("in");
    out = layer.settings().integer("out");
    String wanted = "[batch, time, " + in + "]";
    Check.rank(layer, x, 3, wanted);
    Check.size(layer, x, -1, in, wanted);
    batch = x.type().dim(0);
    time = x.type().dim(1);
    seen = gates(x, "ih");
  }

  private Node gates(Node x, String way) {
    Node product = Ops.matmul(x, Ops.transpose(layer.read(trace, "weight_" + way)));
    return Ops.add(product, layer.read(trace, "bias_" + way));
  }

  /** The gates' part from what came out at the place before. */
  Node remembered(Node before) {
    return gates(before, "hh");
  }

  /**
   * Goes along time from zeros.
   *
   * @param states how many tensors are handed on; the first is what comes out
   * @param step of the gates' part from the input at a place and the states
   */
  Node run(int states, BiFunction<Node, List<Node>, List<Node>> step) {
    Type type = new Type(seen.dtype(), List.of(batch, Dim.of(out)));
    List<Node> state = new ArrayList<>();
    for (int i = 0; i < states; i++) {
      state.add(Ops.full(trace.graph(), type, 0));
    }
    Type whole = new Type(seen.dtype(), List.of(batch, time, Dim.of(out)));
    if (!time.isKnown()) {
      // only shapes are being checked: every place is as the first
      step.apply(Ops.index(seen, 1, 0), state);
      return Ops.full(trace.graph(), whole, 0);
    }
    List<Node> results = new ArrayList<>();
    for (Node place : Ops.unstack(seen, 1)) {
      state = step.apply(place, state);
      results.add(state.get(0));
    }
    return results.isEmpty() ? Ops.full(trace.graph(), whole, 0) : Ops.stack(results, 1);
  }
}
