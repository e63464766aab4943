// SPDX-License-Identifier: Apache-2.0
package org.nnlang.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiConsumer;
import org.graalvm.polyglot.Context;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nnlang.decode.Grounds;
import org.nnlang.decode.Whole;
import org.nnlang.engine.Engine;
import org.nnlang.graph.Node;
import org.nnlang.lang.NnContext;
import org.nnlang.lang.NnLanguage;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Callable;

/** Nets that see later places give of a text that is filled up what they give of the text alone. */
class WholeNetTest {
  private static final int VOCABULARY = 11;
  private static final double CLOSE = 1e-4;

  private static final Context CONTEXT =
      Context.newBuilder(NnLanguage.ID)
          .option("engine.WarnInterpreterOnly", "false")
          .option("nn.threads", "1")
          .err(OutputStream.nullOutputStream())
          .build();

  @AfterAll
  static void close() {
    CONTEXT.close();
  }

  /** What `forward` does to `x`, `[batch, time, 8]`. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "x - x.mean(axis: 1, keep: true)",
        "x * x.max(axis: 1, keep: true) + x.min(axis: 1, keep: true)",
        "x / x.std(axis: 1, keep: true) + x.var(axis: 1, keep: true)",
        "x + prod(tanh(x), axis: 1, keep: true)",
        "softmax(x, axis: 1) * time",
        "softmax(x @ x.permute([0, 2, 1]), axis: -1) @ x",
        "attention(x, x, x)",
        "attention(x, x, x, causal: true) + x.mean(axis: 1, keep: true)",
        "attention(x, x, x, mask: abs(arange(time).unsqueeze(1) - arange(time)) < 3)",
        "wide(x.permute([0, 2, 1])).permute([0, 2, 1])",
        "behind(pad(x.permute([0, 2, 1]), [[0, 0], [0, 0], [0, 2]])).permute([0, 2, 1])",
        "both(x)",
        "flip(x, axis: 1) + x[:, -1].unsqueeze(1)",
        "x + x[:, 0..2].sum(axis: 1, keep: true) + x[:, -2..].sum(axis: 1, keep: true)",
        "concat([x[:, 1..], zeros([batch, 1, 8])], axis: 1) - x",
        "concat([x[:, 1..], x[:, 0..1]], axis: 1) - x",
        "flip(cumsum(flip(x, axis: 1), axis: 1), axis: 1) / arange(time, 0,"
            + " -1).unsqueeze(1).float()",
        "x + places(time - 1 - arange(time))",
        "einsum(\"b t d, b s d -> b t s\", x, x) @ x / time",
        "x.reshape([batch * time, 8]).tanh().reshape([batch, time, 8]) - x.mean(axis: [1, 2], keep:"
            + " true)",
        "x + cell(x)[:, -1].unsqueeze(1)",
        "triu(ones([time, time])) @ x / time",
      })
  void isTheSameFilledUp(String body) {
    looked(
        body,
        (engine, net) -> {
          Whole whole = whole(engine, net).orElseThrow();
          for (int rows : new int[] {1, 3}) {
            for (int length : new int[] {2, 3, 7, 16, 17, 31, 36}) {
              same(engine, net, new WholeNet(engine.memory(), whole), rows, length);
            }
          }
        });
  }

  /** What depends on the length in other ways is not taken for what it is not. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "flip(x, axis: 1) / (time * time)",
        "x.mean(axis: 1, keep: true) + time % 2",
        "x[:, 0..time // 2].sum(axis: 1, keep: true) + x",
        "x + rand([batch, time, 8])",
      })
  void isNotFilledUp(String body) {
    looked(body, (engine, net) -> assertTrue(whole(engine, net).isEmpty()));
  }

  /** Sampling says what is in the way and gives the tokens of the text computed as it is. */
  @Test
  void tokensAreTheSame() {
    looked("attention(x, x, x) - x.mean(axis: 1, keep: true)", (engine, net) -> {});
    CONTEXT.eval(NnLanguage.ID, "letters = chars(\"abcdefghijk\")");
    for (String how :
        List.of(
            "prompt: \"abc\"",
            "prompt: [\"a\", \"abcdefghab\", \"ab\"], stop: \"e\"",
            "prompt: \"abc\", count: 3",
            "prompt: \"abcdefghijkabcdefghijkabcdefghijk\"")) {
      String call = "seed(5)\nsample(net, letters, tokens: 30, " + how + "%s)";
      assertEquals(
          CONTEXT.eval(NnLanguage.ID, call.formatted(", cache: false")).toString(),
          CONTEXT.eval(NnLanguage.ID, call.formatted("")).toString());
    }
  }

  private static Optional<Whole> whole(Engine engine, Callable net) {
    return Whole.of(
        new Grounds(engine), Integer.MAX_VALUE, ids -> List.of((Node) net.call(ids.get(0))));
  }

  private static void looked(String body, BiConsumer<Engine, Callable> look) {
    CONTEXT.eval(
        NnLanguage.ID,
        """
        seed(3)
        model Net() {
          tokens = embedding(11, 8)
          places = embedding(40, 8)
          wide = conv1d(8, 8, 3, padding: "same")
          behind = conv1d(8, 8, 3)
          both = lstm(8, 4, both: true)
          cell = gru(8, 8)
          head = linear(8, 11)
          forward(ids: int[batch, time]) -> [batch, time, vocab] {
            x = tokens(ids)
            head(BODY)
          }
        }
        net = Net()
        """
            .replace("BODY", body));
    CONTEXT.enter();
    try {
      NnContext context = NnContext.get(null);
      look.accept(context.engine(), (Callable) context.globals().get("net"));
    } finally {
      CONTEXT.leave();
    }
  }

  private static void same(Engine engine, Callable net, WholeNet whole, int rows, int length) {
    Random random = new Random(length);
    long[] ids = random.longs((long) rows * length, 0, VOCABULARY).toArray();
    List<Line> lines = new ArrayList<>();
    for (int r = 0; r < rows; r++) {
      lines.add(new Line(Arrays.copyOfRange(ids, r * length, (r + 1) * length)));
    }
    double[][] found = whole.after(lines);
    Tensor all = (Tensor) net.call(Tensor.of(engine.memory(), ids, rows, length));
    for (int r = 0; r < rows; r++) {
      double[] wanted = TokenNet.row(all, r, length - 1);
      for (int i = 0; i < wanted.length; i++) {
        double off = Math.abs(found[r][i] - wanted[i]) / Math.max(1, Math.abs(wanted[i]));
        assertTrue(off < CLOSE, length + ": " + found[r][i] + " for " + wanted[i]);
      }
    }
  }
}
