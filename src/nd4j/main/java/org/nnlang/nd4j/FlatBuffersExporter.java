// SPDX-License-Identifier: Apache-2.0
package org.nnlang.nd4j;

import com.google.auto.service.AutoService;
import java.nio.ByteBuffer;
import java.util.Map;
import org.nnlang.export.ExportOptions;
import org.nnlang.export.Exporter;
import org.nnlang.export.NetGraph;
import org.nnlang.io.Disk;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;

/** SameDiff's files, {@code .fb}: a net that ND4J runs, and goes on training. */
@AutoService(Exporter.class)
public final class FlatBuffersExporter implements Exporter {
  static final String FORMAT = "a SameDiff graph of ND4J";

  /** Made by {@code ServiceLoader}. */
  public FlatBuffersExporter() {}

  @Override
  public String ending() {
    return ".fb";
  }

  @Override
  public String format() {
    return FORMAT;
  }

  @Override
  public void write(NetGraph net, ExportOptions options, Disk disk, String path) {
    options.refuse(FORMAT, true, false, false);
    Nd4jRuntime.load();
    var graph = new SameDiffNet(net);
    if (options.loss() != null) {
      graph.train(options.loss());
    }
    byte[] file;
    try {
      ByteBuffer all = graph.sameDiff().asFlatBuffers(true);
      file = new byte[all.remaining()];
      all.get(file);
    } catch (RuntimeException e) {
      throw Problem.of(ErrorCode.LIMIT, "the net is too large for " + FORMAT)
          .hint("such a file has at most 2 GB")
          .causedBy(e);
    }
    disk.replace(path, file);
  }

  @Override
  public Map<String, Tensor> weights(Disk disk, String path, Memory memory) {
    return FlatWeights.read(disk.read(path), path, memory);
  }
}
