// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.Map;
import org.nnlang.graph.Type;
import org.nnlang.tensor.Tensor;

/** Takes a checkpoint apart; a problem where it is not of this run. */
final class Restored {
  private Restored() {}

  static Tensor tensor(Map<String, Tensor> saved, String name, Type type) {
    Tensor found = saved.get(name);
    if (found == null) {
      throw Messages.checkpointLacks(name);
    }
    if (!Type.of(found).equals(type)) {
      throw Messages.checkpointDiffers(name, type, Type.of(found));
    }
    return found;
  }

  static double[] numbers(Map<String, Tensor> saved, String name) {
    if (!saved.containsKey(name)) {
      throw Messages.checkpointLacks(name);
    }
    return saved.get(name).toDoubles();
  }
}
