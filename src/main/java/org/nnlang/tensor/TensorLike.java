// SPDX-License-Identifier: Apache-2.0
package org.nnlang.tensor;

/**
 * What a script calls a tensor: a {@link Tensor} with its numbers, or, while a function is being
 * traced, a node of the graph that will compute one.
 */
public interface TensorLike {
  DType dtype();

  int rank();
}
