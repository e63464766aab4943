// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerminalSessionTest {
  @TempDir Path folder;

  @Test
  void valuesAreShown() throws Exception {
    try (var typist = new Typist(folder)) {
      typist.enter("x = [1, \"a\"]");
      typist.enter("x");
      typist.await("[1, \"a\"]");
      typist.enter("\"b\"");
      typist.await("\"b\"\n");
      typist.enter("none");
      typist.enter("2 + 3");
      typist.await("5\n");
      typist.enter("_ * 2");
      typist.await("10\n");
      typist.enter("names");
      typist.await("x  [1, \"a\"]");
      typist.enter("");
      typist.enter("exit");
      assertEquals(0, typist.leaves());
    }
    String history = Files.readString(folder.resolve(".local/state/nn/history"));
    assertTrue(history.contains(":2 + 3\n"), history);
  }

  @Test
  void theTutorialSaysItsPiecesAndWaits() throws Exception {
    try (var typist = new Typist(folder)) {
      typist.enter(":tutorial");
      typist.await("  1. Fitting data\n");
      typist.enter(":tutorial 1");
      typist.await("A neural net is a formula with numbers in it");
      // the block stands at the prompt, and is run as it is
      typist.await("height = tensor([20.1, ");
      typist.type("\r");
      // what is typed between pieces is run too
      typist.enter("len(hours)");
      typist.await("8\n");
      typist.enter("");
      typist.await("They lie on a line, nearly.");
      typist.await("fn line(w, x)");
      // a mistake of the reader's is said, and the tutorial waits
      typist.type(Typist.CTRL_C);
      typist.enter("guess = {start: 18.0 slope: 1.0}");
      typist.await("error[parse]: ");
      typist.enter("");
      typist.await("The two numbers are the weights.");
      typist.await("print(line(guess, hours) - height)");
      typist.type(Typist.CTRL_C);
      typist.enter(":back");
      typist.await("They lie on a line, nearly.");
      typist.type(Typist.CTRL_C);
      typist.enter("exit");
      assertEquals(0, typist.leaves());
    }
  }

  @Test
  void aChapterOfTheTutorialLeadsToTheNext() throws Exception {
    try (var typist = new Typist(folder)) {
      typist.enter(":back");
      typist.await("`:tutorial 1` begins with the first chapter");
      typist.enter(":tutorial 1");
      typist.await("(Enter ");
      while (typist.await(", ").equals("runs this")) {
        // runs the block, and goes on
        typist.type("\r");
        typist.type("\r");
        typist.await("(Enter ");
      }
      typist.type("\r");
      typist.await("2. Searching for weights");
      typist.await("weights, loss {mse(start(x), y)");
      typist.type(Typist.CTRL_C);
      typist.enter(":tutorial 15");
      typist.await("15. Many machines");
      typist.await("fn slope(x, y)");
      typist.type(Typist.CTRL_C);
      typist.enter("exit");
      assertEquals(0, typist.leaves());
    }
  }

  @Test
  void aWrongLineIsShownAndForgotten() throws Exception {
    try (var typist = new Typist(folder)) {
      typist.enter("y = 1 +* 2");
      typist.await("--> <prompt>:1:8");
      typist.await("1 | y = 1 +* 2");
      typist.enter("nothing_of_this_name");
      typist.await("error[unknown-name]: ");
      typist.enter("[1][3]");
      typist.await("--> <prompt>:1:");
      typist.enter("help prnt");
      typist.await("did you mean `print`?");
      typist.enter("?print");
      typist.await("Writes its arguments");
      typist.enter("fn f(a,", "b = 2) {", "a + b", "}");
      typist.enter("f(1)");
      typist.await("3\n");
      typist.await("nn> ");
      typist.type(Typist.CTRL_D);
      assertEquals(0, typist.leaves());
    }
  }

  @Test
  void ctrlCStopsWhatRunsAndNotTheSession() throws Exception {
    try (var typist = new Typist(folder)) {
      typist.enter("x = 1");
      typist.await("nn> ");
      typist.type("half a line" + Typist.CTRL_C);
      typist.await("nn> ");
      typist.type("print(\"runs\"); while true { x = x + 1 }\r");
      typist.await("runs\n");
      typist.type(Typist.CTRL_C);
      typist.await("interrupted");
      typist.enter("x > 0");
      typist.await("true\n");
      typist.await("nn> ");
      typist.type(Typist.CTRL_D);
      assertEquals(0, typist.leaves());
    }
  }

  @Test
  void aNetIsDefinedTrainedInterruptedAndUsed() throws Exception {
    try (var typist = new Typist(folder)) {
      typist.enter(
          "model Square(hidden = 8) {",
          "layers = linear(1, hidden) >> tanh >> linear(hidden, 1)",
          "forward(x: [batch, 1]) -> [batch, 1] = layers(x)",
          "}");
      typist.enter("x = linspace(-1, 1, 64).reshape([64, 1])");
      typist.enter("y = x ^ 2");
      typist.enter("net = Square()");
      typist.enter(
          "h = train(net, [x, y], loss: mse, optimizer: adam(lr: 0.01), steps: 100000000,",
          "on_step: s -> if s.step == 3 { print(\"step three\") })");
      typist.await("step three\n");
      typist.type(Typist.CTRL_C);
      typist.await("trained");
      typist.enter("type(h)");
      typist.await("\"history\"\n");
      typist.enter("net(x).shape");
      typist.await("[64, 1]\n");
      typist.enter("train(net, [x, y], loss: mse, steps: 2).type()");
      typist.await("\"history\"\n");
      typist.await("nn> ");
      typist.type(Typist.CTRL_D);
      assertEquals(0, typist.leaves());
    }
  }

  @Test
  void aNetIsTrainedWhileThePromptGoesOn() throws Exception {
    try (var typist = new Typist(folder)) {
      typist.enter("x = linspace(-1, 1, 64).reshape([64, 1]); y = x ^ 2; net = linear(1, 1)");
      typist.enter("job = train(net, [x, y], loss: mse, steps: 1000000000, background: true)");
      typist.enter("[type(job), net(x).shape]");
      typist.await("[\"job\", [64, 1]]\n");
      typist.enter("jobs");
      typist.await("job 1 (linear(1, 1)), running: step ");
      typist.await("nn> ");
      // in the last line, while nothing is typed
      typist.await("job 1  step ");
      typist.type("print(\"waits\"); wait(job)\r");
      typist.await("waits\n");
      typist.type(Typist.CTRL_C);
      typist.await("interrupted");
      typist.enter("job.state");
      typist.await("\"running\"\n");
      typist.enter(
          "k = train(linear(1, 1), [x, y], loss: mse, steps: 9, background: true,",
          "on_step: s -> error(\"no more\")); while k.state == \"running\" { }");
      typist.await("job 2 failed\nerror: no more\n");
      typist.await("nn> ");
      typist.type(Typist.CTRL_D);
      typist.await("Ctrl-D again ends that and leaves");
      typist.type(Typist.CTRL_D);
      assertEquals(0, typist.leaves());
    }
  }

  @Test
  void whatIsTypedIsLookedAt() throws Exception {
    try (var typist = new Typist(folder, true)) {
      typist.enter("number = 30 + 12");
      typist.await("nn> ");
      typist.type("nothing + 1");
      typist.awaitSigns("\u001b[4;31mnothing");
      typist.type("\u0015\"😀\" + nobody + 1");
      typist.awaitSigns("\u001b[4;31mnobody");
      typist.type("\u0015num");
      // the rest of what was entered before, in grey
      typist.awaitSigns("\u001b[2mumber = 30 + 12");
      typist.type("\u0006\r");
      typist.enter("linear(");
      typist.awaitSigns("\u001b[2min, out, bias: true, init: …)");
      typist.type("2, 3)\r");
      typist.await("linear");
      typist.enter("number");
      typist.await("42\n");
      typist.await("nn> ");
      typist.type(Typist.CTRL_D);
      assertEquals(0, typist.leaves());
    }
  }

  /** What is typed while the terminal is asked is not lost. */
  @Test
  void picturesAreSharpWhereTheTerminalSaysSo() throws Exception {
    try (var typist = new Typist(folder, true)) {
      typist.enter("plot([1, 2])");
      typist.awaitSigns("\u001b[c");
      typist.type("1 + \u001b_Gi=31;OK\u001b\\\u001b[?62;4c");
      typist.awaitSigns("\u001b_Ga=T,f=100,q=2,c=80,m=1;iVBOR");
      typist.type("41\r");
      typist.await("42\n");
      typist.await("nn> ");
      typist.type(Typist.CTRL_D);
      assertEquals(0, typist.leaves());
    }
    try (var typist = new Typist(folder, true)) {
      typist.enter("show(eye(2))");
      typist.awaitSigns("\u001b[c");
      typist.type("\u001b[?62;4c");
      // half of the 488 by 292 that 27 columns of 18 have, as a sign is 9 pixels wide mostly
      typist.awaitSigns("\u001bPq\"1;1;244;146#0;2;0;0;0");
      typist.await("nn> ");
      typist.type(Typist.CTRL_D);
      assertEquals(0, typist.leaves());
    }
    try (var typist = new Typist(folder, true)) {
      typist.enter("plot([1, 2], width: 40, height: 10)");
      typist.awaitSigns("\u001b[c");
      // a sign is 18 pixels wide: 40 of them are 720 pixels
      typist.type("\u001b[6;36;18t\u001b[?62;4c");
      typist.awaitSigns("\u001bPq\"1;1;720;496#");
      typist.await("nn> ");
      typist.type(Typist.CTRL_D);
      assertEquals(0, typist.leaves());
    }
    try (var typist = new Typist(folder, true)) {
      typist.enter("plot([1, 2])");
      typist.awaitSigns("\u001b[c");
      // nobody answers
      typist.await("┤");
      typist.await("nn> ");
      typist.type(Typist.CTRL_D);
      assertEquals(0, typist.leaves());
    }
  }

  /** Somebody who wants no colours gets none, from no picture either. */
  @Test
  void picturesHaveNoColoursWhereNobodyWantsThem() throws Exception {
    try (var typist = new Typist(folder)) {
      typist.enter("plot([[1, 2], [2, 1]], width: 30, height: 4)");
      typist.await("×");
      typist.enter("show(eye(2))");
      typist.await("@");
      typist.enter("weights(linear(1, 1))");
      typist.await("deviation");
      typist.await("nn> ");
      typist.type(Typist.CTRL_D);
      assertEquals(0, typist.leaves());
      assertFalse(typist.written().matches("(?s).*\u001b\\[[0-9;]*m.*"), typist.written());
    }
  }

  /** A terminal that can only write on shows what is typed, and nobody shows it again. */
  @Test
  void aDumbTerminalShowsEachLineOnce() throws Exception {
    try (var typist = new Typist(folder, false, "dumb")) {
      typist.enter("number = 40 +", "2");
      typist.enter("number");
      typist.await("42");
      typist.enter("plot([1, 2])");
      typist.await("┬");
      typist.await("nn> ");
      typist.type(Typist.CTRL_D);
      assertEquals(0, typist.leaves());
      assertEquals(2, typist.written().split("number = 40", -1).length, typist.written());
    }
  }

  @Test
  void completesWhatWasTyped() throws Exception {
    try (var typist = new Typist(folder)) {
      typist.enter("fields = {alpha: 1, beta: 2}");
      typist.enter("fields.al\t + fie\t.be\t");
      typist.await("3\n");
      typist.enter("prin\t(7)");
      typist.await("7\n");
      typist.await("nn> ");
      typist.type(Typist.CTRL_D);
      assertEquals(0, typist.leaves());
    }
  }
}
