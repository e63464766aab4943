// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.nnlang.source.Diagnostic;
import org.nnlang.source.DiagnosticException;
import org.nnlang.source.Limits;
import org.nnlang.source.SourceText;
import org.nnlang.syntax.antlr.DepthGuard;
import org.nnlang.syntax.antlr.NnLexer;
import org.nnlang.syntax.antlr.NnParser;

/**
 * Reads a script: words ({@link Scanner}), brackets ({@link Brackets}), statements ({@link
 * Layout}), grammar, tree ({@link Statements}). Each statement of the script is parsed on its own,
 * so that one that is wrong does not hide another.
 */
public final class Parser {
  private static final int MOST_ERRORS = 10;

  /** Operators put an expression into an expression as well as brackets do. */
  private static final int EXPRESSIONS_PER_BRACKET = 2;

  /** How much deeper the tree may be than brackets may nest: chains of operators are deep trees. */
  private static final int NODES_PER_BRACKET = 4;

  private final Limits limits;
  private final List<Diagnostic> errors = new ArrayList<>();

  /** Whether the first error is that the text ends too early. */
  private boolean incomplete;

  private Parser(Limits limits) {
    this.limits = limits;
  }

  /**
   * The tree of a script.
   *
   * @throws DiagnosticException with at most ten errors: for words, brackets or strings that are
   *     wrong, else one for each statement of the script that is
   */
  public static Script parse(SourceText source, Limits limits) {
    var parser = new Parser(limits);
    List<Stmt> body = parser.read(source);
    if (!parser.errors.isEmpty()) {
      int count = Math.min(MOST_ERRORS, parser.errors.size());
      throw new DiagnosticException(parser.errors.subList(0, count));
    }
    return new Script(body, source.span(0, source.length()));
  }

  /**
   * Whether the text is the beginning of a script that needs more lines: a bracket or a string of
   * several lines is open, or the last line ends in an operator or a keyword that something
   * follows.
   */
  public static boolean isIncomplete(String text) {
    var parser = new Parser(Limits.DEFAULT);
    parser.read(new SourceText("", text));
    return parser.incomplete;
  }

  /**
   * What to say of a script that a later stage cannot go through: the thread's stack is smaller
   * than the limits allow for.
   */
  public static Diagnostic tooDeep(Script script, Limits limits) {
    for (int depth = limits.nesting() * NODES_PER_BRACKET; depth > 0; depth /= 2) {
      for (Stmt statement : script.body()) {
        if (Tree.deeperThan(statement, depth).isPresent()) {
          return Messages.tooDeepForStack(statement.span());
        }
      }
    }
    return Messages.tooDeepForStack(script.span());
  }

  private List<Stmt> read(SourceText source) {
    if (source.length() > limits.sourceLength()) {
      int end = limits.sourceLength();
      errors.add(Messages.tooLong(source.span(end, end), end));
      return List.of();
    }
    List<Word> words = Scanner.scan(source);
    words.removeIf(word -> word.getType() == NnLexer.COMMENT);
    Brackets.Result brackets = Brackets.check(words, limits.nesting());
    errors.addAll(brackets.errors());
    incomplete = brackets.openAtEnd();
    if (!errors.isEmpty()) {
      return List.of();
    }
    var body = new ArrayList<Stmt>();
    for (List<Word> statement : Layout.statements(words)) {
      if (errors.size() == MOST_ERRORS) {
        break;
      }
      read(statement, body);
    }
    return body;
  }

  private void read(List<Word> words, List<Stmt> body) {
    try {
      Stmt statement = new Statements().build(grammar(words).statement());
      Tree.deeperThan(statement, limits.nesting() * NODES_PER_BRACKET)
          .ifPresentOrElse(
              node -> errors.add(Messages.tooDeep(node.span(), limits.nesting())),
              () -> body.add(statement));
    } catch (Failure failure) {
      Word found = failure.found();
      incomplete = errors.isEmpty() && found.getType() == Token.EOF && found.getText().isEmpty();
      errors.add(Expectations.explain(failure));
    } catch (DepthGuard.TooDeep deep) {
      errors.add(Messages.tooDeep((Word) deep.token(), limits.nesting()));
    } catch (DiagnosticException wrong) {
      errors.addAll(wrong.diagnostics());
    } catch (StackOverflowError overflow) {
      // The thread's stack is smaller than the limits allow for.
      errors.add(Messages.tooDeepForStack(words.getFirst().span()));
    }
  }

  /** The fast way first; it may fail where the full one does not. */
  private NnParser.LineContext grammar(List<Word> words) {
    var parser = new NnParser(new WordStream(words));
    parser.removeErrorListeners();
    parser.setErrorHandler(new Failure.Strategy());
    parser.setLimit(limits.nesting() * EXPRESSIONS_PER_BRACKET);
    parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
    try {
      return parser.line();
    } catch (Failure failure) {
      parser.reset();
      parser.getInterpreter().setPredictionMode(PredictionMode.LL);
      return parser.line();
    }
  }
}
