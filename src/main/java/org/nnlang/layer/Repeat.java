// SPDX-License-Identifier: Apache-2.0
package org.nnlang.layer;

import com.google.auto.service.AutoService;
import java.util.Objects;
import org.nnlang.engine.Trace;
import org.nnlang.graph.Node;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Callable;
import org.nnlang.value.TypeNames;

/** So many layers one after the other. */
@AutoService(LayerKind.class)
public final class Repeat implements LayerKind {
  private static final int MOST = 100_000;

  @Override
  public String signature() {
    return "repeat(n: integer, layer: function)";
  }

  @Override
  public String doc() {
    return """
    A layer that does `n` layers one after the other; `layer` makes number i of them. They are
    its parts `0`, `1`, …, and it is indexed and counted like a list.
    Example: repeat(4, i -> Block(128, 4))\
    """;
  }

  @Override
  public void build(Layer layer) {
    int n = LayerChecks.atLeast(layer, "n", 0);
    if (n > MOST) {
      throw Problem.of(ErrorCode.LIMIT, "so many layers do not fit: " + n);
    }
    Callable make = layer.settings().callable("layer");
    for (int i = 0; i < n; i++) {
      Object made = make.call((Object) (long) i);
      if (!(made instanceof Callable)) {
        throw Problem.of(
                ErrorCode.TYPE,
                "what `repeat` repeats must be layers or functions, found " + TypeNames.found(made))
            .hint("`repeat(4, i -> linear(8, 8))`: the function makes layer number i");
      }
      layer.put(Integer.toString(i), made);
    }
  }

  @Override
  public Node forward(Trace trace, Layer layer, Node x) {
    Node y = x;
    for (String part : layer.names()) {
      Object next = ((Callable) Objects.requireNonNull(layer.raw(part))).call(y);
      if (!(next instanceof TensorLike t)) {
        throw Problem.of(
            ErrorCode.TYPE,
            "what `repeat` repeats must give a tensor, found " + TypeNames.found(next));
      }
      y = trace.lift(t);
    }
    return y;
  }

  /** {@code repeat(4, Block)}. */
  @Override
  public String describe(Layer layer) {
    int n = layer.settings().integer("n");
    Object first = layer.raw("0");
    return "repeat(" + n + (first instanceof Callable c ? ", " + c.name() : "") + ")";
  }

  @Override
  public boolean isList() {
    return true;
  }
}
