// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nnlang.source.Limits;
import org.nnlang.source.SourceText;
import org.nnlang.syntax.Lexeme.Role;

/** A script keeps all its words. */
class LexemesTest {
  private static final Path ROOT = Path.of(System.getProperty("nn.root", ".."));

  private static List<Lexeme> of(String text) {
    return Parser.parse(new SourceText("test.nn", text), Limits.DEFAULT).lexemes();
  }

  private static String roles(String text) {
    return of(text).stream()
        .map(l -> l.text().strip() + ":" + l.role() + (l.endsStatement() ? "!" : ""))
        .collect(Collectors.joining(" "));
  }

  @Test
  void braceIsOfARecordOrABlock() {
    assertEquals("{:OPEN a:OPERAND ::COLON 1:OPERAND }:CLOSE", roles("{a: 1}"));
    assertEquals("{:BLOCK_OPEN a:OPERAND }:BLOCK_CLOSE", roles("{a}"));
  }

  @Test
  void minusStandsBeforeOrBetween() {
    assertEquals("-:PREFIX a:OPERAND -:INFIX -:PREFIX b:OPERAND", roles("-a - -b"));
    assertEquals("a:OPERAND :NEWLINE! -:PREFIX b:OPERAND", roles("a\n-b"));
    assertEquals("f:OPERAND (:OPEN -:PREFIX 1:OPERAND ):CLOSE -:INFIX 2:OPERAND", roles("f(-1)-2"));
  }

  @Test
  void keywordsAreNamesWhereTheyCanBe() {
    assertEquals("r:OPERAND .:DOT in:OPERAND in:INFIX s:OPERAND", roles("r.in in s"));
    assertEquals("{:OPEN not:OPERAND ::COLON not:PREFIX a:OPERAND }:CLOSE", roles("{not: not a}"));
  }

  @Test
  void stringIsOneWithWhatIsInIt() {
    assertEquals("\"a {f(\"b\")} c\":OPERAND", roles("\"a {f(\"b\")} c\""));
  }

  @Test
  void endsOfStatementsAreSaid() {
    assertEquals(
        "a:OPERAND ;:SEMICOLON! b:OPERAND +:INFIX :NEWLINE c:OPERAND :NEWLINE! # d:COMMENT"
            + " :NEWLINE e:OPERAND",
        roles("a; b +\nc\n# d\ne"));
    assertEquals(
        "{:BLOCK_OPEN :NEWLINE a:OPERAND :NEWLINE! b:OPERAND :NEWLINE }:BLOCK_CLOSE",
        roles("{\na\nb\n}"));
  }

  /** What stands between lexemes is blank: nothing but that is lost. */
  @Test
  void onlyBlanksAreLeftOut() throws IOException {
    int scripts = 0;
    for (String folder : List.of("scripts", "src/test/snippets")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".nn")).sorted().toList()) {
          String text = Files.readString(file);
          Reading reading = Parser.read(new SourceText(file.toString(), text), Limits.DEFAULT);
          if (reading.errors().isEmpty()) {
            scripts++;
            check(file, text, reading.script().lexemes());
          }
        }
      }
    }
    assertTrue(scripts > 400, scripts + " scripts");
  }

  private static void check(Path file, String text, List<Lexeme> lexemes) {
    int at = 0;
    for (Lexeme lexeme : lexemes) {
      assertTrue(text.substring(at, lexeme.span().start()).isBlank(), file.toString());
      at = lexeme.span().end();
    }
    assertTrue(text.substring(at).isBlank(), file.toString());
    assertTrue(lexemes.stream().noneMatch(l -> l.role() == Role.NEWLINE && !l.text().isBlank()));
  }
}
