// SPDX-License-Identifier: Apache-2.0
package org.nnlang.rewrite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nnlang.engine.Engine;
import org.nnlang.graph.Autograd;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Node;
import org.nnlang.graph.Subgraph;
import org.nnlang.graph.Type;
import org.nnlang.lower.ConvolveLast;
import org.nnlang.lower.PoolLast;
import org.nnlang.lower.Turned;
import org.nnlang.op.Conditions;
import org.nnlang.op.Convolution;
import org.nnlang.op.Convolve;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;
import org.nnlang.op.PoolWindows;
import org.nnlang.op.ReferenceInterpreter;
import org.nnlang.op.Sum;
import org.nnlang.op.WindowGeometry;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;

/**
 * Nets of images, written in several ways, with all their gradients: as the interpreter has them,
 * which knows of no order but the one that is written, and with the same bits on one thread and
 * two.
 */
class ChannelsLastTest {
  private static final List<Integer> OTHERS = List.of(0, 2, 3);

  private final Engine one = new Engine(1, 1L << 30, () -> {});
  private final Engine two = new Engine(2, 1L << 30, () -> {});

  @AfterEach
  void close() {
    one.close();
    two.close();
  }

  /**
   * A net and the shapes of its inputs.
   *
   * @param plain convolutions that stay as they are
   */
  record Net(String name, int plain, Function<List<Node>, Node> body, long[]... shapes) {
    @Override
    public String toString() {
      return name;
    }

    /** The result, and the gradients of a weighted sum of it. */
    List<Node> all(List<Node> inputs) {
      Node out = body.apply(inputs);
      Node flat = Ops.flatten(out, 0);
      Node weight = Numeric.sin(Ops.iota(out.graph(), flat.type(), 0, 0.7, 1e-3));
      Node loss = Ops.sum(Numeric.mul(flat, weight), null, false);
      List<Node> all = new ArrayList<>(List.of(out));
      Node start = Ops.full(out.graph(), Type.of(out.dtype()), 1);
      all.addAll(Autograd.gradients(loss, start, inputs, Numeric::add));
      return all;
    }

    Subgraph function() {
      Graph graph = new Graph();
      List<Node> inputs = new ArrayList<>();
      for (long[] shape : shapes) {
        inputs.add(graph.input(Type.of(DType.FLOAT32, shape), new Object()));
      }
      return new Subgraph(inputs, all(inputs));
    }
  }

  private static Node convolve(Node x, Node w, int stride, int groups) {
    int pad = (int) w.type().dim(3).value() / 2;
    return Convolution.convolve(x, w, null, windows(stride, pad), groups);
  }

  private static WindowGeometry windows(int stride, int pad) {
    List<Integer> pads = List.of(pad, pad);
    return new WindowGeometry(List.of(stride, stride), List.of(1, 1), pads, pads);
  }

  /** Over the batch, by means and variances that keep their axes. */
  private static Node normalized(Node x, Node scale) {
    Node mean = Ops.mean(x, OTHERS, true);
    Node off = Numeric.sub(x, mean);
    Node variance = Ops.mean(Numeric.square(off), OTHERS, true);
    List<Dim> channels = List.of(Dim.of(1), scale.type().dim(0), Dim.of(1), Dim.of(1));
    return Numeric.mul(
        Numeric.mul(off, Numeric.rsqrt(Numeric.add(variance, 1e-2))), Ops.reshape(scale, channels));
  }

  private static Node residual(List<Node> n) {
    Node x = Numeric.relu(normalized(convolve(n.get(0), n.get(1), 1, 1), n.get(2)));
    Node y = Numeric.relu(normalized(convolve(x, n.get(3), 2, 1), n.get(4)));
    y = normalized(convolve(y, n.get(5), 1, 1), n.get(4));
    Node sum = Numeric.relu(Numeric.add(y, convolve(x, n.get(6), 2, 1)));
    return Ops.mean(sum, List.of(2, 3), false);
  }

  /** What broadcasts in other ways: numbers of a column, of an image, of a channel without axes. */
  private static Node written(List<Node> n) {
    Node x = Convolution.convolve(n.get(0), n.get(1), n.get(2), windows(1, 1), 1);
    Node variance = Ops.var(x, OTHERS, false);
    List<Dim> channels = List.of(x.type().dim(1), Dim.of(1), Dim.of(1));
    x = Numeric.div(x, Ops.reshape(Numeric.sqrt(Numeric.add(variance, 1)), channels));
    x = Numeric.mul(x, Numeric.sigmoid(n.get(3)));
    x = Numeric.add(x, n.get(4));
    x = Conditions.where(Conditions.gt(x, 0.0), x, Numeric.mul(x, 0.1));
    Node y = convolve(Numeric.tanh(x), n.get(5), 1, 1);
    y = convolve(Ops.gelu(y), n.get(5), 1, 1);
    // each place by the sum over its channels, and each image by that over all
    Node place = Ops.sum(y, List.of(1), true);
    Node image = Ops.sum(y, List.of(1, 2, 3), true);
    return Numeric.add(Numeric.mul(y, place), Numeric.mul(image, 0.01));
  }

  /** Groups, pooling, channels put together and what drops some, of which none knows the order. */
  private static Node others(List<Node> n) {
    Node x = n.get(0);
    for (int i = 0; i < 2; i++) {
      x = Numeric.tanh(Numeric.mul(convolve(x, n.get(1), 1, 1), 0.1));
      x = Numeric.tanh(Numeric.add(x, Numeric.mul(convolve(x, n.get(2), 1, 1), 0.1)));
      x = normalized(x, n.get(3));
    }
    x = Numeric.mul(x, n.get(4));
    Node pooled = Convolution.maxPool(x, PoolWindows.of(2, 2, 2));
    Node grouped = convolve(pooled, n.get(5), 1, 2);
    return Ops.concat(List.of(pooled, grouped), 1);
  }

  /** A single channel comes in, and a linear layer takes all that is left. */
  private static Node pools(List<Node> n) {
    Node x = Numeric.relu(convolve(n.get(0), n.get(1), 1, 1));
    x = Convolution.maxPool(x, PoolWindows.of(2, 2, 2));
    x = Numeric.relu(convolve(x, n.get(2), 1, 1));
    x = Convolution.avgPool(x, PoolWindows.of(2, 3, 3));
    return Ops.matmul(Ops.flatten(x, 1), n.get(3));
  }

  private static Node upwards(List<Node> n) {
    Node x = Numeric.relu(convolve(n.get(0), n.get(1), 2, 1));
    x = Numeric.relu(convolve(x, n.get(2), 1, 1));
    Node y = Convolution.transposed(x, n.get(3), n.get(4), windows(2, 1), List.of(1, 1), 1);
    return Numeric.square(Numeric.sub(y, n.get(0)));
  }

  static Stream<Net> nets() {
    return Stream.of(
        new Net(
            "residual",
            0,
            ChannelsLastTest::residual,
            new long[] {6, 3, 10, 9},
            new long[] {8, 3, 3, 3},
            new long[] {8},
            new long[] {12, 8, 3, 3},
            new long[] {12},
            new long[] {12, 12, 3, 3},
            new long[] {12, 8, 1, 1}),
        new Net(
            "written in other ways",
            0,
            ChannelsLastTest::written,
            new long[] {5, 4, 8, 7},
            new long[] {16, 4, 3, 3},
            new long[] {16},
            new long[] {7},
            new long[] {5, 1, 8, 7},
            new long[] {16, 16, 3, 3}),
        new Net(
            "between others",
            3,
            ChannelsLastTest::others,
            new long[] {32, 16, 8, 8},
            new long[] {16, 16, 3, 3},
            new long[] {16, 16, 1, 1},
            new long[] {16},
            new long[] {32, 16, 8, 8},
            new long[] {16, 8, 3, 3}),
        new Net(
            "pools",
            0,
            ChannelsLastTest::pools,
            new long[] {16, 1, 15, 12},
            new long[] {16, 1, 3, 3},
            new long[] {24, 16, 3, 3},
            new long[] {24 * 2 * 2, 5}),
        new Net(
            "up again",
            0,
            ChannelsLastTest::upwards,
            new long[] {4, 8, 8, 8},
            new long[] {16, 8, 3, 3},
            new long[] {16, 16, 3, 3},
            new long[] {16, 8, 3, 3},
            new long[] {8}));
  }

  @ParameterizedTest
  @MethodSource("nets")
  void numbersAreThoseOfTheNetAsItIsWritten(Net net) {
    Graph graph = new Graph();
    var random = new SplittableRandom(5);
    List<Node> inputs = new ArrayList<>();
    List<double[]> values = new ArrayList<>();
    List<float[]> floats = new ArrayList<>();
    for (long[] shape : net.shapes) {
      inputs.add(graph.input(Type.of(DType.FLOAT64, shape), new Object()));
      float[] numbers = new float[Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b))];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = (float) random.nextDouble(-1, 1);
      }
      floats.add(numbers);
      double[] same = new double[numbers.length];
      Arrays.setAll(same, i -> numbers[i]);
      values.add(same);
    }
    List<double[]> expected = ReferenceInterpreter.run(net.all(inputs), values);
    List<float[]> found = run(two, net, floats);
    List<float[]> alone = run(one, net, floats);
    for (int k = 0; k < expected.size(); k++) {
      double[] numbers = expected.get(k);
      double scale = Arrays.stream(numbers).map(Math::abs).max().orElseThrow();
      assertEquals(numbers.length, found.get(k).length);
      for (int i = 0; i < numbers.length; i++) {
        assertEquals(numbers[i], found.get(k)[i], 2e-5 * scale, net + ", result " + k);
      }
      assertArrayEquals(found.get(k), alone.get(k));
    }
  }

  private static List<float[]> run(Engine engine, Net net, List<float[]> inputs) {
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      tensors.add(Tensor.of(engine.memory(), inputs.get(i), net.shapes[i]));
    }
    return engine.applyAll(tensors, net::all).stream().map(t -> ((Tensor) t).toFloats()).toList();
  }

  @ParameterizedTest
  @MethodSource("nets")
  void convolutionsHaveTheirChannelsLast(Net net) {
    Subgraph function = net.function();
    assumeTrue(hasCode(function));
    Subgraph now = ChannelsLast.rewrite(function);
    assertEquals(net.plain, count(now, Convolve.class));
    assertEquals(count(function, Convolve.class) - net.plain, count(now, ConvolveLast.class));
  }

  /** Where there is oneDNN. */
  private static boolean hasCode(Subgraph function) {
    return function.nodes().stream()
        .map(ConvolveLast::of)
        .anyMatch(op -> op != null && op.isCompiled());
  }

  private static long count(Subgraph function, Class<?> op) {
    return function.nodes().stream().filter(n -> op.isInstance(n.op())).count();
  }

  @Test
  void nothingIsPermutedBetweenConvolutions() {
    Subgraph function = nets().findFirst().orElseThrow().function();
    assumeTrue(hasCode(function));
    Subgraph now = ChannelsLast.rewrite(function);
    // the images, and their gradient
    assertEquals(2, count(now, Turned.class));
    // sums over images and places are one
    List<Node> sums = now.nodes().stream().filter(n -> n.op() instanceof Sum).toList();
    assertEquals(
        0, sums.stream().filter(n -> n.input(0).op() instanceof Sum).count(), sums.toString());
  }

  @Test
  void whatIsPermutedMoreThanItSavesStays() {
    Net net =
        new Net(
            "one",
            0,
            n -> convolve(n.get(0), n.get(1), 1, 1),
            new long[] {8, 16, 8, 8},
            new long[] {16, 16, 3, 3});
    Subgraph function = net.function();
    assertSame(function, ChannelsLast.rewrite(function));
  }

  /** Squeeze and excitation, of Hu and others: a factor for each channel of each image. */
  private static Node excited(List<Node> n) {
    Node x = Numeric.relu(convolve(n.get(0), n.get(1), 1, 1));
    Node factor = Numeric.sigmoid(Ops.mean(x, List.of(2, 3), true));
    return convolve(Numeric.mul(x, factor), n.get(1), 1, 1);
  }

  @Test
  void sumsOverPlacesAloneCostMoreThanItSaves() {
    Net net =
        new Net(
            "excited",
            0,
            ChannelsLastTest::excited,
            new long[] {8, 16, 8, 8},
            new long[] {16, 16, 3, 3});
    Subgraph function = net.function();
    assertSame(function, ChannelsLast.rewrite(function));
  }

  @Test
  void poolingTakesThemLast() {
    Net net = nets().filter(n -> n.name.equals("pools")).findFirst().orElseThrow();
    Subgraph function = net.function();
    assumeTrue(hasCode(function));
    Subgraph now = ChannelsLast.rewrite(function);
    assertEquals(4, count(now, PoolLast.class));
    // what the linear layer takes and gives
    assertEquals(2, count(now, Turned.class));
  }
}
