// SPDX-License-Identifier: Apache-2.0
package org.nnlang.export.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nnlang.export.Nets;

/** Language models that remember, exported by {@code cache: true}, step by step in ONNX Runtime. */
class OnnxStepsTest {
  private static final int STEPS = 50;
  private static final int VOCAB = 27;

  @TempDir Path folder;

  private static String around(String layer) {
    return "model Net() {\n  tokens = embedding(27, 8)\n  layer = "
        + layer
        + "\n  head = linear(8, 27)\n  forward(ids: int[batch, time]) = head(layer(tokens(ids)))\n}\nnet = Net()";
  }

  static Stream<Nets.Net> nets() {
    List<Nets.Net> out = new ArrayList<>();
    String gpt = "27, block: 64, dim: 16, heads: 4, layers: 2";
    out.add(new Nets.Net("gpt", "net = gpt(" + gpt + ")", List.of()));
    out.add(new Nets.Net("gpt-bias", "net = gpt(" + gpt + ", bias: true)", List.of()));
    out.add(new Nets.Net("gpt-int8", "net = quantize(gpt(" + gpt + "), \"int8\")", List.of()));
    out.add(new Nets.Net("llama", "net = llama(" + gpt + ", shared: 2)", List.of()));
    for (String cell : List.of("rnn", "gru", "lstm")) {
      out.add(new Nets.Net(cell, around(cell + "(8, 8, layers: 2)"), List.of()));
    }
    out.add(
        new Nets.Net(
            "convolution",
            around("fn(x) = x")
                .replace("layer = fn(x) = x", "layer = conv1d(8, 8, 5, causal: true)")
                .replace(
                    "layer(tokens(ids))",
                    "tanh(layer(tokens(ids).permute([0, 2, 1]))).permute([0, 2, 1])"),
            List.of()));
    out.add(
        new Nets.Net(
            "sums",
            around("linear(8, 8)")
                .replace("layer(tokens(ids))", "tanh(cumsum(layer(tokens(ids)), 1))"),
            List.of()));
    out.add(
        new Nets.Net(
            "window",
            around("linear(8, 8)")
                .replace("head(layer(tokens(ids)))", "head(look(layer(tokens(ids)).unsqueeze(1)))")
                .replace(
                    "  forward",
                    "  fn look(x) = attention(x, x, x, window: 3).squeeze(1)\n  forward"),
            List.of()));
    Nets.ofScripts().stream()
        .filter(n -> List.of("names-gpt", "transformer", "gpt").contains(n.name()))
        .map(
            n ->
                new Nets.Net(
                    "scripts-" + n.name(),
                    n.script().replace("GPT(27)", "GPT(27, block: 64)"),
                    List.of()))
        .forEach(out::add);
    return out.stream();
  }

  /** A model with what it remembers. */
  private static final class Remembering implements AutoCloseable {
    private final Peer peer;
    private final long batch;
    private List<Peer.Numbers> past = new ArrayList<>();
    private long position;

    Remembering(byte[] model, long batch) {
      this.batch = batch;
      peer = new Peer(model);
      assertEquals(List.of("x", "position"), peer.inputs().subList(0, 2));
      for (String name : peer.inputs().subList(2, peer.inputs().size())) {
        long[] shape =
            peer.dims(name).stream()
                .mapToLong(
                    d -> d.equals("batch") ? batch : d.equals("past") ? 0 : Long.parseLong(d))
                .toArray();
        past.add(Peer.Numbers.floats(new double[(int) size(shape)], shape));
      }
    }

    private static long size(long[] shape) {
      return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }

    /** Logits after the last of some new tokens, for each row. */
    double[][] after(long[][] tokens) {
      double[] ids =
          Arrays.stream(tokens).flatMapToLong(Arrays::stream).mapToDouble(i -> i).toArray();
      int time = tokens[0].length;
      List<Peer.Numbers> in = new ArrayList<>();
      in.add(Peer.Numbers.ints(ids, batch, time));
      in.add(Peer.Numbers.ints(new double[] {position}));
      in.addAll(past);
      List<Peer.Numbers> out = peer.run(in);
      past = out.subList(1, out.size());
      position += time;
      double[] logits = out.get(0).values();
      double[][] last = new double[tokens.length][];
      for (int row = 0; row < last.length; row++) {
        int end = (row + 1) * time * VOCAB;
        last[row] = Arrays.copyOfRange(logits, end - VOCAB, end);
      }
      return last;
    }

    @Override
    public void close() {
      peer.close();
    }
  }

  private byte[] export(Context context, String options) throws IOException {
    Path file = folder.resolve("step.onnx");
    context.eval("nn", "export(net, \"" + file + "\", cache: true" + options + ")");
    return Files.readAllBytes(file);
  }

  private static long likeliest(double[] logits) {
    int best = 0;
    for (int i = 0; i < logits.length; i++) {
      best = logits[i] > logits[best] ? i : best;
    }
    return best;
  }

  /** Two rows at once; what the whole net gives for all tokens so far is nn's own. */
  @ParameterizedTest
  @MethodSource("nets")
  void eachStepGivesWhatTheNetGivesForAllTokens(Nets.Net net) throws IOException {
    try (Context context = Nets.context()) {
      context.eval("nn", "seed(4)\n" + net.script());
      long[][] rows = {{3, 1, 4, 1, 5}, {26, 0, 7, 7, 2}};
      try (Remembering model = new Remembering(export(context, ""), 2)) {
        long[][] next = rows;
        // as long as the nets of scripts/ take it
        for (int step = 0; step < 20; step++) {
          double[][] found = model.after(next);
          String ids = Arrays.deepToString(rows);
          double[] all = Nets.pair(context, "tensor(" + ids + ")").get(1).values();
          int time = rows[0].length;
          next = new long[2][1];
          for (int row = 0; row < 2; row++) {
            int end = (row + 1) * time * VOCAB;
            OnnxOpsTest.close(Arrays.copyOfRange(all, end - VOCAB, end), found[row], 1e-5);
            next[row][0] = likeliest(found[row]);
            rows[row] = Arrays.copyOf(rows[row], time + 1);
            rows[row][time] = next[row][0];
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("nets")
  void theLikeliestTokensAreThoseThatNnSamples(Nets.Net net) throws IOException {
    try (Context context = Nets.context()) {
      context.eval("nn", "seed(6)\n" + net.script());
      boolean longEnough = !net.name().startsWith("scripts-names");
      int steps = longEnough ? STEPS : 20;
      long[] wanted =
          context
              .eval(
                  "nn",
                  "sample(net, shape: [" + steps + "], prompt: [3, 1, 4], temperature: 0).list()")
              .as(long[].class);
      try (Remembering model = new Remembering(export(context, ""), 1)) {
        long[] found = new long[steps];
        long[][] next = {{3, 1, 4}};
        for (int i = 0; i < steps; i++) {
          found[i] = likeliest(model.after(next)[0]);
          next = new long[][] {{found[i]}};
        }
        assertArrayEquals(wanted, found);
      }
    }
  }

  @Test
  void sizesThatAreOpenHaveTheirNamesAndWeightsComeBack() throws IOException {
    try (Context context = Nets.context()) {
      context.eval("nn", "seed(1)\nnet = gpt(27, block: 32, dim: 16, heads: 2, layers: 1)");
      byte[] whole = export(context, "");
      try (Peer peer = new Peer(whole)) {
        assertEquals(List.of("batch", "time"), peer.dims("x"));
        assertEquals(List.of(), peer.dims("position"));
        assertEquals(List.of("batch", "2", "past", "8"), peer.dims("past1"));
        assertEquals(List.of("y", "present0", "present1"), peer.outputs());
      }
      byte[] half = export(context, ", dtype: \"float16\"");
      assertTrue(half.length < 0.7 * whole.length, half.length + " of " + whole.length);
      export(context, "");
      context.eval("nn", "seed(2)\nother = gpt(27, block: 32, dim: 16, heads: 2, layers: 1)");
      String load = "load(other, \"" + folder.resolve("step.onnx") + "\")\n";
      assertTrue(
          context
              .eval("nn", load + "ids = tensor([[1, 2, 3]])\nall(net(ids) == other(ids)).item()")
              .asBoolean());
    }
  }

  /** A place that the net has no row for is ONNX Runtime's error and not the last row. */
  @Test
  void placesThatThereAreNotAreAnError() throws IOException {
    try (Context context = Nets.context()) {
      context.eval("nn", "net = gpt(27, block: 16, dim: 8, heads: 2, layers: 1)");
      try (Remembering model = new Remembering(export(context, ""), 1)) {
        model.after(new long[1][16]);
        var e = assertThrows(AssertionError.class, () -> model.after(new long[1][1]));
        assertTrue(e.getMessage().contains("out of data bounds"), e.getMessage());
      }
    }
  }

  @Test
  void whatCannotGoOnIsAProblemWithItsLine() {
    try (Context context = Nets.context()) {
      String all =
          around("linear(8, 8)")
              .replace("layer(tokens(ids))", "tokens(ids) - tokens(ids).mean(axis: 1, keep: true)");
      for (String[] bad :
          new String[][] {
            {all, "step.onnx", "takes all places together"},
            {"net = linear(3, 2)", "step.onnx", ""},
            {
              "net = gpt(27, block: 16)", "Net.java", "`cache` cannot be said in a Java source file"
            },
          }) {
        context.eval("nn", bad[0]);
        var e =
            assertThrows(
                PolyglotException.class,
                () ->
                    context.eval(
                        "nn", "export(net, \"" + folder.resolve(bad[1]) + "\", cache: true)"));
        assertTrue(e.isGuestException() && !e.isInternalError(), e.getMessage());
        assertTrue(e.getMessage().contains(bad[2]), e.getMessage());
        assertTrue(Files.notExists(folder.resolve(bad[1])));
      }
    }
  }
}
