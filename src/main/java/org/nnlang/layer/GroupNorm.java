// SPDX-License-Identifier: Apache-2.0
package org.nnlang.layer;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.nnlang.engine.Trace;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.op.Norms;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;

/** Mean 0 and variance 1 over each group of channels. */
@AutoService(LayerKind.class)
public final class GroupNorm implements LayerKind {
  @Override
  public String signature() {
    return "group_norm(groups: integer, dim: integer, *, eps: float = 1e-5, "
        + "init: function? = none)";
  }

  @Override
  public String doc() {
    return """
    A layer that shifts and scales each of `groups` equal parts of the channels, with all that lies behind
    them, to mean 0 and variance 1, then multiplies each channel with `weight` and adds `bias`: `[batch,
    dim, ...]` to the same (Wu and He, 2018). One group of all is a layer norm over an image, `dim` groups
    are an instance norm. Rows of a batch do not see each other.
    Weights: `weight` and `bias` `[dim]`, ones and zeros at first. `init` draws `weight` otherwise.
    Example: conv2d(3, 16, 3) >> group_norm(4, 16) >> relu\
    """;
  }

  @Override
  public void build(Layer layer) {
    int groups = LayerChecks.positive(layer, "groups");
    int dim = LayerChecks.positive(layer, "dim");
    if (dim % groups != 0) {
      throw LayerChecks.range(layer, "dim", "a multiple of `groups`, " + groups, (long) dim);
    }
    Initializer draw = Initializer.ones(layer);
    draw.weight("weight", dim);
    draw.bias("bias", dim);
  }

  @Override
  public Node forward(Trace trace, Layer layer, Node x) {
    int dim = layer.settings().integer("dim");
    Dim groups = Dim.of(layer.settings().integer("groups"));
    LayerChecks.size(layer, x, 1, dim, "[batch, " + dim + ", ...]");
    List<Dim> dims = x.type().dims();
    Dim rest = Type.product(dims.subList(2, dims.size())).times(dim).floorDiv(groups);
    Node grouped = Ops.reshape(x, List.of(dims.get(0), groups, rest));
    Node y = Norms.layerNorm(grouped, null, null, layer.settings().number("eps"));
    List<Dim> channels = new ArrayList<>(Collections.nCopies(x.rank(), Dim.of(1)));
    channels.set(1, Dim.of(dim));
    Node weight = Ops.reshape(layer.read(trace, "weight"), channels);
    Node bias = Ops.reshape(layer.read(trace, "bias"), channels);
    return Numeric.add(Numeric.mul(Ops.reshape(y, dims), weight), bias);
  }
}
