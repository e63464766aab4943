// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import org.nnlang.syntax.antlr.NnParser;

/** Reads numbers. */
final class NumberLiterals {
  /** The digits of 2^63, which is an integer only behind a minus. */
  private static final String LEAST = "9223372036854775808";

  private NumberLiterals() {}

  private static String digits(Word word) {
    return word.getText().replace("_", "");
  }

  static boolean isLeast(NnParser.ExpressionContext operand) {
    return operand instanceof NnParser.SingleContext single
        && single.atom() instanceof NnParser.IntContext integer
        && digits((Word) integer.getStart()).equals(LEAST);
  }

  static Expr integer(Word word) {
    try {
      return new Expr.IntLit(Long.parseLong(digits(word)), word.span());
    } catch (NumberFormatException e) {
      throw TreeErrors.integerTooLarge(word.span());
    }
  }

  static Expr floating(Word word) {
    double value = Double.parseDouble(digits(word));
    if (Double.isInfinite(value)) {
      throw TreeErrors.floatTooLarge(word.span());
    }
    return new Expr.FloatLit(value, word.span());
  }
}
