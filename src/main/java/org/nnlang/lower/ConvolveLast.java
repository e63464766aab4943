// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lower;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.kernel.LastConvolve;
import org.nnlang.op.Convolve;

/**
 * {@link Convolve} of images {@code [batch, size, size, in]} to {@code [batch, place, place, out]}.
 *
 * @param types of the inputs, as {@link Convolve} has them
 */
public record ConvolveLast(Convolve op, List<Type> types) implements Lowered {
  /** Axes of images as {@link Convolve} has them, in the order they have here. */
  public static final List<Integer> AXES = List.of(0, 2, 3, 1);

  /** The order of axes with which channels that are last are first again. */
  public static final List<Integer> BACK = List.of(0, 3, 1, 2);

  public ConvolveLast {
    types = List.copyOf(types);
  }

  /** Of a convolution of planes without groups, or null where a node is something else. */
  public static @Nullable ConvolveLast of(Node n) {
    boolean suits = n.op() instanceof Convolve op && op.windows().axes() == 2 && op.groups() == 1;
    return suits
        ? new ConvolveLast((Convolve) n.op(), n.inputs().stream().map(Node::type).toList())
        : null;
  }

  /** Whether there is code for its sizes. */
  public boolean isCompiled() {
    return kernel().isCompiled(types.size() > 2);
  }

  private LastConvolve kernel() {
    Lowering.Call call = (Lowering.Call) WindowedOps.of(op, types, op.infer(types));
    return new LastConvolve((org.nnlang.kernel.Convolve) call.kernel());
  }

  @Override
  public String name() {
    return op.name();
  }

  @Override
  public Type infer(List<Type> inputs) {
    Type plain = op.infer(types);
    return op.kind() == Convolve.Kind.WEIGHTS ? plain : last(plain);
  }

  /** The type of what has its channels last. */
  public static Type last(Type images) {
    List<Dim> dims = new ArrayList<>();
    AXES.forEach(axis -> dims.add(images.dim(axis)));
    return images.with(dims);
  }

  @Override
  public Lowering lower(Type output) {
    return new Lowering.Call(kernel());
  }
}
