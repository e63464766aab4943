// SPDX-License-Identifier: Apache-2.0
package org.nnlang.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.graalvm.polyglot.Context;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.nnlang.decode.Decoder;
import org.nnlang.decode.Grounds;
import org.nnlang.decode.NotCausal;
import org.nnlang.engine.Engine;
import org.nnlang.graph.Node;
import org.nnlang.lang.NnContext;
import org.nnlang.lang.NnLanguage;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Callable;

/**
 * Nets that were never told what to remember give, token by token, what they give of the whole
 * text. {@code -Ddecode.models=500} looks at so many random ones.
 */
class CachedNetTest {
  private static final int MODELS = Integer.getInteger("decode.models", 60);
  private static final int FIRST = Integer.getInteger("decode.first", 0);
  private static final double CLOSE = 1e-4;

  private static final Context CONTEXT =
      Context.newBuilder(NnLanguage.ID)
          .option("engine.WarnInterpreterOnly", "false")
          .option("nn.threads", "1")
          .build();

  @AfterAll
  static void close() {
    CONTEXT.close();
  }

  @Test
  void randomNetsRemember() {
    for (int seed = FIRST; seed < FIRST + MODELS; seed++) {
      String text = "seed(" + seed + ")\n" + new RandomNet(seed).text();
      try {
        check(text, new Random(seed));
      } catch (NotCausal e) {
        fail(seed + ": " + e.reason() + " " + e.span() + "\n" + text, e);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(seed + ": " + e.getMessage() + "\n" + text, e);
      }
    }
  }

  private static void check(String text, Random random) {
    CONTEXT.eval(NnLanguage.ID, text);
    CONTEXT.enter();
    try {
      NnContext context = NnContext.get(null);
      Callable net = (Callable) context.globals().get("net");
      Engine engine = context.engine();
      Decoder decoder =
          Decoder.of(
                  new Grounds(engine),
                  Integer.MAX_VALUE,
                  ids -> List.of((Node) net.call(ids.get(0))))
              .orElseThrow();
      for (int rows : new int[] {1, 3}) {
        int prompt = random.nextBoolean() ? 4 + random.nextInt(3) : 10 + random.nextInt(8);
        goesOn(engine, net, decoder, rows, prompt, random);
      }
    } finally {
      CONTEXT.leave();
    }
  }

  /** Rows of one beginning, each of which goes its own way. */
  private static void goesOn(
      Engine engine, Callable net, Decoder decoder, int rows, int prompt, Random random) {
    CachedNet cached = new CachedNet(engine, decoder);
    long[] start = random.longs(prompt, 0, RandomNet.VOCABULARY).toArray();
    List<Line> lines = new ArrayList<>();
    for (int r = 0; r < rows; r++) {
      lines.add(new Line(start));
    }
    List<double[][]> given = new ArrayList<>();
    for (int step = 0; step < 8; step++) {
      double[][] logits = cached.after(lines);
      given.add(logits);
      for (int r = 0; r < rows; r++) {
        // the first row is greedy
        lines.get(r).add(r == 0 ? Choice.best(logits[r]) : random.nextInt(RandomNet.VOCABULARY));
      }
    }
    same(engine, net, lines, prompt, given, 8);
    same(engine, net, lines, prompt, given, 3);
  }

  /** The net of the first tokens at once says the same of each place. */
  private static void same(
      Engine engine,
      Callable net,
      List<Line> lines,
      int prompt,
      List<double[][]> given,
      int steps) {
    int length = prompt + steps - 1;
    long[] ids = new long[lines.size() * length];
    for (int r = 0; r < lines.size(); r++) {
      System.arraycopy(lines.get(r).all(), 0, ids, r * length, length);
    }
    Tensor all = (Tensor) net.call(Tensor.of(engine.memory(), ids, lines.size(), length));
    for (int step = 0; step < steps; step++) {
      for (int r = 0; r < lines.size(); r++) {
        double[] wanted = TokenNet.row(all, r, prompt - 1 + step);
        double[] found = given.get(step)[r];
        for (int i = 0; i < wanted.length; i++) {
          double off = Math.abs(found[i] - wanted[i]) / Math.max(1, Math.abs(wanted[i]));
          assertTrue(
              off < CLOSE,
              "row "
                  + r
                  + " of "
                  + lines.size()
                  + ", prompt "
                  + prompt
                  + ", step "
                  + step
                  + ": "
                  + found[i]
                  + " for "
                  + wanted[i]);
        }
        assertEquals(Choice.best(wanted), Choice.best(found));
      }
    }
  }
}
