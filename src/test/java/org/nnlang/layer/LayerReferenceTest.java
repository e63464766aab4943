// SPDX-License-Identifier: Apache-2.0
package org.nnlang.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Variable;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Signature;

/** Outputs, all gradients and states in training against PyTorch's layers: see layers.py. */
class LayerReferenceTest {
  private record Case(
      LayerKind kind, long[] shape, Map<String, Object> named, Object... settings) {}

  private static Case of(LayerKind kind, long[] shape, Object... settings) {
    return new Case(kind, shape, Map.of(), settings);
  }

  private static long[] shape(long... sizes) {
    return sizes;
  }

  private static List<Object> pair(long height, long width) {
    return List.of(height, width);
  }

  private static final Map<String, Case> CASES =
      Map.ofEntries(
          Map.entry("linear", of(new Linear(), shape(2, 5, 3), 3L, 4L)),
          Map.entry("linear_plain", of(new Linear(), shape(2, 3), 3L, 4L, false)),
          Map.entry("layer_norm", of(new LayerNorm(), shape(3, 4), 4L)),
          Map.entry("rms_norm", of(new RmsNorm(), shape(3, 4), 4L)),
          Map.entry("conv1d", of(new Conv1d(), shape(2, 2, 7), 2L, 3L, 3L, 2L, 1L)),
          Map.entry(
              "conv1d_dilated",
              new Case(new Conv1d(), shape(2, 2, 7), Map.of("dilation", 2L), 2L, 3L, 2L)),
          Map.entry("conv2d", of(new Conv2d(), shape(2, 2, 5, 6), 2L, 3L, 3L, 2L, 1L)),
          Map.entry("max_pool", of(new MaxPool(), shape(2, 2, 4, 5), 2L)),
          Map.entry("avg_pool", of(new AvgPool(), shape(2, 2, 4, 5), 2L)),
          Map.entry("batch_norm", of(new BatchNorm(), shape(4, 3), 3L)),
          Map.entry("batch_norm_images", of(new BatchNorm(), shape(2, 3, 2, 2), 3L)),
          Map.entry("gru", of(new Gru(), shape(2, 4, 3), 3L, 2L)),
          Map.entry("lstm", of(new Lstm(), shape(2, 4, 3), 3L, 2L)),
          Map.entry("rnn", of(new Rnn(), shape(2, 4, 3), 3L, 2L)),
          Map.entry(
              "gru_layers", new Case(new Gru(), shape(2, 4, 3), Map.of("layers", 2L), 3L, 2L)),
          Map.entry(
              "lstm_both",
              new Case(new Lstm(), shape(2, 4, 3), Map.of("layers", 2L, "both", true), 3L, 2L)),
          Map.entry("rope", of(new Rope(), shape(2, 3, 4), 4L)),
          Map.entry("conv1d_grouped", of(new Conv1d(), shape(2, 4, 9), 4L, 6L, 3L, 2L, 2L, 2L, 2L)),
          Map.entry("conv1d_same", of(new Conv1d(), shape(2, 2, 7), 2L, 3L, 4L, 1L, "same", 3L)),
          Map.entry(
              "conv2d_depthwise", of(new Conv2d(), shape(2, 3, 6, 5), 3L, 6L, 3L, 2L, 1L, 1L, 3L)),
          Map.entry(
              "conv2d_pairs",
              of(
                  new Conv2d(),
                  shape(2, 2, 5, 6),
                  2L,
                  3L,
                  pair(3, 2),
                  pair(1, 2),
                  pair(2, 1),
                  pair(2, 1))),
          Map.entry(
              "conv2d_same",
              of(new Conv2d(), shape(1, 2, 4, 4), 2L, 2L, pair(2, 3), 1L, "same", 1L, 2L)),
          Map.entry(
              "conv_transpose1d",
              new Case(
                  new ConvTranspose1d(),
                  shape(2, 4, 3),
                  Map.of("output_padding", 2L, "groups", 2L),
                  4L,
                  6L,
                  4L,
                  3L,
                  1L)),
          Map.entry(
              "conv_transpose2d",
              new Case(
                  new ConvTranspose2d(),
                  shape(2, 2, 3, 2),
                  Map.of("output_padding", pair(1, 0), "dilation", pair(2, 1)),
                  2L,
                  3L,
                  pair(3, 2),
                  2L,
                  pair(1, 0))),
          Map.entry(
              "max_pool_padded",
              of(new MaxPool(), shape(2, 2, 6, 5), pair(3, 2), 2L, pair(1, 0), true)),
          Map.entry(
              "avg_pool_padded",
              of(new AvgPool(), shape(2, 2, 6, 6), pair(3, 2), 2L, pair(1, 1), true)),
          Map.entry("avg_pool_time", of(new AvgPool(), shape(2, 2, 9), 3L, 3L, 1L, true)),
          Map.entry("upsample", of(new Upsample(), shape(1, 2, 3, 2), pair(2, 3))),
          Map.entry("upsample_linear", of(new Upsample(), shape(2, 2, 4), 3L, "linear")),
          Map.entry(
              "upsample_bilinear", of(new Upsample(), shape(1, 2, 3, 4), pair(2, 3), "linear")),
          Map.entry("group_norm", of(new GroupNorm(), shape(2, 6, 3, 2), 2L, 6L)),
          Map.entry("layer_norm_axes", of(new LayerNorm(), shape(2, 3, 4), pair(3, 4))));

  @TestFactory
  Stream<DynamicTest> areAsPyTorchs() throws IOException {
    Map<String, double[]> expected = new HashMap<>();
    Set<String> names = new HashSet<>();
    try (var in = LayerReferenceTest.class.getResourceAsStream("layers.txt")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        String[] words = line.split(" ");
        expected.put(
            words[0], Arrays.stream(words).skip(1).mapToDouble(Double::parseDouble).toArray());
        names.add(words[0].substring(0, words[0].indexOf('.')));
      }
    }
    assertEquals(names, CASES.keySet());
    return CASES.keySet().stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> check(name, CASES.get(name), expected)));
  }

  private static void check(String name, Case c, Map<String, double[]> expected) {
    try (Engine engine = new Engine(1, 1 << 26, () -> {})) {
      Signature signature = Signature.of(c.kind().signature());
      Layer layer = Layer.make(engine, c.kind(), signature.bind(c.settings(), c.named()));
      List<String> weights = wide(engine, layer);
      List<Object> wrt = new ArrayList<>();
      Tensor x = numbers(engine, c.shape(), 1.3, 0, 1);
      wrt.add(x);
      weights.forEach(w -> wrt.add(layer.variable(w)));
      TensorLike[] output = new TensorLike[1];
      var result =
          engine.valueAndGrad(List.of(x), wrt, true, n -> scalar(engine, layer, n.get(0), output));
      compare(name + ".input", expected, result.gradients().get(0));
      for (int i = 0; i < weights.size(); i++) {
        compare(name + "." + weights.get(i), expected, result.gradients().get(1 + i));
      }
      for (String member : layer.names()) {
        if (layer.variable(member).isState()) {
          compare(name + "." + member, expected, layer.variable(member).value());
        }
      }
      wide(engine, layer);
      compare(name + ".output", expected, (Tensor) layer.call(new Object[] {x}, TRAINING));
    }
  }

  private static final Map<String, Object> TRAINING = Map.of("training", true);

  private static Node scalar(Engine engine, Layer layer, Node x, TensorLike[] output) {
    Node y = (Node) layer.call(x);
    Type flat = Type.of(y.dtype(), y.type().size());
    Node angles = Ops.iota(y.graph(), flat, 0, 0, 0.9);
    return Ops.sum(Numeric.mul(Ops.flatten(y, 0), Numeric.cos(angles)), null, false);
  }

  /** Makes weights and states float64, and the weights what layers.py has; gives the weights. */
  private static List<String> wide(Engine engine, Layer layer) {
    List<String> weights = new ArrayList<>();
    for (String member : List.copyOf(layer.names())) {
      Variable v = layer.variable(member);
      Tensor value = v.value();
      if (v.isState()) {
        double[] first = new double[(int) value.size()];
        Arrays.fill(first, member.endsWith("var") ? 1 : 0);
        layer.state(member, Tensor.of(engine.memory(), first, value.shape()));
      } else {
        layer.param(member, numbers(engine, value.shape(), 0.7, weights.size(), 0.5));
        weights.add(member);
      }
    }
    return weights;
  }

  private static Tensor numbers(
      Engine engine, long[] shape, double step, double start, double scale) {
    double[] values = new double[(int) Tensor.sizeOf(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.sin(i * step + start) * scale;
    }
    return Tensor.of(engine.memory(), values, shape);
  }

  private static void compare(String name, Map<String, double[]> expected, TensorLike found) {
    Tensor t = (Tensor) found;
    assertEquals(DType.FLOAT64, t.dtype(), name);
    assertArrayEquals(expected.get(name), t.toDoubles(), 1e-10, name);
  }
}
