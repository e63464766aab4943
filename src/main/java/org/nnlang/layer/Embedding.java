// SPDX-License-Identifier: Apache-2.0
package org.nnlang.layer;

import com.google.auto.service.AutoService;
import org.nnlang.engine.Trace;
import org.nnlang.graph.Node;
import org.nnlang.op.Ops;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;

/** Rows of a table by their numbers. */
@AutoService(LayerKind.class)
public final class Embedding implements LayerKind {
  @Override
  public String signature() {
    return "embedding(count: integer, dim: integer, *, init: function? = none)";
  }

  @Override
  public String doc() {
    return """
    A layer that looks up a vector for each index: int `[...]` to `[..., dim]`. Indices are from
    0 to `count` - 1.
    Weights: `weight` `[count, dim]`, normal with standard deviation 1, or what `init` draws.
    Example: embedding(65, 128)\
    """;
  }

  @Override
  public void build(Layer layer) {
    int count = LayerChecks.positive(layer, "count");
    int dim = LayerChecks.positive(layer, "dim");
    Initializer.normal(layer, 1).weight("weight", count, dim);
  }

  @Override
  public Node forward(Trace trace, Layer layer, Node x) {
    if (x.dtype() != DType.INT) {
      throw Problem.of(
              ErrorCode.TYPE,
              layer.describe() + " takes ints, found a tensor of " + x.dtype().word())
          .hint("`int(x)` converts");
    }
    return Ops.lookup(layer.read(trace, "weight"), x);
  }
}
