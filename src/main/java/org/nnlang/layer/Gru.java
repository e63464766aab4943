// SPDX-License-Identifier: Apache-2.0
package org.nnlang.layer;

import com.google.auto.service.AutoService;
import java.util.List;
import org.nnlang.engine.Trace;
import org.nnlang.graph.Node;
import org.nnlang.op.Ops;

/** A gated recurrent unit. */
@AutoService(LayerKind.class)
public final class Gru implements LayerKind {
  @Override
  public String signature() {
    return "gru(in: integer, out: integer, *, init: function? = none)";
  }

  @Override
  public String doc() {
    return """
    A layer that goes along time with a memory of `out` numbers, which it gives at each place: `[batch,
    time, in]` to `[batch, time, out]` (Cho and others, 2014, with PyTorch's gates).
    Weights: `weight_ih` `[3 * out, in]`, `weight_hh` `[3 * out, out]`, `bias_ih` and `bias_hh` `[3 * out]`
    for the gates reset, update and new, drawn evenly up to 1/sqrt(out), or as `init` draws.
    Example: gru(8, 32) >> linear(32, 1)\
    """;
  }

  @Override
  public void build(Layer layer) {
    Recurrent.build(layer, 3);
  }

  @Override
  public Node forward(Trace trace, Layer layer, Node x) {
    Recurrent r = new Recurrent(trace, layer, x);
    return r.run(
        1,
        (seen, state) -> {
          Node h = state.get(0);
          List<Node> i = Ops.split(seen, -1, 3);
          List<Node> m = Ops.split(r.remembered(h), -1, 3);
          Node reset = Ops.sigmoid(Ops.add(i.get(0), m.get(0)));
          Node update = Ops.sigmoid(Ops.add(i.get(1), m.get(1)));
          Node fresh = Ops.tanh(Ops.add(i.get(2), Ops.mul(reset, m.get(2))));
          return List.of(Ops.add(fresh, Ops.mul(update, Ops.sub(h, fresh))));
        });
  }
}
