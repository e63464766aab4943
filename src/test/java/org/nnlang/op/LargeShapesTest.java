// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nnlang.engine.Engine;
import org.nnlang.graph.Autograd;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;

/**
 * Functions with their gradients on shapes of many tiles and odd sizes: the engine in double
 * against the reference interpreter, and in single precision with the same bits on one and two
 * threads.
 */
class LargeShapesTest {
  private static final Engine ONE = new Engine(1, 1L << 30, () -> {});
  private static final Engine TWO = new Engine(2, 1L << 30, () -> {});

  @AfterAll
  static void close() {
    ONE.close();
    TWO.close();
  }

  private static List<Sample> samples() {
    return List.of(
        Sample.one("softmax", x -> Ops.softmax(x, -1), Sample.real(67, 703)),
        Sample.one("softmax of columns", x -> Ops.softmax(x, 0), Sample.real(301, 65)),
        Sample.one("softmax within", x -> Ops.softmax(x, 1), Sample.real(7, 301, 13)),
        Sample.of(
            "layer norm",
            n -> Norms.layerNorm(n.get(0), n.get(1), n.get(2), 1e-5),
            Sample.real(5, 33, 129),
            Sample.real(129),
            Sample.real(129)),
        Sample.of(
            "cross entropy",
            n -> Losses.crossEntropy(n.get(0), n.get(1)),
            Sample.real(17, 31, 129),
            Sample.index(129, 17, 31)),
        Sample.of(
            "bias and gelu",
            n -> Ops.gelu(Numeric.add(n.get(0), n.get(1))),
            Sample.real(257, 130),
            Sample.real(130)),
        Sample.of(
            "outer sum",
            n -> Numeric.tanh(Numeric.add(n.get(0), n.get(1))),
            Sample.real(130, 1),
            Sample.real(1, 515)),
        Sample.of(
            "three ways",
            n -> Numeric.mul(Numeric.add(n.get(0), n.get(1)), n.get(2)),
            Sample.real(11, 1, 65),
            Sample.real(17, 1),
            Sample.real(11, 17, 65)),
        Sample.one(
            "sum of all", x -> Ops.sum(Numeric.square(x), null, false), Sample.real(99, 1001)),
        Sample.one("max of columns", x -> Ops.max(x, List.of(0), false), Sample.real(1025, 65)),
        Sample.one("variance", x -> Ops.var(x, List.of(0, 2), true), Sample.real(33, 65, 17)),
        Sample.one(
            "turned and added",
            x -> Numeric.add(x, Numeric.mul(Ops.transpose(x), 2)),
            Sample.real(257, 257)),
        Sample.one(
            "rearranged",
            x ->
                Numeric.exp(
                    Ops.rearrange(
                        x, "b t (n h d) -> n b h t d", Map.of("n", Dim.of(3), "h", Dim.of(4)))),
            Sample.real(3, 65, 96)),
        Sample.one(
            "joined slices",
            x ->
                Ops.concat(
                    List.of(Ops.slice(x, 1, 3, 100, 3), Ops.flip(x, List.of(1)), Numeric.sin(x)),
                    1),
            Sample.real(129, 130)),
        Sample.of(
            "embedding",
            n -> Ops.take(n.get(0), n.get(1), 0),
            Sample.real(65, 129),
            Sample.index(65, 12, 64)),
        Sample.of(
            "linear",
            n -> Numeric.add(Ops.matmul(n.get(0), Ops.transpose(n.get(1))), n.get(2)),
            Sample.real(2, 33, 33),
            Sample.real(130, 33),
            Sample.real(130)),
        Sample.of(
            "convolution",
            n ->
                Convolution.convolve(
                    n.get(0),
                    n.get(1),
                    n.get(2),
                    new WindowGeometry(List.of(1, 1), List.of(1, 1), List.of(1, 1), List.of(1, 1)),
                    1),
            Sample.real(5, 3, 28, 27),
            Sample.real(8, 3, 3, 3),
            Sample.real(8)),
        Sample.one(
            "pooling",
            x -> Convolution.maxPool(x, PoolWindows.of(2, 2, 2)),
            Sample.real(5, 4, 28, 27)),
        Sample.one("sums along", x -> Ops.cumsum(x, 0), Sample.real(513, 65)),
        Sample.one("sorted", x -> Ops.sort(x, 0, true), Sample.real(513, 33)),
        Sample.one("triangle", x -> Ops.tril(x, 2), Sample.real(3, 129, 130)),
        Sample.one("distances", LargeShapesTest::distances, Sample.real(65, 7)),
        attention(Attention.Options.ofCausal(), 2, 3, 130, 33),
        attention(Attention.Options.PLAIN, 1, 5, 65, 16));
  }

  /** Squares of distances between all pairs of rows. */
  private static Node distances(Node x) {
    Node apart = Numeric.sub(Ops.unsqueeze(x, 0), Ops.unsqueeze(x, 1));
    return Ops.sum(Numeric.square(apart), List.of(-1), false);
  }

  private static Sample attention(Attention.Options options, long... shape) {
    return Sample.of(
        "attention",
        n -> Attention.attention(n.get(0), n.get(1), n.get(2), options),
        Sample.real(shape),
        Sample.real(shape),
        Sample.real(shape));
  }

  @TestFactory
  Stream<DynamicTest> asTheInterpreterHasThem() {
    return samples().stream().map(s -> dynamicTest(s.name(), () -> check(s)));
  }

  @TestFactory
  Stream<DynamicTest> sameBitsOnOneAndTwoThreads() {
    return samples().stream()
        .map(
            s ->
                dynamicTest(
                    s.name(),
                    () -> {
                      List<Tensor> one = all(ONE, s, DType.FLOAT32);
                      List<Tensor> two = all(TWO, s, DType.FLOAT32);
                      for (int i = 0; i < one.size(); i++) {
                        assertArrayEquals(one.get(i).toFloats(), two.get(i).toFloats());
                      }
                    }));
  }

  private static void check(Sample s) {
    Graph g = new Graph();
    List<double[]> values = new ArrayList<>();
    List<Node> inputs = new ArrayList<>();
    var random = new SplittableRandom(3);
    for (Sample.Arg arg : s.args()) {
      inputs.add(g.input(type(arg, DType.FLOAT64), new Object()));
      values.add(Gradients.draw(arg, random));
    }
    List<Node> nodes = valueAndGradients(s).apply(inputs);
    List<double[]> expected = ReferenceInterpreter.run(nodes, values);
    List<Tensor> found = all(TWO, s, DType.FLOAT64);
    for (int i = 0; i < expected.size(); i++) {
      double[] a = expected.get(i);
      double[] b = found.get(i).toDoubles();
      assertEquals(a.length, b.length);
      for (int k = 0; k < a.length; k++) {
        assertEquals(a[k], b[k], 1e-9 * (1 + Math.abs(a[k])), s.name() + " result " + i);
      }
    }
  }

  /** The result and the gradients of its weighted sum by every float input. */
  private static Function<List<Node>, List<Node>> valueAndGradients(Sample s) {
    return inputs -> {
      Node out = s.body().apply(inputs);
      Node flat = Ops.flatten(out, 0);
      Node weight = Numeric.sin(Ops.iota(out.graph(), flat.type(), 0, 0.7, 0.37));
      Node loss = Ops.sum(Numeric.mul(flat, weight), null, false);
      Node one = Ops.full(out.graph(), Type.of(out.dtype()), 1);
      List<Node> wrt = inputs.stream().filter(n -> n.dtype().isFloat()).toList();
      List<Node> all = new ArrayList<>(List.of(out));
      all.addAll(Autograd.gradients(loss, one, wrt, Numeric::add));
      return all;
    };
  }

  private static List<Tensor> all(Engine engine, Sample s, DType dtype) {
    List<Tensor> inputs = new ArrayList<>();
    var random = new SplittableRandom(3);
    for (Sample.Arg arg : s.args()) {
      inputs.add(OpsOnEngineTest.tensor(engine, type(arg, dtype), Gradients.draw(arg, random)));
    }
    return engine.applyAll(inputs, valueAndGradients(s)).stream().map(Tensor.class::cast).toList();
  }

  private static Type type(Sample.Arg arg, DType dtype) {
    return arg.type().dtype().isFloat() ? arg.type().with(dtype) : arg.type();
  }
}
