// SPDX-License-Identifier: Apache-2.0
package org.nnlang.bench.torch;

import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.nnlang.bench.Measurement;
import org.nnlang.bench.Workload;

/** PyTorch's side, in a process of its own. */
public final class Torch {
  private Torch() {}

  /**
   * @param args workload, file of the first weights, folder of the native libraries
   */
  public static void main(String[] args) throws IOException {
    Workload workload = Workload.of(args[0]);
    Loader.load(torch.class);
    torch.set_num_threads(Integer.parseInt(System.getenv().getOrDefault("BENCH_THREADS", "2")));
    Parameters parameters = Parameters.read(Path.of(args[1]));
    Task task = Task.of(workload, parameters);
    var adam = new FusedAdam(parameters.all(), task.beta2(), task.decay(), Path.of(args[2]));
    // the optimizer of the C++ interface is not fused; it only forgets the gradients
    var all = new TensorVector(parameters.all().toArray(new Tensor[0]));
    var optimizer = new Adam(all, new AdamOptions(1e-3));
    var measurement = new Measurement(workload);
    boolean more = true;
    while (more) {
      try (var _ = new PointerScope()) {
        Tensor loss = task.loss();
        optimizer.zero_grad();
        loss.backward();
        adam.step();
        more = measurement.step(loss.item_float());
      }
    }
    System.out.println(measurement.result("torch").toJson());
    System.out.flush();
  }
}
