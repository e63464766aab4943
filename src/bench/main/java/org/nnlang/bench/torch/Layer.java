// SPDX-License-Identifier: Apache-2.0
package org.nnlang.bench.torch;

import org.bytedeco.pytorch.Tensor;

/** A function with weights. */
interface Layer {
  Tensor forward(Tensor x);

  default Layer then(Layer next) {
    return x -> next.forward(forward(x));
  }
}
