// SPDX-License-Identifier: Apache-2.0
package org.nnlang.nd4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.stream.Stream;
import org.graalvm.polyglot.Context;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nnlang.Nn;
import org.nnlang.NnException;
import org.nnlang.source.Problem;

/** Scripts on ND4J end as on nn's own engine. */
class Nd4jBackendTest {
  private static double[] run(String backend, String script) {
    try (Nn nn = Nn.builder().backend(backend).threads(1).seed(7).build()) {
      return nn.eval(script).as(double[].class);
    }
  }

  /** Compares what a script gives, a tensor of one axis. */
  private static void same(String script, double tolerance) {
    double[] expected = run("own", script);
    double[] found = run("nd4j", script);
    assertTrue(expected.length > 0);
    assertArrayEquals(expected, found, tolerance, script);
  }

  private static final String DATA =
      """
      seed(3)
      x = randn([24, 4])
      y = sin(x @ randn([4, 2]))
      net = linear(4, 8) >> tanh >> linear(8, 2)
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sgd(lr: 0.05, momentum: 0.9, nesterov: true, weight_decay: 0.01)",
        "adam(lr: 0.01)",
        "adamw(lr: 0.01)",
        "rmsprop(lr: 0.01)",
        "adagrad(lr: 0.05)",
        "lion(lr: 0.002)",
        "muon(lr: 0.02)",
        "random_search(scale: 0.3)",
        "hill_climb(std: 0.05)",
        "evolution(population: 6, std: 0.05, lr: 0.05)"
      })
  void everyOptimizer(String optimizer) {
    same(
        DATA
            + "h = train(net, [x, y], loss: mse, optimizer: "
            + optimizer
            + ", steps: 12, batch: 8, seed: 1)\n"
            + "concat([tensor(h.loss), net(x).reshape([48])], axis: 0)",
        2e-4);
  }

  static Stream<String> nets() {
    return Stream.of(
        "net = linear(4, 16) >> relu >> dropout(0.4) >> linear(16, 2)",
        // the gradient of a bias here is 0 but for rounding, of which Adam makes whole steps
        "net = linear(4, 6, bias: false) >> batch_norm(6) >> gelu >> linear(6, 2)",
        "net = linear(4, 6) >> layer_norm(6) >> silu >> linear(6, 2)",
        "x = x.reshape([24, 2, 2]); y = y.reshape([24, 1, 2]) * ones([1, 2, 1])\nnet = gru(2, 2)",
        "x = randn([6, 1, 6, 6]); y = randn([6, 2]); net = conv2d(1, 3, 3) >> relu >> max_pool(2)"
            + " >> flatten >> linear(12, 2)");
  }

  /** Dropout draws the same numbers. */
  @ParameterizedTest
  @MethodSource("nets")
  void everyKindOfNet(String net) {
    same(
        DATA
            + net
            + "\nh = train(net, [x, y], loss: mse, steps: 8, batch: 6, seed: 1)\n"
            + "e = evaluate(net, [x, y], loss: mse)\n"
            + "concat([tensor(h.loss), tensor([e.loss])], axis: 0)",
        2e-4);
  }

  @Test
  void aGptIsTrainedAndWritesTheSame() {
    same(
        """
        seed(2)
        net = gpt(9, block: 6, dim: 12, heads: 2, layers: 2, dropout: 0.1)
        ids = tensor(map(range(0, 200), i -> (i * i) % 9))
        h = train(net, windows(ids, 6), loss: cross_entropy, steps: 10, batch: 4, seed: 1)
        said = sample(net, shape: [12], prompt: [1], seed: 5)
        concat([tensor(h.loss), cast(said.reshape([12]), "float32")], axis: 0)
        """,
        2e-4);
  }

  @Test
  void aQuantizedNetPredicts() {
    same(
        DATA + "quantize(linear(4, 64) >> tanh >> linear(64, 2), \"int8\")(x).reshape([48])", 1e-5);
  }

  @Test
  void itIsSilentAndAnOptionOfHosts() {
    PrintStream out = System.out;
    PrintStream err = System.err;
    var said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said));
    System.setErr(System.out);
    try (var context =
        Context.newBuilder("nn")
            .option("nn.backend", "nd4j")
            .option("engine.WarnInterpreterOnly", "false")
            .build()) {
      assertEquals(5, context.eval("nn", "sum(tensor([2.0, 3.0]))").asDouble());
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    assertEquals("", said.toString());
  }

  @Test
  void whatIsMissingIsSaidWithTheWayOut() {
    Problem p =
        assertThrows(Problem.class, () -> new CudaBackend("org.example.FakeBackend").open());
    assertEquals("ND4J for CUDA is not on the class path", p.getMessage());
    assertTrue(p.hint().contains("org.nd4j:nd4j-cuda-11.6:1.0.0-M2.1"), p.hint());
    NnException e = assertThrows(NnException.class, () -> Nn.builder().backend("nd4j-cuda"));
    assertEquals("argument", e.code());
    e = assertThrows(NnException.class, () -> Nn.builder().backend("gpu"));
    assertTrue(e.hint().contains("nd4j") && e.hint().contains("own"), e.hint());
  }
}
