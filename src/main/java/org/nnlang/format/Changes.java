// SPDX-License-Identifier: Apache-2.0
package org.nnlang.format;

import java.util.ArrayList;
import java.util.List;
import org.nnlang.source.DiagnosticException;
import org.nnlang.source.Fix;
import org.nnlang.source.Limits;
import org.nnlang.source.SourceText;
import org.nnlang.source.Span;
import org.nnlang.syntax.Lexeme;
import org.nnlang.syntax.Parser;

/** What is to be changed in a text so that it has the style of nn, piece by piece. */
public final class Changes {
  private final SourceText source;
  private final List<Fix> all = new ArrayList<>();

  private Changes(SourceText source) {
    this.source = source;
  }

  /**
   * Changes in the order of the text, each as small as can be; all of them make it what {@link
   * Formatter#format} gives, and each can be made without the others.
   *
   * @throws DiagnosticException where it is no script
   */
  public static List<Fix> of(SourceText source) {
    var changes = new Changes(source);
    var formatted = new SourceText(source.name(), Formatter.format(source));
    changes.compare(words(source), formatted, words(formatted));
    return changes.all;
  }

  /** What the formatter neither adds nor leaves out. */
  private static List<Span> words(SourceText text) {
    return Parser.parse(text, Limits.DEFAULT).lexemes().stream()
        .filter(
            l ->
                switch (l.role()) {
                  case NEWLINE, SEMICOLON, COMMA -> false;
                  default -> true;
                })
        .map(Lexeme::span)
        .toList();
  }

  private void compare(List<Span> words, SourceText formatted, List<Span> as) {
    int from = 0;
    int other = 0;
    for (int i = 0; i < words.size(); i++) {
      Span word = words.get(i);
      add(from, word.start(), formatted.text().substring(other, as.get(i).start()));
      add(word.start(), word.end(), as.get(i).text());
      from = word.end();
      other = as.get(i).end();
    }
    add(from, source.length(), formatted.text().substring(other));
  }

  /** Without what is the same at both ends. */
  private void add(int from, int to, String as) {
    String now = source.text();
    int start = from;
    int end = to;
    int first = 0;
    int last = as.length();
    while (start < end && first < last && now.charAt(start) == as.charAt(first)) {
      start++;
      first++;
    }
    while (start < end && first < last && now.charAt(end - 1) == as.charAt(last - 1)) {
      end--;
      last--;
    }
    if (start < end || first < last) {
      all.add(new Fix(source.span(start, end), as.substring(first, last)));
    }
  }
}
