// SPDX-License-Identifier: Apache-2.0
package org.nnlang.bench.serving;

import java.nio.file.Path;
import org.nnlang.Nn;
import org.nnlang.NnModel;

/** {@code NnModel.predict}. */
final class OurModel implements Served {
  private final Nn nn;
  private final NnModel net;

  OurModel(Path folder, String name) {
    nn = Nn.builder().files(folder).build();
    net = nn.run(folder.resolve(name + ".nn")).asModel();
    net.load(folder.resolve(name + ".safetensors"));
  }

  @Override
  public Asker asker() {
    return x ->
        Serving.isTokens(x) ? net.predict(x, float[][][].class) : net.predict(x, float[][].class);
  }

  @Override
  public void close() {
    nn.close();
  }
}
