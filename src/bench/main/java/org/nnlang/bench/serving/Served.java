// SPDX-License-Identifier: Apache-2.0
package org.nnlang.bench.serving;

import java.nio.file.Path;

/** A net that is loaded and can be asked, by any number of threads. */
interface Served extends AutoCloseable {
  /** One thread's way to ask: of rows of floats rows, of tokens a row of logits for each. */
  interface Asker {
    Object ask(Object input) throws Exception;
  }

  /** What a thread asks by; not shared. */
  Asker asker() throws Exception;

  @Override
  void close();

  /**
   * Loads a net.
   *
   * @param side {@code model}, {@code value}, {@code java}, {@code onnx} or {@code djl}
   * @param folder where {@link Serving} has prepared the files of the net
   * @param count how many rows will be asked for
   */
  static Served of(String side, Path folder, String net, int count) throws Exception {
    return switch (side) {
      case "model" -> new OurModel(folder, net);
      case "value" -> new OurValue(folder, net);
      case "java" -> new ExportedJava(folder, net);
      case "onnx" -> new OnnxRuntime(folder, net);
      case "djl" -> new Djl(folder, Serving.isTokens(net) ? net + "-" + count : net);
      default -> throw new IllegalArgumentException(side);
    };
  }
}
