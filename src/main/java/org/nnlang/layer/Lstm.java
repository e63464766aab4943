// SPDX-License-Identifier: Apache-2.0
package org.nnlang.layer;

import com.google.auto.service.AutoService;
import java.util.List;
import org.nnlang.engine.Trace;
import org.nnlang.graph.Node;
import org.nnlang.op.Ops;

/** Long short-term memory. */
@AutoService(LayerKind.class)
public final class Lstm implements LayerKind {
  @Override
  public String signature() {
    return "lstm(in: integer, out: integer, *, init: function? = none)";
  }

  @Override
  public String doc() {
    return """
    A layer that goes along time with a memory of `out` numbers and gives a part of it at each place:
    `[batch, time, in]` to `[batch, time, out]` (Hochreiter and Schmidhuber, 1997, with a forget gate).
    Weights: `weight_ih` `[4 * out, in]`, `weight_hh` `[4 * out, out]`, `bias_ih` and `bias_hh` `[4 * out]`
    for input, forget, cell and output, drawn evenly up to 1/sqrt(out), or as `init` draws.
    Example: lstm(8, 32) >> linear(32, 1)\
    """;
  }

  @Override
  public void build(Layer layer) {
    Recurrent.build(layer, 4);
  }

  @Override
  public Node forward(Trace trace, Layer layer, Node x) {
    Recurrent r = new Recurrent(trace, layer, x);
    return r.run(
        2,
        (seen, state) -> {
          List<Node> gates = Ops.split(Ops.add(seen, r.remembered(state.get(0))), -1, 4);
          Node in = Ops.mul(Ops.sigmoid(gates.get(0)), Ops.tanh(gates.get(2)));
          Node cell = Ops.add(Ops.mul(Ops.sigmoid(gates.get(1)), state.get(1)), in);
          return List.of(Ops.mul(Ops.sigmoid(gates.get(3)), Ops.tanh(cell)), cell);
        });
  }
}
