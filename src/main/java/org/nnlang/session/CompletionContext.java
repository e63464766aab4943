// SPDX-License-Identifier: Apache-2.0
package org.nnlang.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where in a text something is being typed.
 *
 * @param wordStart where the word before the cursor begins
 * @param inString whether that is the text of a string
 * @param receiver the names before it, each followed by a dot, and indices as they are: {@code
 *     [net, 0, head]} in {@code net[0].head.w}; null where no dot stands before the word, empty
 *     where no name stands before that
 * @param callee likewise what is called, where the word or string begins an argument, whose name
 *     the word may be; else null
 * @param argument the name of the argument whose value the word or string begins, or, where that is
 *     a list, an item of it; null where it has none
 */
public record CompletionContext(
    int wordStart,
    boolean inString,
    @Nullable List<String> receiver,
    @Nullable List<String> callee,
    @Nullable String argument) {
  public static CompletionContext of(String text, int cursor) {
    String before = text.substring(0, cursor);
    TypedWords words = TypedWords.of(before);
    int string = words.openString();
    if (string >= 0) {
      int start = words.piece(string).end();
      return new CompletionContext(
          start, true, null, callee(words, string - 1), argument(words, string - 1));
    }
    int start = cursor;
    while (start > 0 && isName(before.codePointBefore(start))) {
      start -= Character.charCount(before.codePointBefore(start));
    }
    int last = words.count() - 1;
    if (last >= 0 && words.piece(last).start() >= start) {
      last--;
    }
    if (words.is(last, ".")) {
      return new CompletionContext(start, false, words.path(last - 1), null, null);
    }
    return new CompletionContext(start, false, null, callee(words, last), argument(words, last));
  }

  private static boolean isName(int c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  /** What is called with the arguments in which word {@code last} stands, if a new one begins. */
  private static @Nullable List<String> callee(TypedWords words, int last) {
    if (!words.is(last, "(") && !words.is(last, ",")) {
      return null;
    }
    int open = words.around(last);
    List<String> path = words.is(open, "(") ? words.path(open - 1) : List.of();
    return path.isEmpty() ? null : path;
  }

  private static @Nullable String argument(TypedWords words, int last) {
    int colon = last;
    if (words.is(last, "[") || words.is(last, ",")) {
      int open = words.around(last);
      colon = words.is(open, "[") ? open - 1 : -1;
    }
    if (!words.is(colon, ":") || !words.isName(colon - 1)) {
      return null;
    }
    return words.is(words.around(colon), "(") ? words.word(colon - 1) : null;
  }
}
