// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import org.nnlang.graph.Input;
import org.nnlang.graph.Node;
import org.nnlang.graph.Recurrence;
import org.nnlang.graph.Type;
import org.nnlang.kernel.Pool;
import org.nnlang.lower.Lower;
import org.nnlang.lower.Lowering;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.View;

/**
 * What lowerings mean, as plain loops over doubles: the second implementation against which plans
 * are checked. All numbers are doubles whatever the element type; kernels are called as they are.
 */
public final class ReferenceInterpreter {
  private final Map<Node, double[]> values = new HashMap<>();

  /** The values of {@code node} for a graph whose inputs are {@code inputs}. */
  public static double[] run(Node node, List<double[]> inputs) {
    return new ReferenceInterpreter().value(node, inputs);
  }

  /** The values of several nodes. */
  public static List<double[]> run(List<Node> nodes, List<double[]> inputs) {
    var interpreter = new ReferenceInterpreter();
    return nodes.stream().map(n -> interpreter.value(n, inputs)).toList();
  }

  private double[] value(Node last, List<double[]> inputs) {
    for (Node n : last.graph().nodes().subList(0, last.id() + 1)) {
      if (!values.containsKey(n)) {
        values.put(n, n.op() instanceof Input in ? inputs.get(in.index()) : rounded(compute(n), n));
      }
    }
    return values.get(last);
  }

  private static double[] rounded(double[] out, Node n) {
    if (out.length != n.type().size()) {
      throw new AssertionError(n.op() + " gave " + out.length + " numbers for " + n.type());
    }
    return switch (n.dtype()) {
      case INT -> Arrays.stream(out).map(v -> (long) v).toArray();
      case BOOL -> Arrays.stream(out).map(v -> v != 0 ? 1 : 0).toArray();
      default -> out;
    };
  }

  private double[] compute(Node n) {
    List<Type> types = n.inputs().stream().map(Node::type).toList();
    double[][] in = n.inputs().stream().map(values::get).toArray(double[][]::new);
    Type type = n.type();
    double[] out = new double[Math.toIntExact(type.size())];
    switch (Lower.of(n.op(), types, type)) {
      case Lowering.Alias a ->
          System.arraycopy(in[0], Math.toIntExact(a.offset()), out, 0, out.length);
      case Lowering.Strided s -> {
        long[] shape = type.shape();
        fill(out, i -> in[0][at(i, shape, s.strides(), s.offset())]);
      }
      case Lowering.Map1 m -> {
        IntUnaryOperator a = broadcast(type, types.get(0));
        fill(out, i -> Functions.of(m.op(), in[0][a.applyAsInt(i)], m.c()));
      }
      case Lowering.Map2 m -> {
        IntUnaryOperator a = broadcast(type, types.get(0));
        IntUnaryOperator b = broadcast(type, types.get(1));
        fill(out, i -> Functions.of(m.op(), in[0][a.applyAsInt(i)], in[1][b.applyAsInt(i)]));
      }
      case Lowering.Where w -> {
        IntUnaryOperator test = broadcast(type, types.get(0));
        IntUnaryOperator a = broadcast(type, types.get(1));
        IntUnaryOperator b = broadcast(type, types.get(2));
        fill(
            out,
            i -> in[0][test.applyAsInt(i)] != 0 ? in[1][a.applyAsInt(i)] : in[2][b.applyAsInt(i)]);
      }
      case Lowering.Cast c -> fill(out, i -> in[0][i]);
      case Lowering.Fill f -> Arrays.fill(out, f.value());
      case Lowering.Iota iota -> {
        long inner = Tensor.sizeOf(Arrays.copyOfRange(type.shape(), iota.axis() + 1, type.rank()));
        long size = type.rank() == 0 ? 1 : type.shape()[iota.axis()];
        fill(out, i -> iota.start() + iota.step() * (i / inner % size));
      }
      case Lowering.Reduce r -> reduce(r, in[0], types.get(0).shape(), out);
      case Lowering.Random r -> {
        var random = new SplittableRandom(r.stream());
        fill(out, i -> random.nextDouble());
      }
      case Lowering.MatMul m -> product(m, in, types, type, out);
      case Lowering.Repeat r -> repeat(r.recurrence(), in, out);
      case Lowering.Call c -> call(c, in, types, type, out);
    }
    return out;
  }

  private interface Element {
    double at(int i);
  }

  private static void fill(double[] out, Element element) {
    for (int i = 0; i < out.length; i++) {
      out[i] = element.at(i);
    }
  }

  private static int at(int i, long[] shape, long[] strides, long offset) {
    long rest = i;
    long at = offset;
    for (int k = shape.length - 1; k >= 0; k--) {
      at += rest % shape[k] * strides[k];
      rest /= shape[k];
    }
    return Math.toIntExact(at);
  }

  /** Which element of an input goes into which of the output. */
  private static IntUnaryOperator broadcast(Type out, Type in) {
    if (out.dims().equals(in.dims())) {
      return i -> i;
    }
    long[] strides = new long[out.rank()];
    long[] own = View.rowMajor(0, in.shape()).strides().stream().mapToLong(s -> s).toArray();
    int extra = out.rank() - in.rank();
    for (int k = 0; k < own.length; k++) {
      strides[extra + k] = in.dim(k).is(1) ? 0 : own[k];
    }
    long[] shape = out.shape();
    return i -> at(i, shape, strides, 0);
  }

  private static void reduce(Lowering.Reduce r, double[] in, long[] shape, double[] out) {
    int middle = (int) Tensor.sizeOf(Arrays.copyOfRange(shape, r.from(), r.to()));
    int inner = (int) Tensor.sizeOf(Arrays.copyOfRange(shape, r.to(), shape.length));
    fill(
        out,
        i -> {
          double sum = Functions.start(r.op());
          for (int k = 0; k < middle; k++) {
            sum = Functions.join(r.op(), sum, in[(i / inner * middle + k) * inner + i % inner]);
          }
          return sum;
        });
  }

  private static void product(
      Lowering.MatMul p, double[][] in, List<Type> types, Type type, double[] out) {
    int rank = type.rank();
    int m = (int) type.dim(rank - 2).value();
    int n = (int) type.dim(rank - 1).value();
    int k = (int) types.get(0).dim(p.transposeA() ? rank - 2 : rank - 1).value();
    fill(
        out,
        i -> {
          int batch = i / (m * n);
          int row = i / n % m;
          int column = i % n;
          double sum = in.length > 2 ? in[2][i] : 0;
          for (int j = 0; j < k; j++) {
            int a = p.transposeA() ? j * m + row : row * k + j;
            int b = p.transposeB() ? column * k + j : j * n + column;
            sum += in[0][batch * m * k + a] * in[1][batch * k * n + b];
          }
          return sum;
        });
  }

  private static void repeat(Recurrence r, double[][] in, double[] out) {
    int steps = (int) r.steps().value();
    double[][] carried = Arrays.copyOf(in, r.carried());
    List<Node> outputs = r.body().outputs();
    for (int s = 0; s <= steps; s++) {
      for (int i = 0; i < carried.length; i++) {
        int place = !r.kept().get(i) ? 0 : r.reversed() ? steps - s : s;
        int from = (int) r.offset(i).value() + place * carried[i].length;
        System.arraycopy(carried[i], 0, out, from, carried[i].length);
      }
      if (s == steps) {
        return;
      }
      int time = r.reversed() ? steps - 1 - s : s;
      double[][] now = in.clone();
      System.arraycopy(carried, 0, now, 0, carried.length);
      for (int i = carried.length; i < carried.length + r.sequences(); i++) {
        int size = in[i].length / steps;
        now[i] = Arrays.copyOfRange(in[i], time * size, (time + 1) * size);
      }
      var step = new ReferenceInterpreter();
      for (int i = 0; i < now.length; i++) {
        step.values.put(r.body().inputs().get(i), now[i]);
      }
      for (Node n : r.body().nodes()) {
        step.values.computeIfAbsent(n, x -> rounded(step.compute(x), x));
      }
      for (int i = 0; i < outputs.size(); i++) {
        double[] value = step.values.get(outputs.get(i));
        if (i < carried.length) {
          carried[i] = value;
        } else {
          int from = (int) r.offset(i).value() + time * value.length;
          System.arraycopy(value, 0, out, from, value.length);
        }
      }
    }
  }

  private static void call(
      Lowering.Call c, double[][] in, List<Type> types, Type type, double[] out) {
    try (Arena arena = Arena.ofConfined();
        Pool pool = new Pool(1, () -> {})) {
      MemorySegment[] buffers = new MemorySegment[in.length];
      for (int i = 0; i < in.length; i++) {
        Tensor t = tensor(arena, types.get(i));
        buffers[i] = t.data();
        for (int k = 0; k < in[i].length; k++) {
          set(t, k, in[i][k]);
        }
      }
      Tensor result = tensor(arena, type);
      // what a kernel does not write must be seen
      result.data().fill((byte) 0x5a);
      c.kernel().run(buffers, result.data(), pool);
      fill(out, result::getDouble);
    }
  }

  private static Tensor tensor(Arena arena, Type type) {
    long bytes = Math.max(1, type.size() * type.dtype().bytes());
    return Tensor.over(arena.allocate(bytes, 64), type.dtype(), type.shape());
  }

  private static void set(Tensor t, int i, double value) {
    switch (t.dtype()) {
      case FLOAT32 -> t.data().setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) value);
      case FLOAT64 -> t.data().setAtIndex(ValueLayout.JAVA_DOUBLE, i, value);
      case INT -> t.data().setAtIndex(ValueLayout.JAVA_LONG, i, (long) value);
      case BOOL -> t.data().set(ValueLayout.JAVA_BYTE, i, (byte) value);
    }
  }
}
