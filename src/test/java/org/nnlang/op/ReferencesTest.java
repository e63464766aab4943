// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nnlang.graph.Autograd;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.tensor.DType;

/** Values and gradients against PyTorch's, which references.py beside references.txt wrote down. */
class ReferencesTest {
  private static final Map<String, Function<List<Node>, Node>> CASES = new HashMap<>();

  private static final Losses.Options SUM = new Losses.Options(Losses.Reduction.SUM, null);
  private static final Losses.Options NONE = new Losses.Options(Losses.Reduction.NONE, null);

  static {
    one("abs", Numeric::abs);
    one("relu", Numeric::relu);
    one("round", Numeric::round);
    one("erf", Numeric::erf);
    two("pow", Numeric::pow);
    one("pow_scalar_2.5", x -> Numeric.pow(x, 2.5));
    one("pow_scalar_3", x -> Numeric.pow(x, 3));
    two("mod", Numeric::mod);
    two("floor_div", Numeric::floorDiv);
    two("maximum", Numeric::maximum);
    two("minimum", Numeric::minimum);
    one("clip", x -> Numeric.clip(x, -1, 1));
    one("gelu", Ops::gelu);
    one("gelu_tanh", Activations::geluTanh);
    one("silu", Activations::silu);
    one("softplus", Numeric::softplus);
    one("log1p", Numeric::log1p);
    one("expm1", Numeric::expm1);
    one("tan", Numeric::tan);
    one("asin", Angles::asin);
    one("acos", Angles::acos);
    one("atan", Numeric::atan);
    one("sinh", Angles::sinh);
    one("cosh", Angles::cosh);
    one("elu", x -> Activations.elu(x, 1.5));
    one("selu", Activations::selu);
    one("mish", Activations::mish);
    one("hard_swish", Activations::hardSwish);
    one("log_sigmoid", x -> Numeric.log(Numeric.sigmoid(x)));
    one("log_1_minus", x -> Numeric.log(Numeric.rsub(1, x)));
    one("logsumexp_axes", x -> Numeric.log(Ops.sum(Numeric.exp(x), List.of(0, 2), false)));
    two("bce_sure", (x, t) -> Losses.binaryCrossEntropy(x, t, Losses.Options.PLAIN));
    one("cumprod", x -> Ops.cumprod(x, 1));
    one("roll", x -> Repeats.roll(x, List.of(1, -2), List.of(0, 1)));
    one("roll_flat", x -> Repeats.roll(x, List.of(5), null));
    one("tile", x -> Repeats.tile(x, Sizes.of(2, 1, 2)));
    one("pad_reflect", x -> Repeats.extend(x, 1, 2, 1, Repeats.Continuation.REFLECT));
    one("pad_edge", x -> Repeats.extend(x, 1, 2, 1, Repeats.Continuation.EDGE));
    one("pad_wrap", x -> Repeats.extend(x, 1, 2, 1, Repeats.Continuation.WRAP));
    CASES.put("scatter", n -> Ops.scatter(n.get(0), n.get(1), n.get(2), 0));
    CASES.put("scatter_add", n -> Ops.scatterAdd(n.get(0), n.get(1), n.get(2), 0));
    CASES.put("take_pairs", n -> Ops.takePairs(n.get(0), n.subList(1, 3), List.of(1, 2)));
    CASES.put("take_pairs_apart", n -> Ops.takePairs(n.get(0), n.subList(1, 3), List.of(0, 2)));
    one("resize_nearest", x -> Resizing.resize(x, Sizes.of(5, 3), "nearest"));
    one("resize_linear", x -> Resizing.resize(x, Sizes.of(5, 3), "linear"));
    one("resize_linear_1", x -> Resizing.resize(x, Sizes.of(7), "linear"));
    one("leaky_relu", x -> Activations.leakyRelu(x, 0.01));
    one("max_ties", x -> Ops.max(x, List.of(1), false));
    one("min_ties", x -> Ops.min(x, List.of(0), false));
    one("prod_zero", x -> Ops.prod(x, List.of(1), false));
    one("mean_0", x -> Ops.mean(x, List.of(0), false));
    one("var", x -> Ops.var(x, List.of(-1), false));
    one("std_all", x -> Ops.std(x, null, false));
    one("norm", x -> Ops.norm(x, List.of(1), false));
    one("logsumexp", x -> Softmax.logSumExp(x, 1, false));
    one("softmax_1", x -> Ops.softmax(x, 1));
    one("softmax_0", x -> Ops.softmax(x, 0));
    one("log_softmax", x -> Ops.logSoftmax(x, -1));
    CASES.put("layer_norm", n -> Norms.layerNorm(n.get(0), n.get(1), n.get(2), 1e-5));
    two("mse", Losses::mse);
    two("mae", (p, t) -> Losses.mae(p, t, Losses.Options.PLAIN));
    two("huber", (p, t) -> Losses.huber(p, t, 1, Losses.Options.PLAIN));
    two("cross_entropy", Losses::crossEntropy);
    two("cross_entropy_rows", Losses::crossEntropy);
    two(
        "cross_entropy_smooth",
        (x, t) -> Losses.crossEntropy(x, t, null, 0.1, Losses.Options.PLAIN));
    two("binary_cross_entropy", (x, t) -> Losses.binaryCrossEntropy(x, t, Losses.Options.PLAIN));
    two("kl", (p, t) -> Losses.kl(p, t, Losses.Options.PLAIN));
    two("mse_sum", (p, t) -> Losses.mse(p, t, SUM));
    two("mse_none", (p, t) -> Losses.mse(p, t, NONE));
    two("mse_rows", (p, t) -> Losses.mse(p, t, weight(p, 0.5, 2, 1)));
    CASES.put("mae_columns", n -> Losses.mae(n.get(0), n.get(1), weight(n.get(2))));
    CASES.put("huber_all", n -> Losses.huber(n.get(0), n.get(1), 1, weight(n.get(2))));
    two("bce_weight", (x, t) -> Losses.binaryCrossEntropy(x, t, weight(x, 0.5, 2, 1)));
    two("bce_sum", (x, t) -> Losses.binaryCrossEntropy(x, t, SUM));
    two("kl_rows", (p, t) -> Losses.kl(p, t, weight(p, 0.5, 2, 1)));
    two("ce_ignore", (x, t) -> Losses.crossEntropy(x, t, -100L, 0, Losses.Options.PLAIN));
    two("ce_none", (x, t) -> Losses.crossEntropy(x, t, -100L, 0, NONE));
    two("ce_ignore_2", (x, t) -> Losses.crossEntropy(x, t, 2L, 0, SUM));
    two("ce_weight", (x, t) -> Losses.crossEntropy(x, t, -100L, 0, five(x, Losses.Reduction.MEAN)));
    two(
        "ce_weight_smooth",
        (x, t) -> Losses.crossEntropy(x, t, -100L, 0.1, five(x, Losses.Reduction.MEAN)));
    two(
        "ce_weight_smooth_none",
        (x, t) -> Losses.crossEntropy(x, t, -100L, 0.1, five(x, Losses.Reduction.NONE)));
    two("ce_smooth_ignore", (x, t) -> Losses.crossEntropy(x, t, -100L, 0.2, Losses.Options.PLAIN));
    two("ce_rows", (x, t) -> Losses.crossEntropy(x, t, -100L, 0, weight(x, 1, 0.5, 2, 0, 3, 1)));
    two("take", (x, i) -> Ops.take(x, i, 0));
    two("take_1", (x, i) -> Ops.take(x, i, 1));
    two("gather", (x, i) -> Ops.takeAlong(x, i, 1));
    one("argmax", x -> Ops.argmax(x, 1, false));
    one("argmin_all", x -> Ops.argmin(x, null, false));
    one("argsort", x -> Ops.argsort(x, 0, false));
    one("sort_down", x -> Ops.sort(x, 1, true));
    one("topk", x -> Ops.topk(x, 3, -1).get(0));
    one("cumsum", x -> Ops.cumsum(x, 1));
    one("flip", x -> Ops.flip(x, List.of(0, 1)));
    one("slice_step", x -> Ops.slice(x, 1, 1, 5, 2));
    one("tril", x -> Ops.tril(x, -1));
    one("triu", x -> Ops.triu(x, 1));
    one("pad", x -> Ops.pad(x, -1, 1, 2, 0.5));
    CASES.put("concat", n -> Ops.concat(n, 1));
    CASES.put("stack", n -> Ops.stack(n, 1));
    two("matmul", Ops::matmul);
    two("matmul_batch", Ops::matmul);
    two("matmul_vector", Ops::matmul);
    CASES.put("einsum", n -> Ops.einsum("bij,bkj->kib", n));
    CASES.put("einsum_trace", n -> Ops.einsum("ii->", n));
    CASES.put(
        "conv1d", n -> Convolution.convolve(n.get(0), n.get(1), n.get(2), windows(1, 2, 2, 2), 1));
    CASES.put(
        "conv2d", n -> Convolution.convolve(n.get(0), n.get(1), n.get(2), windows(2, 2, 1, 1), 1));
    one("max_pool", x -> Convolution.maxPool(x, PoolWindows.of(2, 2, 2)));
    one("avg_pool", x -> Convolution.avgPool(x, PoolWindows.of(1, 3, 2)));
    attention("attention", Attention.Options.PLAIN);
    attention("attention_causal", Attention.Options.ofCausal());
    attention("attention_window", new Attention.Options(false, 3, null, 0, 0, null));
    attention("attention_shared", Attention.Options.ofCausal());
  }

  private static void one(String name, Function<Node, Node> body) {
    CASES.put(name, n -> body.apply(n.get(0)));
  }

  private static void two(String name, java.util.function.BinaryOperator<Node> body) {
    CASES.put(name, n -> body.apply(n.get(0), n.get(1)));
  }

  private static Losses.Options weight(Node weight) {
    return new Losses.Options(Losses.Reduction.MEAN, weight);
  }

  /** These numbers, a row each. */
  private static Losses.Options weight(Node like, double... numbers) {
    Type one = Type.of(DType.FLOAT64);
    List<Node> rows = new ArrayList<>();
    for (double number : numbers) {
      rows.add(Ops.full(like.graph(), one, number));
    }
    return weight(Ops.stack(rows, 0));
  }

  /** A number for each of five classes. */
  private static Losses.Options five(Node x, Losses.Reduction reduction) {
    return new Losses.Options(reduction, weight(x, 0.2, 1, 3, 0.5, 2).weight());
  }

  private static WindowGeometry windows(int axes, int stride, int padding, int dilation) {
    List<Integer> zeros = Collections.nCopies(axes, padding);
    return new WindowGeometry(
        Collections.nCopies(axes, stride), Collections.nCopies(axes, dilation), zeros, zeros);
  }

  private static void attention(String name, Attention.Options options) {
    CASES.put(name, n -> Attention.attention(n.get(0), n.get(1), n.get(2), options));
  }

  /** Numbers as the file has them. */
  private record Array(Type type, double[] values) {}

  private static final class Case {
    private final String name;
    private final List<Array> inputs = new ArrayList<>();
    private final Map<Integer, Array> gradients = new HashMap<>();
    private Array output;

    Case(String name) {
      this.name = name;
    }
  }

  @TestFactory
  Stream<DynamicTest> agreesWithPyTorch() throws IOException {
    return read().stream().map(c -> dynamicTest(c.name, () -> check(c)));
  }

  @Test
  void everyCaseIsInTheFile() throws IOException {
    assertEquals(
        new HashSet<>(CASES.keySet()), new HashSet<>(read().stream().map(c -> c.name).toList()));
  }

  private static void check(Case c) {
    Graph graph = new Graph();
    List<Node> inputs = c.inputs.stream().map(a -> graph.input(a.type, new Object())).toList();
    List<double[]> values = c.inputs.stream().map(Array::values).toList();
    Function<List<Node>, Node> body = CASES.get(c.name);
    assertNotNull(body, () -> "no case " + c.name);
    Node out = body.apply(inputs);
    assertEquals(c.output.type, out.type());
    close("output", c.output.values, ReferenceInterpreter.run(out, values));
    if (c.gradients.isEmpty()) {
      return;
    }
    Type line = Type.of(DType.FLOAT64, out.type().size());
    Node weight = Numeric.sin(Ops.iota(graph, line, 0, 0.7, 0.37));
    Node loss = Ops.sum(Numeric.mul(Ops.flatten(out, 0), weight), null, false);
    Node seed = Ops.full(graph, Type.of(DType.FLOAT64), 1);
    List<Node> found = Autograd.gradients(loss, seed, inputs, Numeric::add);
    c.gradients.forEach(
        (i, expected) -> {
          double[] gradient =
              found.get(i) == null
                  ? new double[expected.values.length]
                  : ReferenceInterpreter.run(found.get(i), values);
          close("gradient " + i, expected.values, gradient);
        });
  }

  private static void close(String what, double[] expected, double[] found) {
    assertEquals(expected.length, found.length, what);
    for (int i = 0; i < expected.length; i++) {
      double error = Math.abs(expected[i] - found[i]);
      boolean same = Double.compare(expected[i], found[i]) == 0;
      if (!same && !(error <= 1e-11 * (1 + Math.abs(expected[i])))) {
        assertEquals(Arrays.toString(expected), Arrays.toString(found), what);
      }
    }
  }

  private static List<Case> read() throws IOException {
    List<Case> out = new ArrayList<>();
    try (var in = ReferencesTest.class.getResourceAsStream("references.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().toList()) {
        String[] words = line.split(" ");
        switch (words[0]) {
          case "case" -> out.add(new Case(words[1]));
          case "in" -> out.getLast().inputs.add(array(words, 1));
          case "out" -> out.getLast().output = array(words, 1);
          case "grad" -> out.getLast().gradients.put(Integer.parseInt(words[1]), array(words, 2));
          default -> throw new AssertionError(line);
        }
      }
    }
    return out;
  }

  private static Array array(String[] words, int at) {
    DType dtype =
        switch (words[at]) {
          case "float" -> DType.FLOAT64;
          case "int" -> DType.INT;
          default -> DType.BOOL;
        };
    String shape = words[at + 1].substring(1, words[at + 1].length() - 1);
    List<Dim> dims = new ArrayList<>();
    for (String size : shape.isEmpty() ? new String[0] : shape.split(",")) {
      dims.add(Dim.of(Long.parseLong(size)));
    }
    double[] values =
        Arrays.stream(words, at + 2, words.length)
            .filter(w -> !w.isEmpty())
            .mapToDouble(ReferencesTest::number)
            .toArray();
    return new Array(new Type(dtype, dims), values);
  }

  private static double number(String word) {
    return switch (word) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> Double.parseDouble(word);
    };
  }
}
