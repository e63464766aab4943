// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nnlang.builtin.general.Print;
import org.nnlang.syntax.TextPieces;

class HelpTest {
  private final Help help = new Help(Builtins.load());

  @Test
  void ofAFunction() {
    assertTrue(
        help.of("print").orElseThrow().startsWith(new Print().signature() + "\n\nWrites its"),
        help.of("print").toString());
  }

  @Test
  void ofEveryWordOfTheLanguage() {
    for (String word : KeywordHelp.texts().keySet()) {
      assertEquals(TextPieces.Kind.KEYWORD, TextPieces.of(word).getFirst().kind(), word);
      assertTrue(help.of(word).orElseThrow().contains(word), word);
    }
    assertEquals(21, KeywordHelp.texts().size());
  }

  @Test
  void longSignaturesAreBroken() {
    String train = help.of("train").orElseThrow();
    String use = train.substring(0, train.indexOf("\n\n"));
    assertTrue(use.lines().count() > 1 && use.lines().allMatch(l -> l.length() <= 80), use);
    assertEquals(Builtins.load().find("train").signature(), use.replace("\n    ", " "));
  }

  @Test
  void ofNothing() {
    assertEquals(Optional.empty(), help.of("no_such_function"));
  }

  @Test
  void columns() {
    assertEquals("  a    ccc\n  bb   d\n", Help.columns(List.of("a", "bb", "ccc", "d"), 13));
    assertEquals("  a\n  bb\n", Help.columns(List.of("a", "bb"), 3));
    assertEquals("", Help.columns(List.of(), 80));
  }
}
