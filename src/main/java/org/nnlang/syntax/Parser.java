// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.nnlang.source.Diagnostic;
import org.nnlang.source.DiagnosticException;
import org.nnlang.source.Limits;
import org.nnlang.source.SourceText;
import org.nnlang.source.Span;
import org.nnlang.syntax.antlr.DepthGuard;
import org.nnlang.syntax.antlr.NnParser;

/**
 * Reads a script: words ({@link Scanner}), brackets ({@link Brackets}), statements ({@link
 * Layout}), grammar, tree ({@link StatementBuilder}). Each statement of the script is parsed on its
 * own, so that one that is wrong does not hide another.
 */
public final class Parser {
  private static final int MOST_ERRORS = 10;

  /** Operators put an expression into an expression as well as brackets do. */
  private static final int EXPRESSIONS_PER_BRACKET = 2;

  /** How much deeper the tree may be than brackets may nest: chains of operators are deep trees. */
  private static final int NODES_PER_BRACKET = 4;

  /** How long a chain of operators, members and calls may be for each bracket that may nest. */
  private static final int LINKS_PER_BRACKET = 40;

  private final Limits limits;
  private final List<Diagnostic> errors = new ArrayList<>();

  /** Whether the first error is that the text ends too early. */
  private boolean incomplete;

  private Parser(Limits limits) {
    this.limits = limits;
  }

  /** Reads a text, right or wrong. */
  public static Reading read(SourceText source, Limits limits) {
    var parser = new Parser(limits);
    Script script = parser.read(source);
    int count = Math.min(MOST_ERRORS, parser.errors.size());
    return new Reading(script, parser.errors.subList(0, count), parser.incomplete);
  }

  /** Whether a text is the beginning of a script that needs more lines. */
  public static boolean isIncomplete(String text) {
    return read(new SourceText("", text), Limits.DEFAULT).incomplete();
  }

  /**
   * The tree of a script.
   *
   * @throws DiagnosticException with the errors of {@link Reading}
   */
  public static Script parse(SourceText source, Limits limits) {
    Reading reading = read(source, limits);
    if (!reading.errors().isEmpty()) {
      throw new DiagnosticException(reading.errors());
    }
    return reading.script();
  }

  /**
   * What to say of a script that a later stage cannot go through: the thread's stack is smaller
   * than the limits allow for.
   */
  public static Diagnostic tooDeep(Script script) {
    Span place = script.span();
    int most = 0;
    for (Stmt statement : script.body()) {
      Tree.Extent extent = Tree.extent(statement);
      if (extent.depth() + extent.length() > most) {
        most = extent.depth() + extent.length();
        place = statement.span();
      }
    }
    return Messages.tooDeepForStack(place);
  }

  private Script read(SourceText source) {
    var body = new ArrayList<Stmt>();
    List<Lexeme> lexemes = List.of();
    if (source.length() > limits.sourceLength()) {
      int end = limits.sourceLength();
      errors.add(Messages.tooLong(source.span(end, end), end));
    } else {
      Brackets.Result brackets = Brackets.check(Scanner.scan(source), limits.nesting());
      errors.addAll(brackets.errors());
      incomplete = brackets.openAtEnd();
      if (errors.isEmpty()) {
        Layout.Result layout = Layout.of(brackets.words());
        lexemes = Lexemes.of(brackets.words(), layout.ends());
        read(layout, body);
      }
    }
    return new Script(body, lexemes, source.span(0, source.length()));
  }

  private void read(Layout.Result layout, List<Stmt> body) {
    for (List<Word> statement : layout.statements()) {
      if (errors.size() == MOST_ERRORS) {
        break;
      }
      read(statement, body);
    }
  }

  private void read(List<Word> words, List<Stmt> body) {
    try {
      Stmt statement = new StatementBuilder().build(grammar(words).statement());
      Tree.Extent extent = Tree.extent(statement);
      int depth = limits.nesting() * NODES_PER_BRACKET;
      int length = limits.nesting() * LINKS_PER_BRACKET;
      if (extent.depth() > depth) {
        errors.add(Messages.tooDeep(extent.deepest().span(), depth, "parts within each other"));
      } else if (extent.length() > length) {
        errors.add(Messages.tooLongAChain(extent.longest().span(), length));
      } else {
        body.add(statement);
      }
    } catch (GrammarError failure) {
      Word found = failure.found();
      incomplete = errors.isEmpty() && found.getType() == Token.EOF && found.getText().isEmpty();
      errors.add(Expectations.explain(failure));
    } catch (DepthGuard.TooDeep deep) {
      int depth = limits.nesting() * EXPRESSIONS_PER_BRACKET;
      errors.add(
          Messages.tooDeep(((Word) deep.token()).span(), depth, "expressions within each other"));
    } catch (DiagnosticException wrong) {
      errors.addAll(wrong.diagnostics());
    } catch (StackOverflowError overflow) {
      // The thread's stack is smaller than the limits allow for.
      errors.add(Messages.tooDeepForStack(words.getFirst().span()));
    }
  }

  private NnParser.LineContext grammar(List<Word> words) {
    var parser = new NnParser(new WordStream(words));
    parser.removeErrorListeners();
    parser.setErrorHandler(new GrammarError.Strategy());
    parser.setLimit(limits.nesting() * EXPRESSIONS_PER_BRACKET);
    return parser.line();
  }
}
