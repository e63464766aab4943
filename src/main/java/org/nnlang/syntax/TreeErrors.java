// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import org.jspecify.annotations.Nullable;
import org.nnlang.source.Diagnostic;
import org.nnlang.source.DiagnosticException;
import org.nnlang.source.Span;

/** What the grammar allows and the language does not. */
final class TreeErrors {
  private TreeErrors() {}

  private static DiagnosticException error(Span span, String message) {
    return error(span, message, null);
  }

  private static DiagnosticException error(Span span, String message, @Nullable String hint) {
    return new DiagnosticException(Diagnostic.error(Messages.PARSE, message, span).withHint(hint));
  }

  private static DiagnosticException twice(String message, Identifier name, Identifier first) {
    return new DiagnosticException(
        Diagnostic.error(Messages.PARSE, message + ": " + name.name(), name.span())
            .withNote("it is first here", first.span()));
  }

  static DiagnosticException notAssignable(Expr expr) {
    String hint =
        switch (expr) {
          case Expr.Call call -> "a function is defined by `fn name(a, b) = …`";
          case Expr.Binary binary -> "`==` compares";
          case Expr.Compare compare -> "`and` joins conditions, `==` compares";
          case Expr.BoolLit bool -> "a keyword cannot be a name";
          case Expr.NoneLit none -> "a keyword cannot be a name";
          default -> "names, lists of names, `x[i]` and `r.name` can be assigned to";
        };
    return error(expr.span(), "this cannot be assigned to", hint);
  }

  static DiagnosticException emptyUnpack(Span span) {
    return error(span, "there is no name to assign to");
  }

  static DiagnosticException notParameter(Span span) {
    return error(
        span,
        "this is no parameter",
        "a function is `x -> …` or `(x, y) -> …`; after an operator it stands in parentheses");
  }

  static DiagnosticException emptyParens(Span span) {
    return error(span, "expecting an expression between the parentheses");
  }

  static DiagnosticException tuple(Span span) {
    return error(
        span,
        "several values stand in parentheses only as parameters",
        "a list is `[a, b]`, a function of two arguments `(a, b) -> …`");
  }

  static DiagnosticException assignmentInParens(Span span) {
    return error(span, "an assignment is no value", "`==` compares");
  }

  static DiagnosticException rangeOfRange(Span span) {
    return error(span, "a range has two ends", "for a step write `range(start, end, step)`");
  }

  static DiagnosticException placeAfterName(Span span) {
    return error(span, "an argument without a name stands before those with one");
  }

  static DiagnosticException argumentTwice(Identifier name, Identifier first) {
    return twice("this argument is given twice", name, first);
  }

  static DiagnosticException fieldTwice(Identifier name, Identifier first) {
    return twice("this field is given twice", name, first);
  }

  static DiagnosticException parameterTwice(Identifier name, Identifier first) {
    return twice("two parameters have the same name", name, first);
  }

  static DiagnosticException defaultMissing(Span span) {
    return error(span, "a parameter without a default stands before those with one");
  }

  static DiagnosticException keyword(Word word) {
    return error(word.span(), "a keyword cannot be a name: " + Messages.quote(word));
  }

  static DiagnosticException integerTooLarge(Span span) {
    return error(
        span,
        "this integer does not fit into 64 bits",
        "the greatest is 9223372036854775807; a float may be larger: `1e19`");
  }

  static DiagnosticException floatTooLarge(Span span) {
    return error(span, "this number is too large for a float", "the greatest is about 1.8e308");
  }

  static DiagnosticException holeIn(Span span, String what) {
    return error(span, what + " holds no values", "write `\\{` for a brace");
  }

  static DiagnosticException outside(Span span, String word, String place) {
    return error(span, "`" + word + "` stands only in " + place);
  }

  static DiagnosticException secondForward(Span span, Span first) {
    return new DiagnosticException(
        Diagnostic.error(Messages.PARSE, "a model has one `forward`", span)
            .withNote("it is first here", first)
            .withHint("a model may have functions beside it: `fn name(x) = …`"));
  }

  static DiagnosticException noElement(Span span) {
    return error(span, "a tensor's type begins with int, float or bool, or with the bracket");
  }

  static DiagnosticException noDimension(Span span) {
    return error(
        span,
        "a dimension is a name, a number, arithmetic of these, or `...`",
        "any size is a name that is used nowhere else");
  }

  static DiagnosticException secondRest(Span span) {
    return error(span, "`...` stands only once in a shape");
  }
}
