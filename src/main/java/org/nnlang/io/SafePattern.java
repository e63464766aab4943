// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;

/**
 * A pattern out of a file, which may be one that tries for ever: matching can be ended, and gives
 * up after so many steps for each character.
 */
final class SafePattern {
  private static final long STEPS_FOR_ALL = 10_000_000;
  private static final long STEPS_A_CHARACTER = 2_000;

  private final Pattern pattern;
  private final Runnable poll;

  /** Gets where a match begins and ends. */
  @FunctionalInterface
  interface Found {
    void match(int start, int end);
  }

  SafePattern(Pattern pattern, Runnable poll) {
    this.pattern = pattern;
    this.poll = poll;
  }

  /**
   * @param text in the words of Oniguruma, which files of tokenizers use
   */
  static SafePattern of(String text, Runnable poll) {
    // scripts have no prefix there, and \h is a digit of base 16
    String own =
        text.replaceAll(
                "\\\\([pP])\\{(\\^?)(Han|Hiragana|Katakana|Hangul|Latin|Greek|Cyrillic|Arabic|"
                    + "Hebrew|Thai|Devanagari)\\}",
                "\\\\$1{$2Is$3}")
            .replaceAll("(?<!\\\\)((?:\\\\\\\\)*)\\\\h", "$1[0-9a-fA-F]");
    try {
      return new SafePattern(Pattern.compile(own, Pattern.UNICODE_CHARACTER_CLASS), poll);
    } catch (PatternSyntaxException | StackOverflowError e) {
      throw Problem.of(
              ErrorCode.FILE,
              "this is no whole tokenizer file: expected a pattern that can be read in"
                  + " `pre_tokenizer`")
          .causedBy(e);
    }
  }

  /** Tells all matches that are not empty, in order. */
  void in(String text, Found found) {
    Matcher matcher = pattern.matcher(new Counted(text));
    try {
      while (matcher.find()) {
        if (matcher.end() > matcher.start()) {
          found.match(matcher.start(), matcher.end());
        }
      }
    } catch (StackOverflowError deep) {
      throw tooMuch().causedBy(deep);
    }
  }

  private static Problem tooMuch() {
    return Problem.of(
        ErrorCode.LIMIT, "the pattern of this tokenizer takes too long to cut this text");
  }

  /** A text that counts how often it is looked at. */
  private final class Counted implements CharSequence {
    private final String text;
    private long steps;

    Counted(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      if ((++steps & 0xffff) == 0) {
        poll.run();
        if (steps > STEPS_FOR_ALL + STEPS_A_CHARACTER * text.length()) {
          throw tooMuch();
        }
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
