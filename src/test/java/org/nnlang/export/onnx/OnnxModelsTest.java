// SPDX-License-Identifier: Apache-2.0
package org.nnlang.export.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nnlang.check.RandomModel;
import org.nnlang.export.Nets;

/** Exported nets in ONNX Runtime: numbers, names, open sizes, and weights read in again. */
class OnnxModelsTest {
  private static final double TOLERANCE = 1e-5;
  private static final int RANDOM = Integer.getInteger("nn.models", 300);

  @TempDir Path folder;

  static Stream<Nets.Net> nets() {
    return Stream.concat(Nets.ofScripts().stream(), Nets.more().stream());
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private static Peer.Numbers given(Nets.Numbers n) {
    return n.dtype().equals("int")
        ? Peer.Numbers.ints(n.values(), n.shape())
        : Peer.Numbers.floats(n.values(), n.shape());
  }

  private static void check(Context context, Peer peer, String input, double tolerance) {
    List<Nets.Numbers> pair = Nets.pair(context, input);
    Peer.Numbers found = peer.run(List.of(given(pair.get(0)))).get(0);
    assertArrayEquals(pair.get(1).shape(), found.shape(), input);
    OnnxOpsTest.close(pair.get(1).values(), found.values(), tolerance);
  }

  private Peer peer(String name) {
    try {
      return new Peer(Files.readAllBytes(folder.resolve(name)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @MethodSource("nets")
  void netsGiveTheSameInOnnxRuntime(Nets.Net net) {
    try (Context context = Nets.context()) {
      context.eval("nn", "seed(3)\n" + net.script());
      context.eval("nn", "export(net, \"" + path("m.onnx") + "\")");
      try (Peer peer = peer("m.onnx")) {
        assertEquals(List.of("x"), peer.inputs());
        assertEquals(List.of("y"), peer.outputs());
        net.inputs().forEach(x -> check(context, peer, x, TOLERANCE));
      }
    }
  }

  /** Sizes that the model leaves open are open. */
  @Test
  void randomModelsGiveTheSameInOnnxRuntime() {
    int tried = 0;
    try (Context context = Nets.context()) {
      for (int seed = 0; seed < RANDOM; seed++) {
        var model = new RandomModel(seed);
        String text = model.text();
        String file = "m" + seed + ".onnx";
        try {
          context.eval("nn", "seed(" + seed + ")\n" + text + "export(net, \"" + path(file) + "\")");
        } catch (PolyglotException e) {
          Assertions.fail(text, e);
        }
        try (Peer peer = peer(file)) {
          for (long batch : List.of(1L, 2L, 5L)) {
            check(context, peer, model.input(batch), TOLERANCE);
            tried++;
          }
        } catch (AssertionError e) {
          throw new AssertionError(text + e.getMessage(), e);
        }
      }
    }
    assertEquals(3 * RANDOM, tried);
  }

  /** What the ONNX project's own checker says, where Debian's python3-onnx is there. */
  @Test
  void modelsPassTheChecker() throws Exception {
    String script =
        """
        import sys, glob
        import numpy as np
        # names that NumPy has left out since
        for old in ("float", "int", "bool", "object"):
            setattr(np, old, getattr(__builtins__, old))
        try:
            import onnx
        except ImportError:
            sys.exit(77)
        for file in glob.glob(sys.argv[1] + "/*.onnx"):
            onnx.checker.check_model(onnx.load(file), full_check=True)
        """;
    try (Context context = Nets.context()) {
      nets()
          .forEach(
              net -> {
                String file = path(net.name() + ".onnx");
                context.eval("nn", net.script() + "\nexport(net, \"" + file + "\")");
              });
    }
    Process python;
    try {
      python =
          new ProcessBuilder("/usr/bin/python3", "-c", script, folder.toString())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      Assumptions.abort("no python3");
      return;
    }
    String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = python.waitFor();
    Assumptions.assumeTrue(code != 77, "no python3-onnx");
    assertEquals(0, code, said);
  }

  @Test
  void sizesThatAreOpenHaveTheirNames() {
    try (Context context = Nets.context()) {
      context.eval(
          "nn",
          "export(gpt(27, block: 16, dim: 8, heads: 2, layers: 1), \"" + path("g.onnx") + "\")");
      context.eval("nn", "export(linear(3, 2), \"" + path("l.onnx") + "\")");
      context.eval(
          "nn", "export(conv2d(1, 2, 3), \"" + path("c.onnx") + "\", input: zeros([4, 1, 8, 8]))");
    }
    assertEquals(List.of("batch", "time"), peer("g.onnx").dims("x"));
    assertEquals(List.of("batch", "3"), peer("l.onnx").dims("x"));
    assertEquals(List.of("batch", "1", "8", "8"), peer("c.onnx").dims("x"));
  }

  @Test
  void severalInputsAreCountedAndSoAreResults() {
    try (Context context = Nets.context()) {
      context.eval(
          "nn",
          "model Two() {\n  w = linear(2, 2)\n  forward(a: [batch, 2], b: [batch, 2]) = [w(a) + b, a * b]\n}\n"
              + "export(Two(), \""
              + path("t.onnx")
              + "\")");
    }
    try (Peer peer = peer("t.onnx")) {
      assertEquals(List.of("x0", "x1"), peer.inputs());
      assertEquals(List.of("y0", "y1"), peer.outputs());
    }
  }

  @Test
  void weightsComeBackToTheBit() {
    try (Context context = Nets.context()) {
      context.eval("nn", "seed(1)\nnet = resnet(1, 3, blocks: [1], width: 4)");
      context.eval("nn", "export(net, \"" + path("r.onnx") + "\")");
      context.eval("nn", "seed(2)\nother = resnet(1, 3, blocks: [1], width: 4)");
      assertTrue(
          context
              .eval(
                  "nn",
                  "load(other, \""
                      + path("r.onnx")
                      + "\")\n"
                      + "[a, b] = [params(net), params(other)]\n"
                      + "keys(a).map(k -> (a[k] == b[k]).all().item()) == keys(a).map(k -> true)")
              .asBoolean());
    }
  }

  @Test
  void halvesTakeHalfAndAreNearlyTheSame() throws IOException {
    try (Context context = Nets.context()) {
      context.eval("nn", "seed(1)\nnet = mlp([64, 256, 10])");
      context.eval("nn", "export(net, \"" + path("a.onnx") + "\")");
      context.eval("nn", "export(net, \"" + path("b.onnx") + "\", dtype: \"float16\")");
      long whole = Files.size(folder.resolve("a.onnx"));
      long half = Files.size(folder.resolve("b.onnx"));
      assertTrue(half < 0.53 * whole, half + " of " + whole);
      try (Peer peer = peer("b.onnx")) {
        check(context, peer, "randn([3, 64])", 5e-3);
      }
    }
  }

  @Test
  void quantizedWeightsStayInEightBits() throws IOException {
    try (Context context = Nets.context()) {
      context.eval("nn", "seed(1)\nfull = mlp([64, 256, 10])");
      context.eval("nn", "export(full, \"" + path("a.onnx") + "\")");
      for (String kind : List.of("int8", "bfloat16")) {
        context.eval("nn", "net = quantize(full, \"" + kind + "\")");
        context.eval("nn", "export(net, \"" + path(kind + ".onnx") + "\")");
        try (Peer peer = peer(kind + ".onnx")) {
          check(context, peer, "randn([3, 64])", TOLERANCE);
        }
      }
      long whole = Files.size(folder.resolve("a.onnx"));
      long small = Files.size(folder.resolve("int8.onnx"));
      assertTrue(small < 0.35 * whole, small + " of " + whole);
    }
  }

  /** Its head is the embedding once more, turned. */
  @Test
  void aQuantizedGptGivesTheSame() {
    try (Context context = Nets.context()) {
      context.eval(
          "nn",
          "seed(1)\nnet = quantize(gpt(27, block: 16, dim: 64, heads: 2, layers: 1), \"int8\")");
      context.eval("nn", "export(net, \"" + path("q.onnx") + "\")");
      try (Peer peer = peer("q.onnx")) {
        check(context, peer, "arange(24).reshape([2, 12]) % 27", TOLERANCE);
      }
    }
  }

  @Test
  void damagedModelsAreProblems() throws IOException {
    try (Context context = Nets.context()) {
      context.eval("nn", "net = linear(2, 3)\nexport(net, \"" + path("m.onnx") + "\")");
      byte[] model = Files.readAllBytes(folder.resolve("m.onnx"));
      for (int i = 0; i < model.length; i++) {
        byte[] cut = java.util.Arrays.copyOf(model, i);
        byte[] changed = model.clone();
        changed[i] ^= (byte) 0x95;
        for (byte[] bad : List.of(cut, changed)) {
          Files.write(folder.resolve("bad.onnx"), bad);
          try {
            context.eval("nn", "load(net, \"" + path("bad.onnx") + "\")");
          } catch (PolyglotException e) {
            assertTrue(e.isGuestException() && !e.isInternalError(), e.getMessage());
          }
        }
      }
    }
  }
}
