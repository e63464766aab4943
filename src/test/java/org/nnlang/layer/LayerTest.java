// SPDX-License-Identifier: Apache-2.0
package org.nnlang.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nnlang.engine.Engine;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.op.Numeric;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Callable;
import org.nnlang.value.Signature;

class LayerTest {
  private final Engine engine = new Engine(1, 1 << 28, () -> {});

  @AfterEach
  void close() {
    engine.close();
  }

  private Layer make(LayerKind kind, Object... settings) {
    return Layer.make(engine, kind, Signature.of(kind.signature()).bind(settings, Map.of()));
  }

  private static Callable function(String name, java.util.function.UnaryOperator<Object> f) {
    return new Callable() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Object call(Object[] positional, Map<String, Object> named) {
        return f.apply(positional[0]);
      }
    };
  }

  /** Of 40,000 even numbers the mean is within 6 and the extremes near the ends. */
  @Test
  void linearIsDrawnAsPyTorchDrawsIt() {
    Layer linear = make(new Linear(), 100L, 400L);
    double[] w = linear.variable("weight").value().toDoubles();
    double[] sorted = Arrays.stream(w).sorted().toArray();
    assertEquals(0, Arrays.stream(w).average().orElseThrow(), 6 * 0.1 / Math.sqrt(3 * 40_000));
    assertTrue(sorted[0] >= -0.1 && sorted[0] < -0.0999);
    assertTrue(sorted[39_999] <= 0.1 && sorted[39_999] > 0.0999);
    assertArrayEquals(new long[] {400, 100}, linear.variable("weight").value().shape());
    assertArrayEquals(new long[] {400}, linear.variable("bias").value().shape());
  }

  @Test
  void embeddingIsDrawnNormal() {
    double[] w = make(new Embedding(), 500L, 80L).variable("weight").value().toDoubles();
    double mean = Arrays.stream(w).average().orElseThrow();
    double square = Arrays.stream(w).map(x -> x * x).average().orElseThrow();
    assertEquals(0, mean, 6 / Math.sqrt(40_000));
    assertEquals(1, square, 6 * Math.sqrt(2.0 / 40_000));
  }

  @Test
  void oneSeedGivesOneNet() {
    engine.random().seed(5);
    double[] first = make(new Linear(), 3L, 4L).variable("weight").value().toDoubles();
    engine.random().seed(5);
    assertArrayEquals(first, make(new Linear(), 3L, 4L).variable("weight").value().toDoubles());
  }

  @Test
  void initIsAnyFunctionOfAShape() {
    var half =
        function("half", shape -> Tensor.of(engine.memory(), new float[] {1, 2, 3, 4, 5, 6}, 3, 2));
    Layer linear =
        Layer.make(
            engine,
            new Linear(),
            Signature.of(new Linear().signature())
                .bind(new Object[] {2L, 3L}, Map.of("init", half)));
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, linear.variable("weight").value().toFloats());
    assertArrayEquals(new float[3], linear.variable("bias").value().toFloats());
    Problem p =
        assertThrows(
            Problem.class,
            () ->
                Layer.make(
                    engine,
                    new Linear(),
                    Signature.of(new Linear().signature())
                        .bind(new Object[] {2L, 4L}, Map.of("init", half))));
    assertTrue(p.getMessage().contains("[4, 2]"), p.getMessage());
  }

  @Test
  void refusesSettingsOutOfRange() {
    for (Runnable wrong :
        List.<Runnable>of(
            () -> make(new Linear(), 0L, 3L),
            () -> make(new Linear(), 3L, -1L),
            () -> make(new Dropout(), 1.0),
            () -> make(new Dropout(), -0.1),
            () -> make(new Rope(), 3L),
            () -> make(new Conv2d(), 1L, 1L, 3L, 0L),
            () -> make(new Conv1d(), 1L, 1L, 3L, 1L, -1L),
            () -> make(new MaxPool(), 0L),
            () -> make(new Repeat(), -1L, function("f", x -> x)),
            () -> make(new Repeat(), 2L, function("f", x -> 7L)))) {
      Problem p = assertThrows(Problem.class, wrong::run);
      assertTrue(List.of(ErrorCode.ARGUMENT, ErrorCode.TYPE).contains(p.code()), p.getMessage());
    }
  }

  @Test
  void shapesAreCheckedWithUnknownSizes() {
    Layer linear = make(new Linear(), 3L, 4L);
    Type good = new Type(DType.FLOAT32, List.of(Dim.named("batch"), Dim.of(3)));
    engine.check(
        List.of(good),
        false,
        n -> assertEquals("[batch, 4]", ((Node) linear.call(n.get(0))).type().shapeText()));
    Type bad = new Type(DType.FLOAT32, List.of(Dim.named("batch"), Dim.of(5)));
    Problem p =
        assertThrows(
            Problem.class, () -> engine.check(List.of(bad), false, n -> linear.call(n.get(0))));
    assertEquals("linear(3, 4) takes [..., 3], found [batch, 5]", p.getMessage());
    Type series =
        new Type(DType.FLOAT32, List.of(Dim.named("batch"), Dim.named("time"), Dim.of(3)));
    for (LayerKind kind : List.of(new Gru(), new Lstm())) {
      Layer layer = make(kind, 3L, 2L);
      engine.check(
          List.of(series),
          false,
          n -> assertEquals("[batch, time, 2]", ((Node) layer.call(n.get(0))).type().shapeText()));
    }
    for (LayerKind kind : List.of(new Rnn(), new Gru(), new Lstm())) {
      var more = Map.<String, Object>of("layers", 2L, "both", true);
      var settings = Signature.of(kind.signature()).bind(new Object[] {3L, 2L}, more);
      Layer layer = Layer.make(engine, kind, settings);
      engine.check(
          List.of(series),
          false,
          n -> assertEquals("[batch, time, 4]", ((Node) layer.call(n.get(0))).type().shapeText()));
    }
  }

  @Test
  void aChainNamesItsPartsByNumberAndFunctionsTakeOne() {
    var tanh = function("tanh", x -> engine.apply(List.of((Node) x), n -> Numeric.tanh(n.get(0))));
    Chain chain =
        Chain.of(
            engine, Chain.of(engine, make(new Linear(), 2L, 3L), tanh), make(new Linear(), 3L, 1L));
    assertEquals(
        List.of("0.weight", "0.bias", "2.weight", "2.bias"),
        new ArrayList<>(chain.parameters().keySet()));
    assertEquals("linear(2, 3) >> tanh >> linear(3, 1)", chain.describe());
    assertEquals(3, chain.items().size());
    assertEquals(13, chain.count());
    Tensor y = (Tensor) chain.call(Tensor.of(engine.memory(), new float[] {1, 2, 3, 4}, 2, 2));
    assertArrayEquals(new long[] {2, 1}, y.shape());
  }

  @Test
  void aChainOfFunctionsTakesAnything() {
    Chain chain = Chain.of(engine, function("a", x -> x + "a"), function("b", x -> x + "b"));
    assertEquals("xab", chain.call("x"));
  }

  @Test
  void sharedWeightsAreOneAndStaySharedInACopy() {
    Layer shared = make(new Linear(), 2L, 2L);
    Chain net = Chain.of(engine, Chain.of(engine, shared, make(new Linear(), 2L, 2L)), shared);
    assertEquals(12, net.count());
    Chain twin = (Chain) net.copy();
    assertEquals(12, twin.count());
    assertSame(twin.items().get(0), twin.items().get(2));
    assertNotSame(shared, twin.items().get(0));
    Layer other = (Layer) twin.items().get(0);
    double[] before = shared.variable("weight").value().toDoubles();
    other.variable("weight").set(Inits.zeros(engine, 2, 2));
    assertArrayEquals(before, shared.variable("weight").value().toDoubles());
  }

  @Test
  void repeatIsARowOfLayers() {
    Layer row = make(new Repeat(), 3L, function("f", i -> make(new Linear(), 2L, 2L)));
    assertEquals(
        List.of("0.weight", "0.bias", "1.weight", "1.bias", "2.weight", "2.bias"),
        new ArrayList<>(row.parameters().keySet()));
    assertEquals(3, ((org.nnlang.value.HasItems) row).items().size());
  }

  /** 10,000 numbers, a tenth left out: within 6 standard deviations; the mean stays. */
  @Test
  void dropoutLeavesOutInTrainingAlone() {
    Layer dropout = make(new Dropout(), 0.1);
    Tensor x = Inits.ones(engine, 100, 100);
    assertArrayEquals(x.toFloats(), ((Tensor) dropout.call(x)).toFloats());
    Tensor y = (Tensor) dropout.call(new Object[] {x}, Map.of("training", true));
    long zeros = Arrays.stream(y.toDoubles()).filter(v -> v == 0).count();
    assertEquals(1000, zeros, 6 * Math.sqrt(10_000 * 0.09));
    for (double v : y.toDoubles()) {
      assertTrue(v == 0 || Math.abs(v - 1 / 0.9) < 1e-6);
    }
    Tensor again = (Tensor) dropout.call(new Object[] {x}, Map.of("training", true));
    assertTrue(!Arrays.equals(y.toFloats(), again.toFloats()));
  }

  @Test
  void residualAddsAndKeepsTheShape() {
    Layer layer = make(new Residual(), make(new Linear(), 2L, 2L));
    assertEquals(List.of("body.weight", "body.bias"), new ArrayList<>(layer.parameters().keySet()));
    Layer wrong = make(new Residual(), make(new Linear(), 2L, 3L));
    Tensor x = Inits.ones(engine, 4, 2);
    Problem p = assertThrows(Problem.class, () -> wrong.call(x));
    assertTrue(p.getMessage().contains("[4, 2] became [4, 3]"), p.getMessage());
  }

  @Test
  void aCausalConvolutionSeesNothingLater() {
    Layer layer =
        Layer.make(
            engine,
            new Conv1d(),
            Signature.of(new Conv1d().signature())
                .bind(new Object[] {1L, 1L, 3L}, Map.of("causal", true, "dilation", 2L)));
    float[] a = {1, 2, 3, 4, 5, 6, 7, 8};
    float[] b = {1, 2, 3, 4, 5, 9, 9, 9};
    Tensor x = (Tensor) layer.call(Tensor.of(engine.memory(), a, 1, 1, 8));
    Tensor y = (Tensor) layer.call(Tensor.of(engine.memory(), b, 1, 1, 8));
    assertArrayEquals(new long[] {1, 1, 8}, x.shape());
    assertArrayEquals(Arrays.copyOf(x.toFloats(), 5), Arrays.copyOf(y.toFloats(), 5));
  }
}
