// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.nnlang.source.Limits;
import org.nnlang.source.SourceText;

/** Escapes, holes and indentation of strings. */
class StringsTest {
  private static final String QUOTES = "\"\"\"";

  private static String value(String text) {
    Script script = Parser.parse(new SourceText("a.nn", text), Limits.DEFAULT);
    var statement = (Stmt.Evaluate) script.body().getFirst();
    return ((Expr.StringLit) statement.value()).value();
  }

  @Test
  void readsEscapesAsJavaDoes() {
    assertEquals("\b\s\t\n\f\r\"\'\\{}", value("\"\\b\\s\\t\\n\\f\\r\\\"\\'\\\\\\{\\}\""));
    assertEquals("\0\7\77\3777", value("\"\\0\\7\\77\\3777\""));
    assertEquals("\u00e9\ud83d\ude00", value("\"\\u00e9\\uuud83d\\uDE00\""));
    assertEquals("😀 } '", value("\"😀 } '\""));
    assertEquals("", value("\"\""));
  }

  @Test
  void fillsHoles() {
    assertEquals(
        "(text \"a\" (hole b) \"c\" (hole (+ d 1) .3f))", Sketch.of("\"a{b}c{d + 1:.3f}\""));
    assertEquals("(text (hole x))", Sketch.of("\"{x:}\""));
    assertEquals("(text (hole (call f a:1) >8))", Sketch.of("\"{f(a: 1):>8}\""));
    assertEquals("(text (hole {a:1}))", Sketch.of("\"{ {a: 1} }\""));
    assertEquals("(text (hole (at r \"k\")))", Sketch.of("\"{r[\"k\"]}\""));
    assertEquals("(text (hole (text \"b\" (hole c))))", Sketch.of("\"{\"b{c}\"}\""));
    assertEquals(
        "(text (hole (if a (do \"x\") (do \"y\"))))",
        Sketch.of("\"{if a { \"x\" } else { \"y\" }}\""));
    assertEquals("(text (hole (at t : 1)) \" {é\" (hole b))", Sketch.of("\"{t[:, 1]} \\{é{b}\""));
  }

  /** The expected values are Java's own. */
  @Test
  void takesIndentationAwayAsJavaDoes() {
    assertEquals(
        """
        a
          b

        c
        """,
        value(QUOTES + "\n    a\n      b  \n\n    c\n    " + QUOTES));
    assertEquals(
        """
          a
         b\
        """,
        value(QUOTES + "\n  a\n b\\\n" + QUOTES));
    assertEquals(
        """
        a \
        b \t
        c\
        """,
        value(QUOTES + "\n   a \\\n   b \\t\n   c" + QUOTES));
    assertEquals("a\nb\n", value(QUOTES + "\r\n\ta\r\n\tb\r\n\t" + QUOTES));
    assertEquals("", value(QUOTES + QUOTES));
    assertEquals("\n", value(QUOTES + "\n\n" + QUOTES));
    assertEquals("say \"hi\" or \"\".", value(QUOTES + "say \"hi\" or \"\"." + QUOTES));
  }

  @Test
  void textBehindTheQuotesIsKept() {
    assertEquals("a\nb", value(QUOTES + "a\n   b " + QUOTES));
    assertEquals("  a ", value(QUOTES + "  a " + QUOTES));
    assertEquals("a\n b\n", value(QUOTES + "a\n   b\n  " + QUOTES));
  }

  @Test
  void holesStandInBlocks() {
    assertEquals(
        "(text \"a \" (hole x .2f) \"\\n\" (hole (+ y z)) \"\\n\")",
        Sketch.of(QUOTES + "\n  a {x:.2f}\n  {y +\n  z}\n  " + QUOTES));
  }
}
