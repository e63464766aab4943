// SPDX-License-Identifier: Apache-2.0
package org.nnlang.export.onnx;

import com.google.auto.service.AutoService;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nnlang.engine.Variable;
import org.nnlang.export.ExportOptions;
import org.nnlang.export.Exporter;
import org.nnlang.export.NetGraph;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.io.Disk;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;

/** ONNX models. */
@AutoService(Exporter.class)
public final class OnnxExporter implements Exporter {
  /** The version of the format, and that of its operators: as old as all of them are there. */
  private static final int FORMAT_VERSION = 8;

  private static final int OPERATORS = 17;

  /** What a message of Protocol Buffers holds at most. */
  private static final long LARGEST = Integer.MAX_VALUE;

  @Override
  public String ending() {
    return ".onnx";
  }

  @Override
  public String format() {
    return OnnxWriter.FORMAT;
  }

  @Override
  public void write(NetGraph net, ExportOptions options, Disk disk, String path) {
    options.refuse(format(), false, true, true);
    Proto model = model(net, options.isHalf());
    if (model.size() > LARGEST) {
      throw Problem.of(
              ErrorCode.LIMIT,
              "an ONNX model has 2 GiB at most, this one would have %d bytes"
                  .formatted(model.size()))
          .hint("`dtype: \"float16\"` halves the weights");
    }
    disk.replace(path, model::writeTo);
  }

  static Proto model(NetGraph net, boolean half) {
    OnnxGraph graph = new OnnxGraph();
    Map<String, Type> inputs = new LinkedHashMap<>();
    Map<String, Type> outputs = new LinkedHashMap<>();
    for (Node n : net.arguments()) {
      inputs.put(graph.name(net.name(n)), n.type());
    }
    List<Node> results = net.results();
    for (int i = 0; i < results.size(); i++) {
      outputs.put(graph.name(net.outputs().get(i)), results.get(i).type());
    }
    OnnxWriter writer = new OnnxWriter(net, graph, half);
    net.arguments().forEach(n -> writer.put(n, net.name(n)));
    // a weight that the results do not need is one all the same, for whoever reads them back
    Map<String, Variable> needed = net.weights();
    net.net()
        .variables()
        .forEach(
            (name, v) -> {
              if (!needed.containsKey(name) && v.packed() == null) {
                graph.tensor(name, v.value(), half);
              }
            });
    writer.write(net.nodes(), results);
    int next = 0;
    graph.at("");
    for (String name : outputs.keySet()) {
      graph.rename(writer.of(results.get(next++)), name);
    }
    String name = net.net().name();
    return new Proto()
        .number(1, FORMAT_VERSION)
        .text(2, "nn")
        .message(7, graph.message(name.isEmpty() ? "net" : name, inputs, outputs))
        .message(8, new Proto().text(1, "").number(2, OPERATORS));
  }

  @Override
  public Map<String, Tensor> weights(Disk disk, String path, Memory memory) {
    return OnnxReader.read(disk, path, memory);
  }
}
