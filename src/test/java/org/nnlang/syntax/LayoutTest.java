// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where statements end. */
class LayoutTest {
  @Test
  void newlinesAndSemicolonsEndStatements() {
    assertEquals("a\nb\nc", Sketch.of("a\nb;c"));
    assertEquals("a\nb", Sketch.of("\r\n\r\na\r\n\r\nb\r"));
    assertEquals("a\nb", Sketch.of(";;\n;a # a comment ; with a semicolon\n;;\n# b\nb;"));
    assertEquals("", Sketch.of(" \n\t# nothing"));
    assertEquals("a\n(neg b)", Sketch.of("a\n-b"));
    assertEquals("a\n[b]", Sketch.of("a\n[b]"));
  }

  @Test
  void bracketsHoldLinesTogether() {
    assertEquals("(call f a b c:d)", Sketch.of("f(\n a,\n b\n ,\n c\n :\n d\n)"));
    assertEquals("[a (+ b c)]", Sketch.of("[\na,\nb\n+\nc\n,\n]"));
    assertEquals("(+ a b)", Sketch.of("(a\n+ b)"));
    assertEquals("{a:1 b:2}", Sketch.of("{\n\na: 1\n,\nb\n:\n2\n}"));
    assertEquals("(call f (-> (x) (do (= y x) y)) z)", Sketch.of("f(x -> {\ny = x\ny\n},\nz)"));
    assertEquals("[(-> () (do a [b c] d))]", Sketch.of("[() -> {\na\n[b,\nc]\nd}]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+", "-", "*", "/", "//", "%", "@", "^", "..", ">>", "==", "!=", "<", "<=", ">", ">=", "in",
        "and", "or", "."
      })
  void linesGoOnAfterOperators(String operator) {
    assertEquals(
        Sketch.of("x = a " + operator + " b"), Sketch.of("x = a " + operator + " # why\n\n  b"));
  }

  @Test
  void linesGoOnAfterOtherOpenEnds() {
    assertEquals("(= x 1)", Sketch.of("x =\n1"));
    assertEquals("(-> (x) x)", Sketch.of("x ->\nx"));
    assertEquals("(not a)", Sketch.of("not\na"));
    assertEquals("(fn f () a)", Sketch.of("fn f() =\n a"));
    assertEquals("(fn f (a) -> [b] a)", Sketch.of("fn f(\na) ->\n[b] =\na"));
    assertEquals("(if a (do b))", Sketch.of("if a {\n\n b\n\n}"));
  }

  @Test
  void linesGoOnBeforeChains() {
    assertEquals("(= x (>> (>> a b) c))", Sketch.of("x = a\n  >> b # and\n\n  # then\n  >> c"));
    assertEquals("(call (. (call (. a b)) c))", Sketch.of("a\n  .b()\n  .c()"));
    assertEquals("(if a (do b) (do c))", Sketch.of("if a { b }\n\nelse { c }"));
    assertEquals(
        "(if a (do b) (if c (do d) (do e)))",
        Sketch.of("if a { b }\nelse\nif c { d }\nelse { e }"));
  }

  @Test
  void keywordsAsNamesOfMembersEndLines() {
    assertEquals("(. r in)\n(. r not)\n(. r else)\na", Sketch.of("r.in\nr.not\nr.else\na"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "f(",
        "f(1,\n",
        "x = {a: 1,",
        "model M() {",
        "model M() {\n  a = 1\n",
        "fn f(x)",
        "fn f(x) =",
        "if a {\n  b\n} else",
        "x =\n",
        "1 +\n",
        "a and",
        "x ->",
        "while",
        "\"\"\"\nabc",
        "\"\"\"a {b +",
        "for x in",
        "a\nb\nf(",
        "import",
        "r.",
      })
  void knowsWhatIsIncomplete(String text) {
    assertTrue(Parser.isIncomplete(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "# f(",
        "x = 1\n",
        "if a { b }",
        "\"abc",
        "\"a {b\"",
        "f(1 2",
        "[1, 2\n3",
        "x = )",
        "(]",
        "\"\"\"abc\"\"\"",
        "a b\nf(",
        "'",
        "f(\nx)\n",
      })
  void knowsWhatIsComplete(String text) {
    assertFalse(Parser.isIncomplete(text));
  }
}
