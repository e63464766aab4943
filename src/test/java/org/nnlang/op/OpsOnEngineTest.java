// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nnlang.engine.Engine;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;

/** Every sample as the engine runs it, with its gradients, against the reference interpreter. */
class OpsOnEngineTest {
  private static final Engine ENGINE = new Engine(2, 1L << 30, () -> {});

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  @TestFactory
  Stream<DynamicTest> floats() {
    return tests(DType.FLOAT32, 2e-4);
  }

  @TestFactory
  Stream<DynamicTest> doubles() {
    return tests(DType.FLOAT64, 1e-11);
  }

  private static Stream<DynamicTest> tests(DType dtype, double tolerance) {
    return Samples.all()
        .filter(s -> !isRandom(s))
        .map(
            s ->
                dynamicTest(
                    s.name() + s.args().stream().map(Sample.Arg::type).toList(),
                    () -> check(s, dtype, tolerance)));
  }

  private static boolean isRandom(Sample s) {
    Graph g = new Graph();
    s.body().apply(s.args().stream().map(a -> g.input(a.type(), new Object())).toList());
    return g.nodes().stream().anyMatch(n -> !n.op().isPure());
  }

  private static void check(Sample sample, DType dtype, double tolerance) {
    var random = new SplittableRandom(11);
    List<Tensor> tensors = new ArrayList<>();
    List<double[]> values = new ArrayList<>();
    for (Sample.Arg arg : sample.args()) {
      Type type = arg.type().dtype().isFloat() ? arg.type().with(dtype) : arg.type();
      Tensor t = tensor(ENGINE, type, Gradients.draw(arg, random));
      tensors.add(t);
      values.add(t.toDoubles());
    }
    Graph g = new Graph();
    List<Node> nodes = tensors.stream().map(g::input).toList();
    Node out = sample.body().apply(nodes);
    Tensor found = (Tensor) ENGINE.apply(tensors, sample.body());
    assertArrayEquals(out.type().shape(), found.shape());
    assertEquals(out.dtype(), found.dtype());
    close(ReferenceInterpreter.run(out, values), found.toDoubles(), tolerance);
    if (out.dtype().isFloat()) {
      gradients(sample, tensors, values, tolerance);
    }
  }

  private static void gradients(
      Sample sample, List<Tensor> tensors, List<double[]> values, double tolerance) {
    Function<List<Node>, Node> loss =
        n -> {
          Node out = Ops.flatten(sample.body().apply(n), 0);
          Node weight = Ops.iota(out.graph(), out.type(), 0, 0.7, 0.37);
          return Ops.sum(Numeric.mul(out, Numeric.sin(weight)), null, false);
        };
    Graph g = new Graph();
    List<Node> nodes = tensors.stream().map(g::input).toList();
    Node value = loss.apply(nodes);
    List<Tensor> wrt = tensors.stream().filter(t -> t.dtype().isFloat()).toList();
    List<Node> wrtNodes = wrt.stream().map(g::input).toList();
    Node one = Ops.full(g, Type.of(value.dtype()), 1);
    List<Node> expected = org.nnlang.graph.Autograd.gradients(value, one, wrtNodes, Numeric::add);
    List<TensorLike> found = ENGINE.valueAndGrad(tensors, wrt, false, loss).gradients();
    for (int i = 0; i < wrt.size(); i++) {
      double[] numbers =
          expected.get(i) == null
              ? new double[(int) wrt.get(i).size()]
              : ReferenceInterpreter.run(expected.get(i), values);
      close(numbers, ((Tensor) found.get(i)).toDoubles(), tolerance);
    }
  }

  static Tensor tensor(Engine engine, Type type, double[] values) {
    return switch (type.dtype()) {
      case FLOAT64 -> Tensor.of(engine.memory(), values, type.shape());
      case FLOAT32 -> {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
          floats[i] = (float) values[i];
        }
        yield Tensor.of(engine.memory(), floats, type.shape());
      }
      case INT -> {
        long[] longs = Arrays.stream(values).mapToLong(v -> (long) v).toArray();
        yield Tensor.of(engine.memory(), longs, type.shape());
      }
      case BOOL -> {
        Tensor t = Tensor.zeros(engine.memory(), DType.BOOL, type.shape());
        for (int i = 0; i < values.length; i++) {
          t.data().set(java.lang.foreign.ValueLayout.JAVA_BYTE, i, (byte) values[i]);
        }
        yield t;
      }
    };
  }

  private static void close(double[] expected, double[] found, double tolerance) {
    assertEquals(expected.length, found.length);
    double scale = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    for (int i = 0; i < expected.length; i++) {
      boolean same = Double.compare(expected[i], found[i]) == 0;
      if (!same && !(Math.abs(expected[i] - found[i]) <= tolerance * (1 + scale))) {
        assertEquals(Arrays.toString(expected), Arrays.toString(found));
      }
    }
  }
}
