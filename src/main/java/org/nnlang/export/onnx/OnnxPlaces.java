// SPDX-License-Identifier: Apache-2.0
package org.nnlang.export.onnx;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.op.AddAlong;
import org.nnlang.op.Assemble;
import org.nnlang.op.Fill;
import org.nnlang.op.Iota;
import org.nnlang.op.Random;
import org.nnlang.op.ScanOutput;
import org.nnlang.op.ScatterAdd;
import org.nnlang.op.Slice;
import org.nnlang.tensor.DType;

/** Ops that make numbers from nothing, or put elements at other places. */
final class OnnxPlaces {
  /** Before any element, for a range that ends with the first. */
  private static final long BEFORE = -(1L << 62);

  private final OnnxWriter writer;
  private final OnnxGraph graph;
  private final Node n;

  OnnxPlaces(OnnxWriter writer, Node n) {
    this.writer = writer;
    this.n = n;
    graph = writer.graph();
  }

  private String in(int i) {
    return writer.of(n.input(i));
  }

  private String node(String operator, String... inputs) {
    return graph.node(operator, List.of(inputs));
  }

  // ---- shapes

  static String reshape(OnnxWriter writer, String x, List<Dim> dims) {
    OnnxGraph graph = writer.graph();
    boolean empty = dims.stream().anyMatch(d -> d.is(0));
    long open = dims.stream().filter(d -> !d.isKnown()).count();
    if (open == 1 && !empty) {
      long[] shape = dims.stream().mapToLong(d -> d.isKnown() ? d.value() : -1).toArray();
      return graph.node("Reshape", List.of(x, graph.integers(shape)));
    }
    return graph.node(
        "Reshape", List.of(x, writer.sizes().shape(dims)), Attribute.of("allowzero", 1));
  }

  private String reshape(String x, List<Dim> dims) {
    return reshape(writer, x, dims);
  }

  /** One result of a loop, where the results lie one after the other. */
  String piece(ScanOutput o) {
    Dim count = Type.product(o.dims());
    String start = writer.sizes().of(o.offset());
    String end = writer.sizes().of(o.offset().plus(count));
    return reshape(node("Slice", in(0), start, end), o.dims());
  }

  // ---- numbers from nothing

  String fill(Fill o) {
    return fill(graph, writer.sizes(), o.type(), o.value());
  }

  /** The same number everywhere. */
  static String fill(OnnxGraph graph, OnnxSizes sizes, Type type, double value) {
    if (type.rank() == 0) {
      return graph.scalar(type.dtype(), value);
    }
    Proto one = OnnxGraph.small(type.dtype(), new double[] {value}, 1);
    return graph.node(
        "ConstantOfShape",
        List.of(sizes.shape(type.dims())),
        Attribute.tensor("value", one, type.dtype() + " " + value));
  }

  String iota(Iota o) {
    Type type = o.type();
    DType dtype = type.dtype();
    Dim size = type.dim(o.axis());
    boolean whole = dtype == DType.INT;
    String range =
        node(
            "Range",
            graph.scalar(DType.INT, 0),
            writer.sizes().scalar(size),
            graph.scalar(DType.INT, 1));
    DType wide = whole ? DType.INT : DType.FLOAT64;
    String line = whole ? range : cast(range, wide);
    if (o.step() != 1) {
      line = node("Mul", line, graph.scalar(wide, o.step()));
    }
    if (o.start() != 0) {
      line = node("Add", line, graph.scalar(wide, o.start()));
    }
    line = dtype == wide ? line : cast(line, dtype);
    if (type.rank() == 1) {
      return line;
    }
    List<Dim> along = new ArrayList<>(Collections.nCopies(type.rank(), Dim.of(1)));
    along.set(o.axis(), size);
    return node("Expand", reshape(line, along), writer.sizes().shape(type.dims()));
  }

  private String cast(String x, DType to) {
    return graph.node("Cast", List.of(x), Attribute.of("to", OnnxType.of(to)));
  }

  String random(Random o) {
    String like = fill(graph, writer.sizes(), o.type(), 0);
    return graph.nodes("RandomUniformLike", List.of(like), 1)[0];
  }

  // ---- by index

  String addAlong(AddAlong o) {
    String zeros = fill(graph, writer.sizes(), n.type(), 0);
    return graph.node(
        "ScatterElements",
        List.of(zeros, in(1), in(0)),
        Attribute.of("axis", o.axis()),
        Attribute.of("reduction", "add"));
  }

  String scatterAdd(ScatterAdd o) {
    String rows = n.inputs().size() > 2 ? in(2) : fill(graph, writer.sizes(), n.type(), 0);
    String index = node("Unsqueeze", in(1), graph.integers(-1));
    return graph.node("ScatterND", List.of(rows, index, in(0)), Attribute.of("reduction", "add"));
  }

  // ---- by place

  String slice(Slice o) {
    List<Dim> starts = new ArrayList<>();
    List<Dim> ends = new ArrayList<>();
    List<Long> axes = new ArrayList<>();
    List<Long> steps = new ArrayList<>();
    Type from = n.input(0).type();
    for (int i = 0; i < from.rank(); i++) {
      Dim start = o.starts().get(i);
      Dim count = o.dims().get(i);
      long step = o.steps().get(i);
      if (start.is(0) && step == 1 && count.equals(from.dim(i))) {
        continue;
      }
      Dim end = start.plus(count.times(step));
      boolean front = step < 0 && end.isKnown() && end.value() < 0;
      starts.add(count.is(0) ? Dim.of(0) : start);
      ends.add(count.is(0) ? Dim.of(0) : front ? Dim.of(BEFORE) : end);
      axes.add((long) i);
      steps.add(step);
    }
    if (axes.isEmpty()) {
      return in(0);
    }
    return node(
        "Slice",
        in(0),
        places(starts, steps, true),
        places(ends, steps, false),
        integers(axes),
        integers(steps));
  }

  private String integers(List<Long> values) {
    return graph.integers(values.stream().mapToLong(v -> v).toArray());
  }

  /**
   * Places of which those that are not known are not counted from the end where they are below 0.
   */
  private String places(List<Dim> places, List<Long> steps, boolean starts) {
    if (places.stream().allMatch(Dim::isKnown)) {
      return writer.sizes().shape(places);
    }
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      String place = writer.sizes().of(places.get(i));
      if (!places.get(i).isKnown()) {
        boolean front = !starts && steps.get(i) < 0;
        String zero = graph.integers(0);
        place =
            front
                ? node("Where", node("Less", place, zero), graph.integers(BEFORE), place)
                : node("Max", place, zero);
      }
      parts.add(place);
    }
    return parts.size() == 1 ? parts.get(0) : graph.node("Concat", parts, Attribute.of("axis", 0));
  }

  String assemble(Assemble o) {
    int along = joined(o);
    if (along >= 0) {
      return graph.node(
          "Concat", n.inputs().stream().map(writer::of).toList(), Attribute.of("axis", along));
    }
    String sum = null;
    for (int i = 0; i < o.parts().size(); i++) {
      if (n.input(i).type().count().is(0)) {
        continue;
      }
      String placed = placed(n.input(i), o.parts().get(i));
      sum = sum == null ? placed : node(n.dtype() == DType.BOOL ? "Or" : "Add", sum, placed);
    }
    return sum == null ? fill(graph, writer.sizes(), n.type(), 0) : sum;
  }

  /**
   * The axis along which the parts follow each other and are all there is; -1 where they do not.
   */
  private int joined(Assemble o) {
    for (int axis = 0; axis < o.dims().size(); axis++) {
      Dim at = Dim.of(0);
      boolean follow = true;
      for (int i = 0; follow && i < o.parts().size(); i++) {
        Assemble.Part part = o.parts().get(i);
        Type x = n.input(i).type();
        for (int k = 0; follow && k < o.dims().size(); k++) {
          boolean own = k == axis;
          follow =
              part.starts().get(k).equals(own ? at : Dim.of(0))
                  && part.steps().get(k) == 1
                  && (own || !x.dim(k).cannotEqual(o.dims().get(k)));
        }
        at = at.plus(x.dim(axis));
      }
      if (follow && at.equals(o.dims().get(axis))) {
        return axis;
      }
    }
    return -1;
  }

  /** A part with zeros around it. */
  private String placed(Node x, Assemble.Part part) {
    String value = writer.of(x);
    List<Dim> dims = new ArrayList<>(x.type().dims());
    for (int axis = 0; axis < dims.size(); axis++) {
      long step = part.steps().get(axis);
      if (step > 1 && !dims.get(axis).is(1)) {
        value = spread(value, dims, axis, step);
      }
    }
    List<Dim> pads = new ArrayList<>(part.starts());
    for (int axis = 0; axis < dims.size(); axis++) {
      pads.add(n.type().dim(axis).minus(part.starts().get(axis)).minus(dims.get(axis)));
    }
    return node("Pad", value, writer.sizes().shape(pads));
  }

  /** With zeros between the elements of an axis. */
  private String spread(String x, List<Dim> dims, int axis, long step) {
    List<Dim> apart = new ArrayList<>(dims);
    apart.add(axis + 1, Dim.of(1));
    long[] pads = new long[2 * apart.size()];
    pads[apart.size() + axis + 1] = step - 1;
    String padded = node("Pad", reshape(x, apart), graph.integers(pads));
    Dim count = dims.get(axis);
    dims.set(axis, count.times(step));
    String wide = reshape(padded, dims);
    dims.set(axis, count.plus(-1).times(step).plus(1));
    return node(
        "Slice", wide, graph.integers(0), writer.sizes().of(dims.get(axis)), graph.integers(axis));
  }
}
