// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lower;

import java.util.List;
import org.nnlang.graph.Type;
import org.nnlang.kernel.Turn;
import org.nnlang.op.Permute;

/**
 * Images of floats {@code [batch, channel, size, size]} with their channels last, or the other way,
 * in memory of their own: what a convolution reads is no view.
 *
 * @param last whether the result has its channels last
 */
public record Turned(boolean last) implements Lowered {
  private Permute permute() {
    return new Permute(last ? ConvolveLast.AXES : ConvolveLast.BACK);
  }

  @Override
  public String name() {
    return permute().name();
  }

  @Override
  public Type infer(List<Type> inputs) {
    return permute().infer(inputs);
  }

  @Override
  public Lowering lower(Type output) {
    long[] shape = output.shape();
    long places = last ? shape[1] * shape[2] : shape[2] * shape[3];
    int channels = Math.toIntExact(shape[last ? 3 : 1]);
    int size = Math.toIntExact(places);
    int images = Math.toIntExact(shape[0]);
    return new Lowering.Call(
        last ? new Turn(images, channels, size) : new Turn(images, size, channels));
  }
}
