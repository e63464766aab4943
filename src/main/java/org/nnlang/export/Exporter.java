// SPDX-License-Identifier: Apache-2.0
package org.nnlang.export;

import java.util.Map;
import org.nnlang.io.Disk;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;

/**
 * Writes nets in the format of another program, and reads weights back. Found by its {@link
 * #ending} in the list that the build writes ({@code @AutoService(Exporter.class)}).
 */
public interface Exporter {
  /** The ending of its files, with the dot, in lower case. */
  String ending();

  /** What the files are called in messages: {@code an ONNX model}. */
  String format();

  /**
   * Writes a net, whole or not at all: what the format does not cover is refused before anything is
   * written.
   *
   * @throws Problem {@code value} with a note on the line of what is not covered, see {@link
   *     NetGraph#notCovered}
   */
  void write(NetGraph net, ExportOptions options, Disk disk, String path);

  /**
   * The weights in a file of this format, by path.
   *
   * @throws Problem {@code file} where it is damaged, {@code value} where the format is only
   *     written
   */
  default Map<String, Tensor> weights(Disk disk, String path, Memory memory) {
    throw Problem.of(ErrorCode.VALUE, "weights are not read back from " + format());
  }
}
