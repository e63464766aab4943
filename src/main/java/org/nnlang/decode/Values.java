// SPDX-License-Identifier: Apache-2.0
package org.nnlang.decode;

import org.nnlang.graph.Node;
import org.nnlang.tensor.Tensor;

/** Computes values that do not depend on tokens. */
@FunctionalInterface
interface Values {
  /** The value of a node of the first sample. */
  Tensor of(Node n);
}
