// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATNState;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.jspecify.annotations.Nullable;
import org.nnlang.syntax.antlr.NnParser;

/** The grammar does not allow a word where it stands. */
final class GrammarError extends RuntimeException {
  private final Word found;
  private final Set<Integer> expected;
  private final List<Word> words;
  private final int place;
  private final int rule;
  private final Word statement;

  private GrammarError(Parser parser, Token found, IntervalSet expected) {
    super(null, null, false, false);
    this.found = (Word) found;
    this.expected = expected.toSet();
    this.words = ((WordStream) parser.getInputStream()).words();
    this.place = words.indexOf(this.found);
    ParserRuleContext context = parser.getContext();
    this.rule = context.getRuleIndex();
    while (context != null && context.getRuleIndex() != NnParser.RULE_statement) {
      context = context.getParent();
    }
    this.statement = context == null ? words.getFirst() : (Word) context.getStart();
  }

  Word found() {
    return found;
  }

  /** The types of words that may stand there. */
  Set<Integer> expected() {
    return expected;
  }

  boolean expects(int type) {
    return expected.contains(type);
  }

  /** The type of the word {@code distance} words after the wrong one, EOF beyond both ends. */
  int typeAt(int distance) {
    Word word = wordAt(distance);
    return word == null ? Token.EOF : word.getType();
  }

  /** The word {@code distance} words after the wrong one, or null. */
  @Nullable Word wordAt(int distance) {
    int i = place + distance;
    return i >= 0 && i < words.size() ? words.get(i) : null;
  }

  /** The first word of the innermost statement that has begun. */
  Word statementStart() {
    return statement;
  }

  /** The rule of the grammar that was being read. */
  int rule() {
    return rule;
  }

  /** Stops the parser at the first wrong word: nothing is inserted, deleted or skipped. */
  static final class Strategy extends DefaultErrorStrategy {
    @Override
    public void reportError(Parser parser, RecognitionException error) {}

    @Override
    public void recover(Parser parser, RecognitionException error) {
      throw new GrammarError(parser, error.getOffendingToken(), error.getExpectedTokens());
    }

    @Override
    public Token recoverInline(Parser parser) {
      throw new GrammarError(parser, parser.getCurrentToken(), parser.getExpectedTokens());
    }

    /** Fails before a choice, while everything that could stand here is still known. */
    @Override
    public void sync(Parser parser) {
      ATNState state = parser.getATN().states.get(parser.getState());
      IntervalSet next = parser.getATN().nextTokens(state);
      if (!next.contains(Token.EPSILON) && !next.contains(parser.getCurrentToken().getType())) {
        throw new GrammarError(parser, parser.getCurrentToken(), parser.getExpectedTokens());
      }
    }
  }
}
