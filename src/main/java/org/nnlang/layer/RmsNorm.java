// SPDX-License-Identifier: Apache-2.0
package org.nnlang.layer;

import com.google.auto.service.AutoService;
import org.nnlang.engine.Trace;
import org.nnlang.graph.Node;
import org.nnlang.op.Norms;

/** Mean square 1 along the last axis. */
@AutoService(LayerKind.class)
public final class RmsNorm implements LayerKind {
  @Override
  public String signature() {
    return "rms_norm(dim: integer, *, eps: float = 1e-6, init: function? = none)";
  }

  @Override
  public String doc() {
    return """
    A layer that scales the last axis to a mean square of 1 and multiplies with `weight`:
    `[..., dim]` to the same.
    Weights: `weight` `[dim]`, ones at first, or what `init` draws.
    Example: rms_norm(128)\
    """;
  }

  @Override
  public void build(Layer layer) {
    Initializer.ones(layer).weight("weight", LayerChecks.positive(layer, "dim"));
  }

  @Override
  public Node forward(Trace trace, Layer layer, Node x) {
    int dim = layer.settings().integer("dim");
    LayerChecks.size(layer, x, -1, dim, "[..., " + dim + "]");
    return Norms.rmsNorm(x, layer.read(trace, "weight"), layer.settings().number("eps"));
  }
}
