// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.nnlang.io.Disk;
import org.nnlang.io.Safetensors;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;
import org.nnlang.train.Checkpoints;

/**
 * A folder that a training is kept in. One file has all of it, so that no failure can leave weights
 * of one step beside the optimizer's memory of another; the weights alone stand in a second, to be
 * loaded or sent on.
 */
record Folder(Disk disk, String path, Memory memory) implements Checkpoints {
  private static final String WEIGHTS = "weight:";
  private static final String PROGRESS = "run:";

  private String all() {
    return path + "/run.safetensors";
  }

  @Override
  public void save(Saved saved) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    saved.weights().forEach((name, t) -> tensors.put(WEIGHTS + name, t));
    saved.progress().forEach((name, t) -> tensors.put(PROGRESS + name, t));
    Safetensors.write(disk, all(), tensors);
    Safetensors.write(disk, path + "/model.safetensors", saved.weights());
  }

  @Override
  public Optional<Saved> load() {
    if (!disk.exists(all())) {
      return Optional.empty();
    }
    Map<String, Tensor> tensors = Safetensors.read(disk, all(), memory);
    return Optional.of(new Saved(under(tensors, WEIGHTS), under(tensors, PROGRESS)));
  }

  private static Map<String, Tensor> under(Map<String, Tensor> tensors, String prefix) {
    Map<String, Tensor> out = new LinkedHashMap<>();
    tensors.forEach(
        (name, t) -> {
          if (name.startsWith(prefix)) {
            out.put(name.substring(prefix.length()), t);
          }
        });
    return out;
  }
}
