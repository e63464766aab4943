// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nnlang.source.Diagnostic;
import org.nnlang.source.DiagnosticException;
import org.nnlang.source.DiagnosticPrinter;
import org.nnlang.source.Limits;
import org.nnlang.source.SourceText;

/** Damaged scripts give a tree or diagnostics, and nothing else. The seed is fixed. */
class DamagedTest {
  private static final int INPUTS = 20_000;

  private static final List<String> SCRIPTS =
      List.of(
          """
          x = linspace(-1, 1, 64).reshape([64, 1])  # data
          print("seen {mse(net(x), y):.5f}, \\{ {r["k"]}")
          [a, b[0], c.d] = f(1, k: 2, in: -3 ^ 2); y = {a: 1, "b": 0..n}
          """,
          """
          model Block(dim, heads = 2) {
            param w = randn([dim])
            if heads > 1 { state s = none } else if not w { } else { t = 1 }
            forward(x: [..., dim], y: int[n, 2 * n]) -> [n] {
              x = x
                >> f
                .g(z -> z + 1)
              x[:, 1..3] @ w
            }
          }
          """,
          """
          import "a.nn" as b
          fn f(a, b = 2) = (x, y = 1) -> { z = x; z }
          for [i, [j, k]] in xs { while a < b <= c { break; continue } }
          t = \"""
              text {x} \\t "quoted"
              \"""
          fn g() { return if a and b or c { true } else { 1_0.5e-3 } }
          """);

  private static final List<String> PIECES =
      List.of(
          "(", ")", "[", "]", "{", "}", "\"", "\"\"\"", "{\"", ":", ",", ";", "\n", "\r", ".", "..",
          "...", "->", "=", "==", ">>", "-", "not ", "in", " if ", " else ", " fn ", " model ",
          "forward", " param ", "state", "return", "import ", "1", "1e", "0.5", "x", "_", "#", "\\",
          "\\u12", "'", "😀", "\ud83d", "\0", "\t", "é", "$", "&&", "{x:.3f}", "{}", "()",
          "\ufeff");

  private static String damage(String script, Random random) {
    var text = new StringBuilder(script);
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(text.length() + 1);
      int to = Math.min(text.length(), at + random.nextInt(random.nextInt(8) == 0 ? 60 : 4));
      switch (random.nextInt(4)) {
        case 0 -> text.delete(at, to);
        case 1 -> text.insert(at, text.substring(at, to));
        case 2 -> text.setLength(random.nextInt(10) == 0 ? at : text.length());
        default -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
      }
    }
    return text.toString();
  }

  @Test
  void damagedScriptsGiveATreeOrDiagnostics() {
    var random = new Random(42);
    var printer = new DiagnosticPrinter(false);
    int wrong = 0;
    for (int i = 0; i < INPUTS; i++) {
      String text = damage(SCRIPTS.get(i % SCRIPTS.size()), random);
      try {
        Parser.parse(new SourceText("fuzz.nn", text), Limits.DEFAULT);
      } catch (DiagnosticException e) {
        wrong++;
        check(printer, e, text);
      } catch (RuntimeException e) {
        fail("input " + i + ":\n" + text, e);
      }
      if (i % 10 == 0) {
        Parser.isIncomplete(text);
        TextPieces.of(text);
      }
    }
    assertTrue(wrong > INPUTS / 4 && wrong < INPUTS, wrong + " wrong");
  }

  private static void check(DiagnosticPrinter printer, DiagnosticException e, String text) {
    assertTrue(e.diagnostics().size() <= 10);
    for (Diagnostic diagnostic : e.diagnostics()) {
      assertTrue(diagnostic.span().isKnown(), text);
      String shown = printer.print(diagnostic);
      assertTrue(shown.contains("^"), text);
      assertFalse(shown.contains("null"), () -> text + shown);
    }
  }
}
