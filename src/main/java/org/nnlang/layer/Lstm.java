// SPDX-License-Identifier: Apache-2.0
package org.nnlang.layer;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.op.Numeric;

/** Long short-term memory. */
@AutoService(LayerKind.class)
public final class Lstm extends Recurrent {
  @Override
  public String signature() {
    return "lstm" + SETTINGS;
  }

  @Override
  public String doc() {
    return """
    A layer that goes along time with a memory of `out` numbers and gives a part of it at each place:
    `[batch, time, in]` to `[batch, time, out]` (Hochreiter and Schmidhuber, 1997, with a forget gate).
    """
        + DOC
        + """
    Weights: `weight_ih` `[4 * out, in]`, `weight_hh` `[4 * out, out]`, `bias_ih` and `bias_hh` `[4 * out]`
    for input, forget, cell and output, drawn evenly up to 1/sqrt(out), or as `init` draws; of more
    than one, named `weight_ih_l0`, `weight_ih_l0_reverse`, `weight_ih_l1` and so on. The state is a list
    of what came out and of the memory, `[layers, batch, out]` each, twice as many layers where it
    reads both ways.
    Example: lstm(8, 32) >> linear(32, 1)\
    """;
  }

  @Override
  int gates() {
    return 4;
  }

  @Override
  int states() {
    return 2;
  }

  @Override
  List<Node> cell(List<Node> seen, List<Node> remembered, List<Node> state) {
    List<Node> gates = new ArrayList<>();
    for (int i = 0; i < gates(); i++) {
      gates.add(Numeric.add(seen.get(i), remembered.get(i)));
    }
    Node in = Numeric.mul(Numeric.sigmoid(gates.get(0)), Numeric.tanh(gates.get(2)));
    Node memory = Numeric.add(Numeric.mul(Numeric.sigmoid(gates.get(1)), state.get(1)), in);
    return List.of(Numeric.mul(Numeric.sigmoid(gates.get(3)), Numeric.tanh(memory)), memory);
  }
}
