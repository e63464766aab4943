// SPDX-License-Identifier: Apache-2.0
package org.nnlang.layer;

import com.google.auto.service.AutoService;
import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.op.Numeric;

/** The plain recurrent layer. */
@AutoService(LayerKind.class)
public final class Rnn extends Recurrent {
  @Override
  public String signature() {
    return "rnn" + SETTINGS;
  }

  @Override
  public String doc() {
    return """
    A layer that goes along time and gives at each place a tanh of what it sees there and of what it
    gave before: `[batch, time, in]` to `[batch, time, out]` (Elman, 1990).
    """
        + DOC
        + """
    Weights: `weight_ih` `[out, in]`, `weight_hh` `[out, out]`, `bias_ih` and `bias_hh` `[out]`, drawn evenly
    up to 1/sqrt(out), or as `init` draws; of more than one, named `weight_ih_l0`,
    `weight_ih_l0_reverse`, `weight_ih_l1` and so on. The state is `[layers, batch, out]`, twice as many
    layers where it reads both ways.
    Example: rnn(8, 32) >> linear(32, 1)\
    """;
  }

  @Override
  int gates() {
    return 1;
  }

  @Override
  int states() {
    return 1;
  }

  @Override
  List<Node> cell(List<Node> seen, List<Node> remembered, List<Node> state) {
    return List.of(Numeric.tanh(Numeric.add(seen.get(0), remembered.get(0))));
  }
}
