// SPDX-License-Identifier: Apache-2.0
package org.nnlang.editor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.Diagnostic;
import org.nnlang.source.Limits;
import org.nnlang.source.SourceText;
import org.nnlang.syntax.Parser;
import org.nnlang.syntax.Reading;
import org.nnlang.syntax.TextPieces;
import org.nnlang.syntax.TextPieces.Kind;
import org.nnlang.syntax.TextPieces.Piece;

/**
 * A text that is being written, without the lines that are in the way of reading the others: all
 * else stands where it stood. Which line that is, is a guess: some are tried, and that which leaves
 * the fewest mistakes is left out.
 */
final class Mended {
  /** How many lines may be left out; each try reads the text anew. */
  private static final int MOST = 8;

  private static final String OPENERS = "([{";
  private static final String CLOSERS = ")]}";

  private final SourceText text;
  private final List<Piece> words;

  private Mended(SourceText text) {
    this.text = text;
    words = TextPieces.of(text.text()).stream().filter(p -> p.kind() != Kind.COMMENT).toList();
  }

  /**
   * @param text one that cannot be read
   * @param reading what is wrong with it
   * @return a {@linkplain SourceText#changed changed} copy, which may still be wrong
   */
  static SourceText of(SourceText text, Reading reading) {
    SourceText best = text;
    Reading left = reading;
    for (int i = 0; i < MOST && !left.errors().isEmpty(); i++) {
      SourceText next = null;
      for (String candidate : new Mended(best).candidates(left.errors().getFirst())) {
        SourceText tried = best.changed(candidate);
        Reading found = Parser.read(tried, Limits.DEFAULT);
        if (next == null || isBetter(found, left)) {
          next = tried;
          left = found;
        }
        if (found.errors().isEmpty()) {
          break;
        }
      }
      if (next == null) {
        break;
      }
      best = next;
    }
    return best;
  }

  private static boolean isBetter(Reading a, Reading b) {
    int statements = a.script().body().size() - b.script().body().size();
    int errors = b.errors().size() - a.errors().size();
    return statements > 0 || statements == 0 && errors > 0;
  }

  /** The text without one line or another; the likeliest first. */
  private Set<String> candidates(Diagnostic wrong) {
    int error = wrong.span().start();
    Set<String> all = new LinkedHashSet<>();
    String brackets = withBrackets();
    if (brackets != null) {
      all.add(brackets);
    }
    // where a bracket is opened that does not fit
    wrong.notes().forEach(note -> all.add(without(note.span().line())));
    int line = text.lineAt(error);
    Piece before = last(text.lineStart(line));
    if (before != null && goesOn(before)) {
      // it goes on in the next line, of which it is said that it is wrong
      all.add(without(text.lineAt(before.start())));
    }
    Piece nearest = last(error);
    if (nearest != null) {
      all.add(without(text.lineAt(nearest.start())));
    }
    all.add(without(line));
    all.remove(text.text());
    return all;
  }

  /** Whether a line that ends with a word goes on in the next. */
  private boolean goesOn(Piece word) {
    return switch (word.kind()) {
      case OPERATOR, KEYWORD -> true;
      case BRACKET -> OPENERS.indexOf(sign(word)) >= 0;
      default -> false;
    };
  }

  /** The last word before a place; null for none. */
  private @Nullable Piece last(int place) {
    Piece found = null;
    for (Piece word : words) {
      if (word.start() < place) {
        found = word;
      }
    }
    return found;
  }

  /** Blanks in the place of a line. */
  private String without(int line) {
    int start = text.lineStart(line);
    int end = text.lineEnd(line);
    return text.text().substring(0, start) + " ".repeat(end - start) + text.text().substring(end);
  }

  // ---- brackets

  /**
   * Closes, or leaves out, a bracket that has no partner, or one at another indentation; null where
   * all are well.
   */
  private @Nullable String withBrackets() {
    Deque<Piece> open = new ArrayDeque<>();
    int line = 0;
    for (int i = 0; i < words.size(); i++) {
      Piece word = words.get(i);
      int at = text.lineAt(word.start());
      boolean first = at > line;
      line = at;
      boolean bracket = word.kind() == Kind.BRACKET;
      boolean closes = bracket && CLOSERS.indexOf(sign(word)) >= 0;
      if (first && !closes && word.kind() != Kind.STRING && isOutside(word, open)) {
        return closedBefore(i, open);
      }
      if (!closes) {
        if (bracket) {
          open.push(word);
        }
        continue;
      }
      Piece opener = open.peek();
      if (opener == null) {
        return without(line);
      }
      int deeper = first ? column(opener) - column(word) : 0;
      if (deeper > 0 || !matches(opener, word)) {
        boolean known = open.stream().anyMatch(o -> matches(o, word));
        return without(known ? text.lineAt(opener.start()) : line);
      }
      if (deeper < 0) {
        return without(line);
      }
      open.pop();
    }
    return open.isEmpty() ? null : text.text() + closers(open);
  }

  private char sign(Piece bracket) {
    return text.text().charAt(bracket.end() - 1);
  }

  private boolean matches(Piece opener, Piece closer) {
    return OPENERS.indexOf(sign(opener)) == CLOSERS.indexOf(sign(closer));
  }

  /** The indentation of the line that a word is in. */
  private int column(Piece word) {
    String line = text.line(text.lineAt(word.start()));
    return line.length() - line.stripLeading().length();
  }

  /** Whether a line that begins with a word is not within the braces that are open. */
  private boolean isOutside(Piece word, Deque<Piece> open) {
    return open.stream().anyMatch(o -> sign(o) == '{' && column(o) >= column(word));
  }

  /** The line before word {@code i} becomes the brackets that are missing there. */
  private String closedBefore(int i, Deque<Piece> open) {
    int line = text.lineAt(words.get(i - 1).start());
    int start = text.lineStart(line);
    List<Piece> missing = new ArrayList<>();
    List<Piece> inner = new ArrayList<>();
    for (Piece o : open) {
      if (o.start() < start) {
        inner.add(o);
      }
      if (sign(o) == '{' && column(o) >= column(words.get(i))) {
        missing.addAll(inner);
        inner.clear();
      }
    }
    String closing = closers(missing);
    int end = text.lineEnd(line);
    int blanks = end - start - closing.length();
    return blanks < 0
        ? without(line)
        : text.text().substring(0, start)
            + " ".repeat(blanks)
            + closing
            + text.text().substring(end);
  }

  /** What closes brackets, the innermost first. */
  private String closers(Iterable<Piece> open) {
    var out = new StringBuilder();
    for (Piece o : open) {
      out.append(CLOSERS.charAt(OPENERS.indexOf(sign(o))));
    }
    return out.toString();
  }
}
