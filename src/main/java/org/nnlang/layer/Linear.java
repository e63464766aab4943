// SPDX-License-Identifier: Apache-2.0
package org.nnlang.layer;

import com.google.auto.service.AutoService;
import org.nnlang.engine.Trace;
import org.nnlang.graph.Node;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;

/** {@code x @ weight.T + bias} along the last axis. */
@AutoService(LayerKind.class)
public final class Linear implements LayerKind {
  @Override
  public String signature() {
    return "linear(in: integer, out: integer, bias: boolean = true, *, init: function? = none)";
  }

  @Override
  public String doc() {
    return """
    A layer that multiplies with a matrix: `[..., in]` to `[..., out]`.
    Weights: `weight` `[out, in]` and, unless `bias: false`, `bias` `[out]`, drawn evenly from
    -1/sqrt(in) to 1/sqrt(in). `init` draws `weight` otherwise (`normal(std: 0.02)`, `xavier`,
    `kaiming`, `zeros`, or any function of a shape); `bias` is then zeros.
    Example: linear(2, 16) >> tanh >> linear(16, 1)\
    """;
  }

  @Override
  public void build(Layer layer) {
    int in = LayerChecks.positive(layer, "in");
    int out = LayerChecks.positive(layer, "out");
    Initializer draw = Initializer.uniform(layer, 1 / Math.sqrt(in));
    draw.weight("weight", out, in);
    if (layer.settings().flag("bias")) {
      draw.bias("bias", out);
    }
  }

  @Override
  public Node forward(Trace trace, Layer layer, Node x) {
    int in = layer.settings().integer("in");
    LayerChecks.size(layer, x, -1, in, "[..., " + in + "]");
    Node y = Ops.matmul(x, Ops.transpose(layer.read(trace, "weight")));
    Node bias = layer.readIfAny(trace, "bias");
    return bias == null ? y : Numeric.add(y, bias);
  }
}
