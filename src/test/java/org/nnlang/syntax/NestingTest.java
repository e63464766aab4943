// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.nnlang.SmallStack.onSmallStack;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nnlang.source.Diagnostic;
import org.nnlang.source.DiagnosticException;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Limits;
import org.nnlang.source.SourceText;

/** However deep a script nests, and on however small a stack, it ends in a tree or a diagnostic. */
class NestingTest {
  private static final int DEEP = 100_000;
  private static final int LONG = 20_000;

  private static Script parse(String text) {
    return Parser.parse(new SourceText("deep.nn", text), Limits.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "~",
      quoteCharacter = '`',
      value = {
        "( ~ 1 ~ )",
        "[ ~ 1 ~ ]",
        "f( ~ 1 ~ )",
        "f(a: ~ 1 ~ )",
        "x[ ~ 1 ~ ]",
        "{a: ~ 1 ~ }",
        "{ ~ 1 ~ }",
        "if a { ~ 1 ~ }",
        "`if ` ~ a ~ { }",
        "while a { ~ b ~ }",
        "fn f() { ~ b ~ }",
        "model M() { ~ b ~ }",
        "x -> ~ 1 ~ ``",
        "(x = ~ 1 ~ ) -> x",
        "x -> { ~ 1 ~ }",
        "- ~ 1 ~ ``",
        "`not ` ~ a ~ ``",
        "`\"{` ~ 1 ~ `}\"`",
        "1 ^ ~ 1 ~ ``",
        "1 + ~ 1 ~ ``",
        "1 + ( ~ 1 ~ )",
        "a >> ~ b ~ ``",
        "a and not ~ b ~ ``",
        "`` ~ a ~ .b",
        "`` ~ f ~ ()",
        "`` ~ x ~ [0]",
        "`` ~ if a { } ~ ` else if a { }`",
        "for x in xs { ~ b ~ }",
        "( ~ `` ~ ``",
        "( ~ ] ~ ``",
        "`\"{` ~ `` ~ ``",
      })
  void endsInADiagnostic(String open, String middle, String close) throws Exception {
    String text = open.repeat(DEEP) + middle + close.repeat(DEEP);
    var thrown = assertThrows(DiagnosticException.class, () -> onSmall(text));
    assertEquals(ErrorCode.LIMIT, thrown.first().code(), thrown.getMessage());
  }

  private static void onSmall(String text) throws Exception {
    DiagnosticException thrown =
        onSmallStack(
            () -> {
              try {
                parse(text);
                return null;
              } catch (DiagnosticException e) {
                return e;
              }
            });
    if (thrown != null) {
      throw thrown;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "~",
      quoteCharacter = '`',
      value = {
        "( ~ 1 ~ )",
        "f( ~ 1 ~ )",
        "{a: ~ 1 ~ }",
        "if a { ~ 1 ~ }",
        "x -> { ~ 1 ~ }",
        "fn f() { ~ b ~ }",
        "1 + ( ~ 1 ~ )",
        "`\"{` ~ 1 ~ `}\"`",
      })
  void allowsWhatIsWithinTheLimit(String open, String middle, String close) {
    parse(open.repeat(240) + middle + close.repeat(240));
    var thrown =
        assertThrows(
            DiagnosticException.class, () -> parse(open.repeat(260) + middle + close.repeat(260)));
    assertEquals(ErrorCode.LIMIT, thrown.first().code());
  }

  @Test
  void allowsLongChainsAndLists() {
    parse("x = 1" + " + 1".repeat(900));
    parse("x = [" + "1, ".repeat(LONG) + "]");
    parse("x = a" + " < a".repeat(LONG));
    parse("x = 1\n".repeat(LONG));
    parse("{" + "x = 1\n".repeat(LONG) + "}");
  }

  @Test
  void limitsTheLengthOfAScript() {
    var limits = new Limits(5, 250, 1 << 20, 1);
    Parser.parse(new SourceText("a.nn", "12345"), limits);
    var thrown =
        assertThrows(
            DiagnosticException.class,
            () -> Parser.parse(new SourceText("a.nn", "1234\n6"), limits));
    Diagnostic error = thrown.first();
    assertEquals(ErrorCode.LIMIT, error.code());
    assertEquals("the script is too long: the limit is 5 characters", error.message());
  }
}
