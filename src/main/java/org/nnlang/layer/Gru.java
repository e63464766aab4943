// SPDX-License-Identifier: Apache-2.0
package org.nnlang.layer;

import com.google.auto.service.AutoService;
import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.op.Numeric;

/** A gated recurrent unit. */
@AutoService(LayerKind.class)
public final class Gru extends Recurrent {
  @Override
  public String signature() {
    return "gru" + SETTINGS;
  }

  @Override
  public String doc() {
    return """
    A layer that goes along time with a memory of `out` numbers, which it gives at each place: `[batch,
    time, in]` to `[batch, time, out]` (Cho and others, 2014, with PyTorch's gates).
    """
        + DOC
        + """
    Weights: `weight_ih` `[3 * out, in]`, `weight_hh` `[3 * out, out]`, `bias_ih` and `bias_hh` `[3 * out]`
    for the gates reset, update and new, drawn evenly up to 1/sqrt(out), or as `init` draws; of more
    than one, named `weight_ih_l0`, `weight_ih_l0_reverse`, `weight_ih_l1` and so on. The state is
    `[layers, batch, out]`, twice as many layers where it reads both ways.
    Example: gru(8, 32) >> linear(32, 1)\
    """;
  }

  @Override
  int gates() {
    return 3;
  }

  /** The reset gate scales what is remembered together with its bias. */
  @Override
  int gatesWithOwnBias() {
    return 1;
  }

  @Override
  int states() {
    return 1;
  }

  @Override
  List<Node> cell(List<Node> seen, List<Node> remembered, List<Node> state) {
    Node h = state.get(0);
    Node reset = Numeric.sigmoid(Numeric.add(seen.get(0), remembered.get(0)));
    Node update = Numeric.sigmoid(Numeric.add(seen.get(1), remembered.get(1)));
    Node fresh = Numeric.tanh(Numeric.add(seen.get(2), Numeric.mul(reset, remembered.get(2))));
    return List.of(Numeric.add(fresh, Numeric.mul(update, Numeric.sub(h, fresh))));
  }
}
