// SPDX-License-Identifier: Apache-2.0
package org.nnlang.export.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Type;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;

/**
 * The graph of a model as it grows: operators by the names of their values, and numbers that are
 * there from the start. What was asked for before is not made again.
 */
final class OnnxGraph {
  private final @Nullable OnnxGraph outer;
  private final Proto nodes = new Proto();
  private final Proto initializers;
  private final Set<String> names;
  private final Map<String, String> known = new HashMap<>();
  private String place = "";

  /** A model's own graph. */
  OnnxGraph() {
    outer = null;
    initializers = new Proto();
    names = new HashSet<>();
  }

  /** The body of a loop in {@code outer}, of which it sees all values. */
  OnnxGraph(OnnxGraph outer) {
    this.outer = outer;
    initializers = outer.initializers;
    names = outer.names;
    place = outer.place;
  }

  /** What is made from now on is named after {@code place} of the net. */
  void at(String place) {
    this.place = place;
  }

  /** A name that nothing has yet, {@code wanted} or much alike. */
  String name(String wanted) {
    String name = wanted;
    for (int i = 1; !names.add(name); i++) {
      name = wanted + "_" + i;
    }
    return name;
  }

  /** The value of an operator with one result. */
  String node(String operator, List<String> inputs, Attribute... attributes) {
    var key = new StringBuilder(operator).append('\n').append(inputs);
    boolean once = true;
    for (Attribute a : attributes) {
      key.append('\n').append(a.key());
      once &= !a.key().isEmpty();
    }
    String old = once ? find(key.toString()) : null;
    if (old != null) {
      return old;
    }
    String result = nodes(operator, inputs, 1, attributes)[0];
    known.put(key.toString(), result);
    return result;
  }

  private @Nullable String find(String key) {
    String here = known.get(key);
    return here != null || outer == null ? here : outer.find(key);
  }

  /** The values of an operator with several results. */
  String[] nodes(String operator, List<String> inputs, int results, Attribute... attributes) {
    String stem = place.isEmpty() ? operator : place + "/" + operator;
    String[] out = new String[results];
    for (int i = 0; i < results; i++) {
      out[i] = name(stem);
    }
    write(operator, inputs, List.of(out), attributes);
    return out;
  }

  /** Has a value be known by another name too, as the results of a graph are. */
  void rename(String value, String name) {
    write("Identity", List.of(value), List.of(name));
  }

  private void write(
      String operator, List<String> inputs, List<String> outputs, Attribute... attributes) {
    Proto node = new Proto();
    inputs.forEach(in -> node.text(1, in));
    outputs.forEach(out -> node.text(2, out));
    node.text(3, outputs.getFirst() + ":" + operator).text(4, operator);
    for (Attribute a : attributes) {
      node.message(5, a.message());
    }
    nodes.message(1, node);
  }

  // ---- numbers

  /** Integers in one axis. */
  String integers(long... values) {
    return constant(DType.INT, Arrays.stream(values).asDoubleStream().toArray(), values.length);
  }

  /** One number, without axes. */
  String scalar(DType dtype, double value) {
    return constant(dtype, new double[] {value});
  }

  /** A few numbers. */
  String constant(DType dtype, double[] values, long... shape) {
    String key = dtype + Arrays.toString(values) + Arrays.toString(shape);
    OnnxGraph root = this;
    while (root.outer != null) {
      root = root.outer;
    }
    String old = root.known.get(key);
    if (old != null) {
      return old;
    }
    String name = name("constant");
    root.known.put(key, name);
    initializers.message(5, small(dtype, values, shape).text(8, name));
    return name;
  }

  /** A tensor that a message has in it. */
  static Proto small(DType dtype, double[] values, long... shape) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * dtype.bytes());
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    for (double v : values) {
      switch (dtype) {
        case FLOAT32 -> bytes.putFloat((float) v);
        case FLOAT64 -> bytes.putDouble(v);
        case INT -> bytes.putLong((long) v);
        case BOOL -> bytes.put((byte) (v != 0 ? 1 : 0));
      }
    }
    Proto tensor = new Proto();
    Arrays.stream(shape).forEach(d -> tensor.number(1, d));
    return tensor.number(2, OnnxType.of(dtype)).bytes(9, bytes.array());
  }

  /**
   * A tensor of the net.
   *
   * @param half whether floats are stored in 16 bits; the value is one of 32 all the same
   */
  String tensor(String wanted, Tensor t, boolean half) {
    String name = name(wanted);
    boolean small = half && t.dtype() == DType.FLOAT32;
    Proto tensor = new Proto();
    Arrays.stream(t.shape()).forEach(d -> tensor.number(1, d));
    tensor.number(2, small ? OnnxType.FLOAT16 : OnnxType.of(t.dtype())).text(8, name);
    if (small) {
      tensor.bytes(9, 2 * t.size(), out -> Elements.write(t, out));
    } else {
      tensor.bytes(9, t.size() * t.dtype().bytes(), out -> Elements.copy(t, out));
    }
    initializers.message(5, tensor);
    return small ? node("Cast", List.of(name), Attribute.of("to", OnnxType.of(t.dtype()))) : name;
  }

  /** Whole numbers of a weight as integers of eight bits. */
  String codes(String wanted, Tensor t) {
    String name = name(wanted);
    Proto tensor = new Proto();
    Arrays.stream(t.shape()).forEach(d -> tensor.number(1, d));
    tensor.number(2, OnnxType.INT8).text(8, name);
    tensor.bytes(9, t.size(), out -> Elements.bytes(t, out));
    initializers.message(5, tensor);
    return name;
  }

  /** So many zeros of eight bits: what is not said of codes is taken for unsigned. */
  String zeros(int count) {
    String key = "zeros " + count;
    String old = known.get(key);
    if (old != null) {
      return old;
    }
    String name = name("zeros");
    known.put(key, name);
    initializers.message(
        5,
        new Proto()
            .number(1, count)
            .number(2, OnnxType.INT8)
            .text(8, name)
            .bytes(9, new byte[count]));
    return name;
  }

  // ---- the whole

  /**
   * The message of the graph.
   *
   * @param inputs and outputs by name, with their types, in order
   */
  Proto message(String name, Map<String, Type> inputs, Map<String, Type> outputs) {
    Proto graph = new Proto().text(2, name);
    inputs.forEach((key, type) -> graph.message(11, value(key, type)));
    outputs.forEach((key, type) -> graph.message(12, value(key, type)));
    // a graph's fields may come in any order and in pieces, so its parts are put side by side
    Proto all = new Proto();
    all.append(graph);
    all.append(nodes);
    if (outer == null) {
      all.append(initializers);
    }
    return all;
  }

  private static Proto value(String name, Type type) {
    Proto shape = new Proto();
    for (Dim d : type.dims()) {
      Proto one = new Proto();
      shape.message(1, d.isKnown() ? one.number(1, d.value()) : one.text(2, d.toString()));
    }
    Proto tensor = new Proto().number(1, OnnxType.of(type.dtype())).message(2, shape);
    return new Proto().text(1, name).message(2, new Proto().message(1, tensor));
  }
}
