// SPDX-License-Identifier: Apache-2.0
package org.nnlang.bench.serving;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.Map;

/** ONNX Runtime on the model that {@code export} has written, a session for all threads. */
final class OnnxRuntime implements Served {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final String input;

  OnnxRuntime(Path folder, String name) throws OrtException {
    session = environment.createSession(folder.resolve(name + ".onnx").toString());
    input = session.getInputNames().iterator().next();
  }

  @Override
  public Asker asker() {
    return given -> {
      try (OnnxTensor x = OnnxTensor.createTensor(environment, given);
          OrtSession.Result y = session.run(Map.of(input, x))) {
        return y.get(0).getValue();
      }
    };
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
