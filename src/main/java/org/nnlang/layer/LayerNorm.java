// SPDX-License-Identifier: Apache-2.0
package org.nnlang.layer;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import org.nnlang.engine.Trace;
import org.nnlang.engine.Undecided;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.op.Norms;
import org.nnlang.op.Ops;
import org.nnlang.value.Size;

/** Mean 0 and variance 1 along the last axes. */
@AutoService(LayerKind.class)
public final class LayerNorm implements LayerKind {
  @Override
  public String signature() {
    return "layer_norm(dim: integer|list, bias: boolean = true, *, eps: float = 1e-5, "
        + "init: function? = none)";
  }

  @Override
  public String doc() {
    return """
    A layer that shifts and scales the last axis to mean 0 and variance 1, then multiplies with
    `weight` and adds `bias`: `[..., dim]` to the same. `dim` may be a list of the last sizes: all
    numbers of these axes together.
    Weights: `weight` `[dim]`, ones at first, and, unless `bias: false`, `bias` `[dim]`, zeros. `init`
    draws `weight` otherwise.
    Example: layer_norm(128)\
    """;
  }

  private static long[] sizes(Layer layer) {
    if (!(layer.settings().get("dim") instanceof List<?> list)) {
      return new long[] {LayerChecks.positive(layer, "dim")};
    }
    long[] sizes = new long[list.size()];
    for (int i = 0; i < sizes.length; i++) {
      if (list.get(i) instanceof Size) {
        throw new Undecided();
      }
      sizes[i] = list.get(i) instanceof Long size ? size : 0;
      if (sizes[i] < 1) {
        throw LayerChecks.range(layer, "dim", "the last sizes, each at least 1", list);
      }
    }
    if (sizes.length == 0) {
      throw LayerChecks.range(layer, "dim", "the last sizes, at least one", list);
    }
    return sizes;
  }

  @Override
  public void build(Layer layer) {
    long[] sizes = sizes(layer);
    Initializer draw = Initializer.ones(layer);
    draw.weight("weight", sizes);
    if (layer.settings().flag("bias")) {
      draw.bias("bias", sizes);
    }
  }

  @Override
  public Node forward(Trace trace, Layer layer, Node x) {
    long[] sizes = sizes(layer);
    StringBuilder wanted = new StringBuilder("[...");
    List<Dim> last = new ArrayList<>();
    for (long size : sizes) {
      wanted.append(", ").append(size);
      last.add(Dim.of(size));
    }
    wanted.append(']');
    for (int i = 0; i < sizes.length; i++) {
      LayerChecks.size(layer, x, i - sizes.length, sizes[i], wanted.toString());
    }
    double eps = layer.settings().number("eps");
    Node weight = layer.read(trace, "weight");
    Node bias = layer.readIfAny(trace, "bias");
    if (sizes.length == 1) {
      return Norms.layerNorm(x, weight, bias, eps);
    }
    Node flat = Ops.flatten(x, x.rank() - sizes.length);
    Node all = bias == null ? null : Ops.flatten(bias, 0);
    Node y = Norms.layerNorm(flat, Ops.flatten(weight, 0), all, eps);
    List<Dim> dims = new ArrayList<>(x.type().dims().subList(0, x.rank() - sizes.length));
    dims.addAll(last);
    return Ops.reshape(y, dims);
  }
}
