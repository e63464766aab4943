// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is typed, the prompt lives and keeps its names. */
@Timeout(300)
class RandomTypingTest {
  private static final int ROUNDS = 5000;

  /** Those of letters leave out the k of the name that has to stay. */
  private static final String SIGNS =
      "abcdefghijlmnopqrstuvwxyz0123456789 ()[]{}.,\"+-*/=<>#_?é😀字\\";

  private static final List<String> KEYS =
      List.of(
          "\u001b[A",
          "\u001bOA",
          "\u001bOB",
          "\u001bOC",
          "\u001bOD",
          "\u001bOF",
          "\u001bOH",
          "\u001b[3~",
          "\u007f",
          "\u0001",
          "\u0005",
          "\u0006",
          "\u000b",
          "\u0015",
          "\u0017",
          "\u0019",
          "\u0012",
          "\u001bb",
          "\u001bf",
          "\u001bd",
          "\u001b\u007f",
          "\t",
          "\r",
          "\u001f",
          "\u0014",
          "\u0007");

  private static final List<String> LINES =
      List.of(
          "1 + 2",
          "nothing + 1",
          "x = [1, 2",
          "fn f(a) {",
          "}",
          "train(linear(1, 1), [ones([2, 1]), ones([2, 1])], loss: mse, steps: 3)",
          "zeros([2, 2]) @ ones([3, 3])",
          "\"a {1 + } b\"",
          "?linear",
          "help nothing",
          ":nothing",
          "names",
          "for i in 0..3 { print(i) }",
          "error(\"no\")",
          "model M(n) { a = linear(n, n); forward(x) = a(x) }",
          "M(2)(ones([1, 2]))",
          "{a: 1}.b",
          "list(0..500)");

  @TempDir Path folder;

  @Test
  void keysAndLinesLeaveItAliveWithItsNames() throws Exception {
    var random = new Random(15);
    try (var typist = new Typist(folder, true)) {
      typist.enter("kept = [1, 2, 3]; knet = linear(2, 5)");
      typist.await("nn> ");
      for (int i = 0; i < ROUNDS; i++) {
        typist.type(next(random));
      }
      // out of whatever is open, a search, a choice, an entry of several lines: by Ctrl-G, for
      // Ctrl-C does not wait its turn
      typist.type("\u0007\u0007\u0007\u0015print(\"still\", \"here\", kept, knet.weight.shape)\r");
      typist.await("still here [1, 2, 3] [5, 2]\n");
      typist.await("nn> ");
      typist.type(Typist.CTRL_D);
      assertEquals(0, typist.leaves());
    }
  }

  private static String next(Random random) {
    int kind = random.nextInt(10);
    if (kind == 0) {
      return LINES.get(random.nextInt(LINES.size())) + "\r";
    }
    if (kind < 4) {
      return KEYS.get(random.nextInt(KEYS.size()));
    }
    int at = SIGNS.offsetByCodePoints(0, random.nextInt(SIGNS.codePointCount(0, SIGNS.length())));
    return Character.toString(SIGNS.codePointAt(at));
  }
}
