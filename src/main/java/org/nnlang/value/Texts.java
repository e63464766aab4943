// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.nnlang.source.Polls;

/**
 * Searches in texts that can be ended: a text of millions of letters may nearly have a part of
 * millions at each of its places.
 */
public final class Texts {
  /** How many letters are compared at most between two questions whether to end. */
  private static final int WORK = 1 << 24;

  /** How many letters are made capital or small between two questions. */
  private static final int PIECE = 1 << 12;

  private static final char SIGMA = 'Σ';

  private Texts() {}

  /** Where a part first stands, from {@code from} on; -1 where it does not. */
  public static int find(String text, String part, int from) {
    int places = Math.max(1, WORK / Math.max(1, part.length()));
    int last = text.length() - part.length();
    for (int at = from; at <= last; at += places) {
      Polls.now();
      int end = (int) Math.min(text.length(), (long) at + places - 1 + part.length());
      int found = text.indexOf(part, at, end);
      if (found >= 0) {
        return found;
      }
    }
    return -1;
  }

  /** Where all parts stand that do not lie on each other. */
  private static int[] all(String text, String part) {
    var out = new TensorText();
    for (int at = find(text, part, 0); at >= 0; at = find(text, part, at + part.length())) {
      out.add(at);
    }
    return out.array();
  }

  /** A growing array. */
  private static final class TensorText {
    private int[] numbers = new int[16];
    private int size;

    void add(int number) {
      if (size == numbers.length) {
        HeapGuard.forItems(size);
        numbers = java.util.Arrays.copyOf(numbers, 2 * size);
      }
      numbers[size++] = number;
    }

    int[] array() {
      return java.util.Arrays.copyOf(numbers, size);
    }
  }

  /**
   * The text with every {@code old} replaced; where that is empty, {@code new} comes before and
   * behind each letter.
   */
  public static String replace(String text, String old, String with) {
    if (old.isEmpty()) {
      HeapGuard.forText(text.length() + (text.length() + 1L) * with.length());
      return text.replace(old, with);
    }
    int[] places = all(text, old);
    HeapGuard.forText(text.length() + places.length * ((long) with.length() - old.length()));
    var out = new StringBuilder(text.length() + places.length * (with.length() - old.length()));
    int from = 0;
    for (int at : places) {
      Polls.sometimes();
      out.append(text, from, at).append(with);
      from = at + old.length();
    }
    return out.append(text, from, text.length()).toString();
  }

  /** The parts between separators, which are not empty. */
  public static List<Object> split(String text, String separator) {
    int[] places = all(text, separator);
    HeapGuard.forItems(places.length);
    List<Object> out = new ArrayList<>(places.length + 1);
    int from = 0;
    for (int at : places) {
      Polls.sometimes();
      out.add(text.substring(from, at));
      from = at + separator.length();
    }
    out.add(text.substring(from));
    return out;
  }

  /** What stands between pieces of white space, none of it empty. */
  public static List<Object> words(String text) {
    List<Object> out = new ArrayList<>();
    int from = -1;
    for (int at = 0; at <= text.length(); at++) {
      Polls.sometimes();
      boolean blank = at == text.length() || isBlank(text.charAt(at));
      if (blank && from >= 0) {
        out.add(text.substring(from, at));
        from = -1;
      } else if (!blank && from < 0) {
        from = at;
      }
    }
    return out;
  }

  /** Also where no line may end, and the control character for a next line, as Python has it. */
  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
  }

  /** The lines, without their ends. */
  public static List<Object> lines(String text) {
    List<Object> out = new ArrayList<>();
    text.lines()
        .forEach(
            line -> {
              Polls.sometimes();
              out.add(line);
            });
    return out;
  }

  /** In capital letters. */
  public static String upper(String text) {
    var out = new StringBuilder(text.length());
    for (int from = 0; from < text.length(); ) {
      Polls.now();
      int to = piece(text, from);
      out.append(text.substring(from, to).toUpperCase(Locale.ROOT));
      from = to;
    }
    return out.toString();
  }

  /**
   * In small letters. A Greek sigma at the end of a word has a form of its own: Java's way to find
   * out looks through the whole text again for each of them.
   */
  public static String lower(String text) {
    var out = new StringBuilder(text.length());
    for (int from = 0; from < text.length(); ) {
      Polls.now();
      int to = piece(text, from);
      int sigma = text.substring(from, to).indexOf(SIGMA);
      if (sigma < 0) {
        out.append(text.substring(from, to).toLowerCase(Locale.ROOT));
        from = to;
      } else {
        int at = from + sigma;
        out.append(text.substring(from, at).toLowerCase(Locale.ROOT));
        out.append(isLast(text, at) ? 'ς' : 'σ');
        from = at + 1;
      }
    }
    return out.toString();
  }

  private static int piece(String text, int from) {
    int to = Math.min(text.length(), from + PIECE);
    return to < text.length() && Character.isHighSurrogate(text.charAt(to - 1)) ? to + 1 : to;
  }

  /** Whether a letter comes before a place and none behind it: Unicode's condition Final_Sigma. */
  private static boolean isLast(String text, int at) {
    int before = at;
    do {
      before -= before > 0 ? Character.charCount(text.codePointBefore(before)) : 1;
    } while (before >= 0 && isPassedOver(text.codePointAt(before)));
    if (before < 0 || !isCased(text.codePointAt(before))) {
      return false;
    }
    int behind = at + 1;
    while (behind < text.length() && isPassedOver(text.codePointAt(behind))) {
      behind += Character.charCount(text.codePointAt(behind));
    }
    return behind == text.length() || !isCased(text.codePointAt(behind));
  }

  private static boolean isCased(int letter) {
    return Character.isUpperCase(letter)
        || Character.isLowerCase(letter)
        || Character.isTitleCase(letter);
  }

  /** Marks and signs within a word, such as an apostrophe. */
  private static boolean isPassedOver(int letter) {
    return switch (Character.getType(letter)) {
      case Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.FORMAT,
          Character.MODIFIER_LETTER,
          Character.MODIFIER_SYMBOL ->
          !isCased(letter);
      default -> "'.:·’‘․﹒＇．：".indexOf(letter) >= 0;
    };
  }

  /**
   * Some values as one text.
   *
   * @throws org.nnlang.source.Problem {@code limit} where there is no memory for it
   */
  public static String join(List<?> values, String separator) {
    var out = new StringBuilder();
    var room = new Room();
    boolean first = true;
    for (Object value : values) {
      Polls.sometimes();
      String next = Show.plain(value);
      room.add(out, (long) next.length() + separator.length());
      out.append(first ? "" : separator).append(next);
      first = false;
    }
    return out.toString();
  }

  /** Looks at the heap each time that a text has doubled, before it does. */
  static final class Room {
    private long next = 1 << 16;

    /** {@code more} letters are to come to a text. */
    void add(CharSequence text, long more) {
      if (text.length() + more > next) {
        next = 2 * (text.length() + more);
        // the old half is there until the new one is
        HeapGuard.forText(next + text.length() / 2);
      }
    }
  }
}
