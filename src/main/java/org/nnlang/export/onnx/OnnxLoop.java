// SPDX-License-Identifier: Apache-2.0
package org.nnlang.export.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nnlang.graph.Node;
import org.nnlang.graph.Recurrence;
import org.nnlang.graph.Type;
import org.nnlang.tensor.DType;

/** A recurrence as the operator Scan, with a graph of its own for a step. */
final class OnnxLoop {
  private final OnnxWriter writer;
  private final OnnxGraph graph;
  private final Node scan;
  private final Recurrence r;

  OnnxLoop(OnnxWriter writer, Node scan, Recurrence r) {
    this.writer = writer;
    this.scan = scan;
    this.r = r;
    graph = writer.graph();
  }

  /** The results one after the other. */
  String flat() {
    List<String> parts =
        results().stream().map(p -> graph.node("Reshape", List.of(p, graph.integers(-1)))).toList();
    return graph.node("Concat", parts, Attribute.of("axis", 0));
  }

  /** The results of the recurrence, written once. */
  List<String> results() {
    List<String> known = writer.loop(scan);
    if (known != null) {
      return known;
    }
    List<String> out = r.steps().is(0) ? withoutSteps() : written();
    writer.loop(scan, out);
    return out;
  }

  /** The operator must have something to go along. */
  private List<String> withoutSteps() {
    List<String> out = new ArrayList<>();
    List<Type> results = r.results();
    for (int i = 0; i < results.size(); i++) {
      String first = i < r.carried() ? writer.of(scan.input(i)) : "";
      out.add(
          i >= r.carried()
              ? OnnxPlaces.fill(graph, writer.sizes(), results.get(i), 0)
              : r.kept().get(i)
                  ? graph.node("Unsqueeze", List.of(first, graph.integers(0)))
                  : first);
    }
    return out;
  }

  private List<String> written() {
    OnnxWriter step = writer.inside();
    Map<String, Type> inputs = new LinkedHashMap<>();
    List<String> taken = new ArrayList<>();
    int handed = r.carried() + r.sequences();
    List<Node> arguments = r.body().inputs();
    for (int i = 0; i < arguments.size(); i++) {
      Node argument = arguments.get(i);
      String outside = writer.of(scan.input(i));
      if (i < handed) {
        String name = graph.name(i < r.carried() ? "before" : "now");
        inputs.put(name, argument.type());
        step.put(argument, name);
        taken.add(outside);
      } else {
        step.put(argument, outside);
      }
    }
    int sequences = r.sequences();
    if (sequences == 0) {
      // there must be one: the number of the step
      inputs.put(graph.name("now"), Type.of(DType.INT));
      taken.add(
          graph.node(
              "Range",
              List.of(
                  graph.scalar(DType.INT, 0),
                  writer.sizes().scalar(r.steps()),
                  graph.scalar(DType.INT, 1))));
      sequences = 1;
    }
    step.write(r.body().nodes(), r.body().outputs());
    Map<String, Type> outputs = new LinkedHashMap<>();
    List<Node> results = r.body().outputs();
    for (Node result : results.subList(0, r.carried())) {
      leave(step, result, outputs);
    }
    for (int i = 0; i < results.size(); i++) {
      if (i >= r.carried() || r.kept().get(i)) {
        leave(step, results.get(i), outputs);
      }
    }
    long[] way = new long[sequences];
    long[] back = new long[outputs.size() - r.carried()];
    Arrays.fill(way, r.reversed() ? 1 : 0);
    Arrays.fill(back, r.reversed() ? 1 : 0);
    String[] out =
        graph.nodes(
            "Scan",
            taken,
            outputs.size(),
            Attribute.graph("body", step.graph().message("step", inputs, outputs)),
            Attribute.of("num_scan_inputs", sequences),
            Attribute.of("scan_input_directions", way),
            Attribute.of("scan_output_directions", back));
    return arranged(out);
  }

  private static void leave(OnnxWriter step, Node result, Map<String, Type> outputs) {
    String name = step.graph().name("after");
    step.graph().rename(step.of(result), name);
    outputs.put(name, result.type());
  }

  /** The values of the operator as the results of the recurrence. */
  private List<String> arranged(String[] values) {
    List<String> out = new ArrayList<>();
    int next = r.carried();
    for (int i = 0; i < r.body().outputs().size(); i++) {
      if (i >= r.carried()) {
        out.add(values[next++]);
      } else {
        out.add(r.kept().get(i) ? kept(i, values[next++]) : values[i]);
      }
    }
    return out;
  }

  private String kept(int i, String after) {
    return kept(graph, writer.of(scan.input(i)), after, r.reversed());
  }

  /** What is kept of a value: as it was before the first step, and after each. */
  static String kept(OnnxGraph graph, String first, String after, boolean reversed) {
    String before = graph.node("Unsqueeze", List.of(first, graph.integers(0)));
    List<String> order = reversed ? List.of(after, before) : List.of(before, after);
    return graph.node("Concat", order, Attribute.of("axis", 0));
  }
}
