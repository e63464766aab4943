// SPDX-License-Identifier: Apache-2.0
package org.nnlang.layer;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Objects;
import org.nnlang.engine.Trace;
import org.nnlang.graph.Node;
import org.nnlang.op.Mismatch;
import org.nnlang.op.Numeric;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Callable;
import org.nnlang.value.TypeNames;

/** {@code x + f(x)}. */
@AutoService(LayerKind.class)
public final class Residual implements LayerKind {
  private static final String PART = "body";

  @Override
  public String signature() {
    return "residual(f: function)";
  }

  @Override
  public String doc() {
    return """
    A layer that adds what `f` gives to its input: x + f(x). `f` is a layer or a function that
    keeps the shape; a layer is its part `body`.
    Example: residual(layer_norm(64) >> linear(64, 64) >> relu)\
    """;
  }

  @Override
  public void build(Layer layer) {
    layer.put(PART, layer.settings().callable("f"));
  }

  @Override
  public Node forward(Trace trace, Layer layer, Node x) {
    Object y = ((Callable) Objects.requireNonNull(layer.raw(PART))).call(x);
    if (!(y instanceof TensorLike t)) {
      throw Problem.of(
          ErrorCode.TYPE, layer.describe() + " needs a tensor to add, found " + TypeNames.found(y));
    }
    Node added = trace.lift(t);
    boolean differs = added.rank() != x.rank();
    for (int i = 0; !differs && i < x.rank(); i++) {
      differs = added.type().dim(i).cannotEqual(x.type().dim(i));
    }
    if (differs) {
      throw Problem.of(
          ErrorCode.SHAPE,
          new Mismatch.Unequal(
              "residual adds what keeps the shape: "
                  + x.type().shapeText()
                  + " became "
                  + added.type().shapeText(),
              List.of(x.type(), added.type())));
    }
    return Numeric.add(x, added);
  }
}
