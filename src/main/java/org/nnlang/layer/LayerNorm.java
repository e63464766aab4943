// SPDX-License-Identifier: Apache-2.0
package org.nnlang.layer;

import com.google.auto.service.AutoService;
import org.nnlang.engine.Trace;
import org.nnlang.graph.Node;
import org.nnlang.op.Norms;

/** Mean 0 and variance 1 along the last axis. */
@AutoService(LayerKind.class)
public final class LayerNorm implements LayerKind {
  @Override
  public String signature() {
    return "layer_norm(dim: integer, bias: boolean = true, *, eps: float = 1e-5)";
  }

  @Override
  public String doc() {
    return """
    A layer that shifts and scales the last axis to mean 0 and variance 1, then multiplies with
    `weight` and adds `bias`: `[..., dim]` to the same.
    Weights: `weight` `[dim]`, ones at first, and, unless `bias: false`, `bias` `[dim]`, zeros.
    Example: layer_norm(128)\
    """;
  }

  @Override
  public void build(Layer layer) {
    int dim = Check.positive(layer, "dim");
    layer.weight("weight", s -> Inits.ones(layer.engine(), s), dim);
    if (layer.settings().flag("bias")) {
      layer.weight("bias", s -> Inits.zeros(layer.engine(), s), dim);
    }
  }

  @Override
  public Node forward(Trace trace, Layer layer, Node x) {
    int dim = layer.settings().integer("dim");
    Check.size(layer, x, -1, dim, "[..., " + dim + "]");
    Node weight = layer.read(trace, "weight");
    return Norms.layerNorm(x, weight, layer.read(trace, "bias"), layer.settings().number("eps"));
  }
}
