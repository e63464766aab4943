// SPDX-License-Identifier: Apache-2.0
package org.nnlang.resolve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.nnlang.source.Limits;
import org.nnlang.source.SourceText;
import org.nnlang.syntax.Parser;

/** Which names there are, where they are bound, and what each use of one means. */
class ResolutionTest {
  private static Resolution of(String text) {
    return Resolution.of(Parser.parse(new SourceText("test.nn", text), Limits.DEFAULT));
  }

  /** Each use as {@code name@line → kind of scope.name@line of its first definition}. */
  private static String uses(String text) {
    return of(text).uses().stream()
        .map(u -> u.name() + "@" + u.span().line() + (u.symbol() == null ? "" : where(u.symbol())))
        .collect(Collectors.joining(" "));
  }

  private static String where(Symbol symbol) {
    int line = symbol.definitions().getFirst().span().line();
    return "→" + symbol.scope().kind().name().charAt(0) + line;
  }

  private static List<Integer> lines(Symbol symbol) {
    return symbol.definitions().stream().map(d -> d.span().line()).toList();
  }

  @Test
  void functionReadsOuterNamesAndHasItsOwn() {
    assertEquals(
        "x@4→S1 a@4→F2 y@5→F4 print@7 f@7→S2",
        uses("x = 1\nfn f(a) {\n\n  y = x + a\n  y\n}\nprint(f(2))"));
  }

  @Test
  void assignedNameIsTheFunctionsOwnEvenAbove() {
    assertEquals("x@2→F3", uses("x = 1\nfn f() { z = x\nx = 2 }"));
  }

  @Test
  void blocksHaveNoScope() {
    Resolution names = of("if true { a = 1 }\nfor i in 0..3 { b = i }\nprint(a, b, i)");
    assertEquals(
        List.of("a", "i", "b"), names.scope().symbols().stream().map(Symbol::name).toList());
  }

  @Test
  void membersOfAModelAreReadInItsFunctions() {
    String model =
        """
        w = 1
        model M(dim) {
          w = w * dim
          state n = zeros([1])
          forward(x: [batch, dim]) -> [batch, dim] {
            n = n + batch
            k = w
            x * k
          }
        }
        """;
    Resolution names = of(model);
    assertEquals("w@3→M3 dim@3→M2 zeros@4 n@6→M4 batch@6→F5 w@7→M3 x@8→F5 k@8→F7", uses(model));
    Symbol n = names.scope().of(names.scope().own("M").definitions().getFirst().code()).own("n");
    assertEquals(Symbol.Kind.STATE, n.kind());
    assertEquals(List.of(4, 6), lines(n), "forward changes the state");
  }

  @Test
  void parameterHidesAState() {
    Resolution names =
        of("model M() {\n  state n = zeros([1])\n  forward(n) {\n    n = n + 1\n n }\n}");
    assertEquals(List.of(3, 4), lines(names.at(54).orElseThrow()));
  }

  @Test
  void lambdaHasAScopeAndAForTargetIsBound() {
    assertEquals(
        "range@1 a@1→F1 b@1→S1 xs@2 p@2→S2",
        uses("f = a -> range(a, b)[0]; b = 1\nfor [p, q] in xs { p }"));
  }

  @Test
  void importBindsItsFileOrItsAlias() {
    Resolution names = of("import \"lib/a.nn\"\nimport \"b.nn\" as c");
    assertEquals(List.of("a", "c"), names.scope().symbols().stream().map(Symbol::name).toList());
  }

  @Test
  void memberIsNoNameButWhatIsCalledMayBe() {
    Resolution names = of("fn g(a) = a\nr = {g: 1}\nr.g\nr.g(2)");
    List<Use> g = names.scope().own("g").uses();
    assertEquals(1, g.size());
    assertTrue(g.getFirst().afterDot());
    assertEquals(4, g.getFirst().span().line());
  }

  private static boolean lastMayBeOutside(String text, String name) {
    return of(text).uses().stream()
        .filter(u -> u.name().equals(name))
        .reduce((first, second) -> second)
        .orElseThrow()
        .mayBeOutside();
  }

  @Test
  void builtinIsHiddenOnlyFromWhereItIsRedefined() {
    assertTrue(lastMayBeOutside("append([], 1)", "append"));
    assertTrue(lastMayBeOutside("append([], 1)\nfn append(a, b) = a", "append"));
    assertFalse(lastMayBeOutside("fn append(a, b) = a\nappend([], 1)", "append"));
    assertFalse(lastMayBeOutside("fn append(a, b) = append(a, b)", "append"));
    assertTrue(lastMayBeOutside("append = append([], 1)", "append"));
    assertTrue(lastMayBeOutside("if true { fn append(a, b) = a }\nappend([], 1)", "append"));
    assertFalse(lastMayBeOutside("fn f(append) = append(1)", "append"));
    assertTrue(lastMayBeOutside("fn f() = append(1)\nfn append(a) = a", "append"));
    assertFalse(lastMayBeOutside("fn f() {\n append = x -> x\n append(1) }", "append"));
    assertFalse(lastMayBeOutside("[append, b] = [1, 2]\nappend", "append"));
  }

  @Test
  void nameIsFoundByItsPlace() {
    Resolution names = of("alpha = 1\nfn f(beta) = alpha + beta");
    assertSame(names.scope().own("alpha"), names.at(2).orElseThrow());
    assertSame(names.scope().own("alpha"), names.at(25).orElseThrow());
    assertEquals("beta", names.at(32).orElseThrow().name());
    assertTrue(names.at(8).isEmpty());
    assertNull(names.scope().own("beta"));
  }
}
