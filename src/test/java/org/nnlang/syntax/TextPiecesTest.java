// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TextPiecesTest {
  private static String kinds(String text) {
    return TextPieces.of(text).stream()
        .map(piece -> piece.kind() + " " + text.substring(piece.start(), piece.end()))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void namesEveryPiece() {
    assertEquals(
        """
        KEYWORD if
        NAME größe
        OPERATOR >=
        NUMBER 1.5
        BRACKET {
        STRING "
        STRING a
        ESCAPE \\n
        BRACKET {
        NAME x
        OPERATOR :
        STRING .3f
        BRACKET }
        STRING 😀
        STRING "
        BRACKET }
        COMMENT # done\
        """,
        kinds("if größe >= 1.5 { \"a\\n{x:.3f}😀\" }\n# done"));
  }

  @Test
  void neverFails() {
    assertEquals("ERROR 'a'\nERROR $\nERROR 2x\nBRACKET }\nBRACKET )", kinds("'a' $ 2x } )"));
    assertEquals("STRING \"\nSTRING abc\nNAME x", kinds("\"abc\nx"));
    assertEquals("STRING \"\"\"\nBRACKET {\nNAME x\nOPERATOR :", kinds("\"\"\"{x:"));
    assertEquals("", kinds(""));
  }

  @Test
  void knowsTheKeywordsOfTheLanguagePage() {
    assertEquals(
        "model forward param state fn if else for in while break continue"
            + " return and or not true false none import as",
        Keywords.ALL.stream().sorted(TextPiecesTest::byPage).collect(Collectors.joining(" ")));
  }

  private static int byPage(String left, String right) {
    return Integer.compare(Keywords.ALL.indexOf(left), Keywords.ALL.indexOf(right));
  }
}
