// SPDX-License-Identifier: Apache-2.0
package org.nnlang.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosticPrinterTest {
  private static String print(Diagnostic diagnostic) {
    return new DiagnosticPrinter(false).print(diagnostic);
  }

  private static Diagnostic at(String text, String part) {
    int start = text.indexOf(part);
    Span span = new SourceText("a.nn", text).span(start, start + part.length());
    return Diagnostic.error(ErrorCode.PARSE, "something is wrong", span);
  }

  @Test
  void underlinesThePart() {
    assertEquals(
        """
        error[parse]: something is wrong
         --> a.nn:2:5
          |
        2 | y = oops + 1
          |     ^^^^
        """,
        print(at("x = 1\ny = oops + 1\n", "oops")));
  }

  @Test
  void showsNotesAndHelp() {
    var source = new SourceText("a.nn", "f(\n\n\n\n\n\n\n\n\n)]");
    var diagnostic =
        Diagnostic.error(ErrorCode.PARSE, "no bracket is open", source.span(12, 13))
            .withNote("the last one was opened here", source.span(1, 2))
            .withNote("brackets come in pairs", Span.NONE)
            .withHint("remove it");
    assertEquals(
        """
        error[parse]: no bracket is open
          --> a.nn:10:2
           |
        10 | )]
           |  ^
        note: the last one was opened here
          --> a.nn:1:2
           |
         1 | f(
           |  ^
        note: brackets come in pairs
        help: remove it
        """,
        print(diagnostic));
  }

  @Test
  void pointsBehindTheLastLine() {
    var source = new SourceText("a.nn", "x =");
    assertEquals(
        """
        error[parse]: more is needed
         --> a.nn:1:4
          |
        1 | x =
          |    ^
        """,
        print(Diagnostic.error(ErrorCode.PARSE, "more is needed", source.span(3, 9))));
    var empty = new SourceText("a.nn", "");
    assertEquals(
        "error[parse]: empty\n --> a.nn:1:1\n  |\n1 |\n  | ^\n",
        print(Diagnostic.error(ErrorCode.PARSE, "empty", empty.span(0, 0))));
  }

  @Test
  void showsBothEndsOfALongSpan() {
    assertEquals(
        """
        error[parse]: something is wrong
         --> a.nn:2:5
          |
        2 | y = f(
          |     ^^
        ...
        4 |   b)
          |   ^^
        """,
        print(at("x\ny = f(\n  a,\n  b)", "f(\n  a,\n  b)")));
  }

  @Test
  void countsCellsOfTabsAndWideCharacters() {
    assertEquals(
        "error[parse]: something is wrong\n"
            + " --> a.nn:1:7\n"
            + "  |\n"
            + "1 |     \"漢字\" bad\n"
            + "  |            ^^^\n",
        print(at("\t\"漢字\" bad", "bad")));
    assertEquals(
        "error[parse]: something is wrong\n --> a.nn:1:5\n  |\n1 | \"😀\" bad\n  |      ^^^\n",
        print(at("\"😀\" bad", "bad")));
    assertEquals(
        "error[parse]: something is wrong\n --> a.nn:1:4\n  |\n1 | e\u0301 bad\n  |   ^^^\n",
        print(at("e\u0301 bad", "bad")));
  }

  @Test
  void showsNoControlCharacters() {
    String shown = print(at("x = \u001b[2J\u202e bad", "bad"));
    assertTrue(shown.contains("x = ␛[2J\ufffd bad"), shown);
    assertTrue(shown.codePoints().noneMatch(c -> c == 0x1b || c == 0x202e), shown);
  }

  @Test
  void cutsLongLinesAroundThePart() {
    String shown = print(at("a".repeat(500) + " bad " + "b".repeat(500), "bad"));
    assertEquals(
        "1 | …" + "a".repeat(29) + " bad " + "b".repeat(66) + "…",
        shown.lines().skip(3).findFirst().orElseThrow());
    assertEquals("  |  " + " ".repeat(30) + "^^^", shown.lines().skip(4).findFirst().orElseThrow());
    String wide = print(at("漢".repeat(301) + "bad" + "b".repeat(500), "bad"));
    List<String> lines = wide.lines().toList();
    assertEquals("1 | …" + "漢".repeat(15) + "bad", lines.get(3).substring(0, 23));
    assertEquals("  |  " + " ".repeat(30) + "^^^", lines.get(4));
    String all = print(at("c".repeat(1000), "c".repeat(1000)));
    assertEquals("  | " + "^".repeat(100), all.lines().skip(4).findFirst().orElseThrow());
  }

  @Test
  void worksWithoutAPlace() {
    assertEquals(
        "warning: first line\n         second line\n",
        print(Diagnostic.warning(ErrorCode.FILE, "first line\nsecond line", Span.NONE)));
  }

  @Test
  void coloursAreOptional() {
    String coloured = new DiagnosticPrinter(true).print(at("bad", "bad"));
    assertTrue(coloured.startsWith("\u001b[1;31merror[parse]\u001b[0m: "), coloured);
    assertEquals(print(at("bad", "bad")), coloured.replaceAll("\u001b\\[[0-9;]*m", ""));
  }
}
