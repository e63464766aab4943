// SPDX-License-Identifier: Apache-2.0
package org.nnlang.layer;

import com.google.auto.service.AutoService;
import java.util.List;
import org.nnlang.engine.Trace;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;

/** Places told by turning pairs of numbers. */
@AutoService(LayerKind.class)
public final class Rope implements LayerKind {
  @Override
  public String signature() {
    return "rope(dim: integer, *, base: float = 10000.0)";
  }

  @Override
  public String doc() {
    return """
    A layer that turns pairs of numbers by angles that grow with the place, for queries and keys of
    attention: `[..., time, dim]` to the same. Number i and number i + dim/2 are a pair.
    Example: rope(32)\
    """;
  }

  @Override
  public void build(Layer layer) {
    int dim = LayerChecks.positive(layer, "dim");
    if (dim % 2 != 0) {
      throw LayerChecks.range(layer, "dim", "even", (long) dim);
    }
    LayerChecks.within(layer, "base", 1, Double.POSITIVE_INFINITY);
  }

  @Override
  public Node forward(Trace trace, Layer layer, Node x) {
    int dim = layer.settings().integer("dim");
    String wanted = "[..., time, " + dim + "]";
    LayerChecks.size(layer, x, -1, dim, wanted);
    if (x.rank() < 2) {
      throw LayerChecks.shape(layer, x, wanted);
    }
    Dim time = x.type().dim(x.rank() - 2);
    Type type = new Type(x.dtype(), List.of(time, Dim.of(dim / 2)));
    double fall = -2 * Math.log(layer.settings().number("base")) / dim;
    Node speed = Numeric.exp(Ops.iota(trace.graph(), type, 1, 0, fall));
    Node angle = Numeric.mul(Ops.iota(trace.graph(), type, 0, 0, 1), speed);
    Node cos = Numeric.cos(angle);
    Node sin = Numeric.sin(angle);
    List<Node> halves = Ops.split(x, -1, 2);
    Node a = halves.get(0);
    Node b = halves.get(1);
    return Ops.concat(
        List.of(
            Numeric.sub(Numeric.mul(a, cos), Numeric.mul(b, sin)),
            Numeric.add(Numeric.mul(b, cos), Numeric.mul(a, sin))),
        -1);
  }
}
