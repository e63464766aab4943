// SPDX-License-Identifier: Apache-2.0
package org.nnlang.layer;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import org.nnlang.engine.Trace;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;
import org.nnlang.source.Diagnostic;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Note;

/** Mean 0 and variance 1 over a batch. */
@AutoService(LayerKind.class)
public final class BatchNorm implements LayerKind {
  @Override
  public String signature() {
    return "batch_norm(dim: integer, *, eps: float = 1e-5, momentum: float = 0.1, "
        + "init: function? = none)";
  }

  @Override
  public String doc() {
    return """
    A layer that shifts and scales each channel to mean 0 and variance 1 over the batch, then multiplies
    with `weight` and adds `bias`: `[batch, dim, ...]` to the same. Else than in training it uses means and
    variances seen in training, of which each step takes in the part `momentum`.
    Weights: `weight` and `bias` `[dim]`, ones and zeros at first (`init` draws `weight` otherwise); states
    `running_mean` and `running_var`.
    Example: conv2d(3, 16, 3) >> batch_norm(16) >> relu\
    """;
  }

  @Override
  public void build(Layer layer) {
    int dim = LayerChecks.positive(layer, "dim");
    LayerChecks.within(layer, "momentum", 0, 1 + 1e-12);
    Initializer draw = Initializer.ones(layer);
    draw.weight("weight", dim);
    draw.bias("bias", dim);
    layer.state("running_mean", s -> () -> Inits.zeros(layer.engine(), s), dim);
    layer.state("running_var", s -> () -> Inits.ones(layer.engine(), s), dim);
  }

  @Override
  public Node forward(Trace trace, Layer layer, Node x) {
    int dim = layer.settings().integer("dim");
    LayerChecks.size(layer, x, 1, dim, "[batch, " + dim + ", ...]");
    List<Integer> others = new ArrayList<>();
    List<Dim> channels = new ArrayList<>();
    for (int i = 0; i < x.rank(); i++) {
      channels.add(Dim.of(i == 1 ? dim : 1));
      if (i != 1) {
        others.add(i);
      }
    }
    Node mean = layer.read(trace, "running_mean");
    Node variance = layer.read(trace, "running_var");
    LayerChecks.training(trace, layer);
    if (trace.training()) {
      Dim seen = x.type().count().floorDiv(x.type().dim(1));
      if (seen.is(1)) {
        alone(trace, layer);
      }
      Node batchMean = Ops.mean(x, others, true);
      Node off = Numeric.sub(x, batchMean);
      Node batchVariance = Ops.mean(Numeric.square(off), others, true);
      mean = Ops.reshape(batchMean, List.of(Dim.of(dim)));
      variance = Ops.reshape(batchVariance, List.of(Dim.of(dim)));
      keep(trace, layer, x.type(), mean, variance);
    }
    Node centred = Numeric.sub(x, Ops.reshape(mean, channels));
    Node scale = Numeric.rsqrt(Numeric.add(variance, layer.settings().number("eps")));
    Node weight = Numeric.mul(layer.read(trace, "weight"), scale);
    Node scaled = Numeric.mul(centred, Ops.reshape(weight, channels));
    return Numeric.add(scaled, Ops.reshape(layer.read(trace, "bias"), channels));
  }

  private static void alone(Trace trace, Layer layer) {
    Diagnostic warning =
        Diagnostic.warning(
            ErrorCode.TRAINING,
            "`batch_norm` sees one number a channel here, and nothing is left of it without its mean",
            trace.graph().at());
    if (layer.madeAt().isKnown()) {
      warning = warning.withNote(Note.maker(layer.describe() + " was made here", layer.madeAt()));
    }
    layer
        .engine()
        .warnings()
        .warn(warning.withHint("larger batches, or `layer_norm`, which sees one row at a time"));
  }

  /** The running variance is of the whole population, as PyTorch's: divided by n - 1. */
  private static void keep(Trace trace, Layer layer, Type x, Node mean, Node variance) {
    double part = layer.settings().number("momentum");
    Dim seen = x.count().floorDiv(x.dim(1));
    double n = seen.isKnown() ? seen.value() : 2;
    Node unbiased = Numeric.mul(Numeric.detach(variance), n > 1 ? n / (n - 1) : 1.0);
    mix(trace, layer, "running_mean", Numeric.detach(mean), part);
    mix(trace, layer, "running_var", unbiased, part);
  }

  private static void mix(Trace trace, Layer layer, String state, Node now, double part) {
    Node old = Numeric.mul(layer.read(trace, state), 1 - part);
    layer.assign(trace, state, Numeric.add(old, Numeric.mul(now, part)));
  }
}
