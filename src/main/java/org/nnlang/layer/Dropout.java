// SPDX-License-Identifier: Apache-2.0
package org.nnlang.layer;

import com.google.auto.service.AutoService;
import org.nnlang.engine.Trace;
import org.nnlang.graph.Node;
import org.nnlang.op.Ops;

/** Numbers left out by chance while training. */
@AutoService(LayerKind.class)
public final class Dropout implements LayerKind {
  @Override
  public String signature() {
    return "dropout(p: float)";
  }

  @Override
  public String doc() {
    return """
    A layer that, while training, makes each number 0 with probability `p` and divides the rest
    by 1 - p; else it changes nothing. Any shape.
    Example: linear(64, 64) >> relu >> dropout(0.1)\
    """;
  }

  @Override
  public void build(Layer layer) {
    LayerChecks.within(layer, "p", 0, 1);
  }

  @Override
  public Node forward(Trace trace, Layer layer, Node x) {
    double p = layer.settings().number("p");
    if (!trace.training() || p == 0) {
      if (p > 0) {
        LayerChecks.training(trace, layer);
      }
      return x;
    }
    LayerChecks.real(layer, x);
    return Ops.dropout(x, p, trace.nextStream());
  }
}
