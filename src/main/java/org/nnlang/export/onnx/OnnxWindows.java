// SPDX-License-Identifier: Apache-2.0
package org.nnlang.export.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.op.Convolve;
import org.nnlang.op.Pool;
import org.nnlang.op.PoolWindows;
import org.nnlang.op.WindowGeometry;
import org.nnlang.tensor.DType;

/** Convolutions and poolings. */
final class OnnxWindows {
  private final OnnxWriter writer;
  private final OnnxGraph graph;
  private final Node n;

  OnnxWindows(OnnxWriter writer, Node n) {
    this.writer = writer;
    this.n = n;
    graph = writer.graph();
  }

  /** ONNX Runtime convolves floats of 32 bits alone. */
  private String single(int i) {
    return n.dtype() == DType.FLOAT64
        ? cast(writer.of(n.input(i)), DType.FLOAT32)
        : writer.of(n.input(i));
  }

  private String whole(String x) {
    return n.dtype() == DType.FLOAT64 ? cast(x, DType.FLOAT64) : x;
  }

  private String cast(String x, DType to) {
    return graph.node("Cast", List.of(x), Attribute.of("to", OnnxType.of(to)));
  }

  String convolve(Convolve o) {
    return switch (o.kind()) {
      case FORWARD -> {
        List<String> inputs = new ArrayList<>();
        for (int i = 0; i < n.inputs().size(); i++) {
          inputs.add(single(i));
        }
        yield whole(graph.node("Conv", inputs, attributes(o, List.of())));
      }
      case IMAGES -> transposed(o);
      case WEIGHTS -> throw writer.notCovered(n, "the gradient of a convolution by its weights");
    };
  }

  private String transposed(Convolve o) {
    List<Integer> extra = new ArrayList<>();
    List<Integer> kernel = Convolve.kernel(n.input(1).type());
    WindowGeometry w = o.windows();
    for (int i = 0; i < w.axes(); i++) {
      Dim last = n.input(0).type().dim(2 + i).plus(-1).times(w.stride().get(i));
      long reach = (long) (kernel.get(i) - 1) * w.dilation().get(i) + 1;
      Dim reached = last.plus(reach - w.before().get(i) - w.after().get(i));
      Dim more = n.type().dim(2 + i).minus(reached);
      if (!more.isKnown()) {
        throw writer.notCovered(n, "a transposed convolution to a size that is not known");
      }
      extra.add(Math.toIntExact(more.value()));
    }
    Attribute more = Attribute.of("output_padding", extra);
    return whole(
        graph.node("ConvTranspose", List.of(single(0), single(1)), attributes(o, List.of(more))));
  }

  private Attribute[] attributes(Convolve o, List<Attribute> more) {
    List<Attribute> out = new ArrayList<>(more);
    out.add(Attribute.of("kernel_shape", Convolve.kernel(n.input(1).type())));
    out.add(Attribute.of("strides", o.windows().stride()));
    out.add(Attribute.of("dilations", o.windows().dilation()));
    out.add(Attribute.of("pads", pads(o.windows())));
    out.add(Attribute.of("group", o.groups()));
    return out.toArray(Attribute[]::new);
  }

  private static List<Integer> pads(WindowGeometry w) {
    List<Integer> out = new ArrayList<>(w.before());
    out.addAll(w.after());
    return out;
  }

  String pool(Pool o) {
    return switch (o.kind()) {
      case MAX -> max(o.windows());
      case MEAN -> mean(o.windows());
      case MAX_TAKE, MAX_ADD, MEAN_ADD -> throw writer.notCovered(n, "the gradient of a pooling");
    };
  }

  /** The zeros that the last window needs at the end of each axis; null where not known. */
  private long[] ends(PoolWindows w) {
    long[] out = new long[w.kernel().size()];
    for (int i = 0; i < out.length; i++) {
      Dim places = n.type().dim(2 + i);
      Dim size = n.input(0).type().dim(2 + i);
      if (!w.ceil()) {
        out[i] = w.slide().after().get(i);
        continue;
      }
      if (!places.isKnown() || !size.isKnown()) {
        throw writer.notCovered(n, "a pooling with a rest at the end of an axis of unknown size");
      }
      long reach = (places.value() - 1) * w.slide().stride().get(i) + w.kernel().get(i);
      out[i] = Math.max(0, reach - size.value() - w.slide().before().get(i));
    }
    return out;
  }

  private String max(PoolWindows w) {
    long[] ends = ends(w);
    List<Integer> pads = new ArrayList<>(w.slide().before());
    Arrays.stream(ends).forEach(e -> pads.add(Math.toIntExact(e)));
    return graph.node(
        "MaxPool",
        List.of(writer.of(n.input(0))),
        Attribute.of("kernel_shape", w.kernel()),
        Attribute.of("strides", w.slide().stride()),
        Attribute.of("pads", pads));
  }

  /** Of zeros around it is a mean, of what is beyond them it is not. */
  private String mean(PoolWindows w) {
    int axes = w.kernel().size();
    long[] ends = ends(w);
    long[] zeros = new long[2 * (axes + 2)];
    long[] beyond = new long[2 * axes];
    for (int i = 0; i < axes; i++) {
      zeros[2 + i] = w.slide().before().get(i);
      zeros[axes + 4 + i] = Math.min(w.slide().after().get(i), ends[i]);
      beyond[axes + i] = Math.max(0, ends[i] - w.slide().after().get(i));
    }
    String x = single(0);
    if (Arrays.stream(zeros).anyMatch(z -> z > 0)) {
      x = graph.node("Pad", List.of(x, graph.integers(zeros)));
    }
    return whole(
        graph.node(
            "AveragePool",
            List.of(x),
            Attribute.of("kernel_shape", w.kernel()),
            Attribute.of("strides", w.slide().stride()),
            Attribute.of("pads", beyond)));
  }
}
