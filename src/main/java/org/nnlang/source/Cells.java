// SPDX-License-Identifier: Apache-2.0
package org.nnlang.source;

/** How wide characters are on a terminal, and what is shown for those that have no picture. */
final class Cells {
  private static final int TAB = 4;

  /** First and last of each range of characters that take two cells (Unicode's wide ones). */
  private static final int[] WIDE = {
    0x1100, 0x115f, 0x231a, 0x231b, 0x23e9, 0x23ec, 0x25fd, 0x25fe, 0x2614, 0x2615, 0x2648, 0x2653,
    0x26a1, 0x26a1, 0x26bd, 0x26be, 0x26c4, 0x26c5, 0x26d4, 0x26d4, 0x26ea, 0x26ea, 0x26f2, 0x26f3,
    0x26f5, 0x26f5, 0x26fa, 0x26fa, 0x26fd, 0x26fd, 0x2705, 0x2705, 0x270a, 0x270b, 0x2728, 0x2728,
    0x274c, 0x274c, 0x274e, 0x274e, 0x2753, 0x2755, 0x2757, 0x2757, 0x2795, 0x2797, 0x2e80, 0x303e,
    0x3041, 0x4dbf, 0x4e00, 0xa4cf, 0xa960, 0xa97f, 0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe30, 0xfe6f,
    0xff01, 0xff60, 0xffe0, 0xffe6, 0x17000, 0x18cff, 0x1b000, 0x1b2ff, 0x1f004, 0x1f004, 0x1f0cf,
    0x1f0cf, 0x1f18e, 0x1f18e, 0x1f191, 0x1f19a, 0x1f200, 0x1f320, 0x1f32d, 0x1f335, 0x1f337,
    0x1f37c, 0x1f37e, 0x1f393, 0x1f3a0, 0x1f3ca, 0x1f3cf, 0x1f3d3, 0x1f3e0, 0x1f3f0, 0x1f3f4,
    0x1f3f4, 0x1f3f8, 0x1f43e, 0x1f440, 0x1f440, 0x1f442, 0x1f4fc, 0x1f4ff, 0x1f53d, 0x1f54b,
    0x1f567, 0x1f57a, 0x1f57a, 0x1f595, 0x1f596, 0x1f5a4, 0x1f5a4, 0x1f5fb, 0x1f64f, 0x1f680,
    0x1f6c5, 0x1f6cc, 0x1f6cc, 0x1f6d0, 0x1f6df, 0x1f6eb, 0x1f6fc, 0x1f7e0, 0x1f7f0, 0x1f90c,
    0x1f93a, 0x1f93c, 0x1f945, 0x1f947, 0x1f9ff, 0x1fa70, 0x1faff, 0x20000, 0x3fffd
  };

  private Cells() {}

  static int width(String text, int from, int to) {
    return text.substring(from, to).codePoints().map(Cells::width).sum();
  }

  static int width(int code) {
    if (code == '\t') {
      return TAB;
    }
    if (code < 0x300 || isControl(code)) {
      return 1;
    }
    int type = Character.getType(code);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    return isWide(code) ? 2 : 1;
  }

  private static boolean isWide(int code) {
    int low = 0;
    int high = WIDE.length / 2 - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (code < WIDE[2 * middle]) {
        high = middle - 1;
      } else if (code > WIDE[2 * middle + 1]) {
        low = middle + 1;
      } else {
        return true;
      }
    }
    return false;
  }

  static String visible(String text) {
    var shown = new StringBuilder(text.length());
    text.codePoints().forEach(code -> appendVisible(shown, code));
    return shown.toString();
  }

  static void appendVisible(StringBuilder shown, int code) {
    if (code == '\t') {
      shown.append(" ".repeat(TAB));
    } else if (code < 0x20) {
      shown.append((char) (0x2400 + code));
    } else if (code == 0x7f) {
      shown.append('\u2421');
    } else if (isControl(code)) {
      shown.append('\ufffd');
    } else {
      shown.appendCodePoint(code);
    }
  }

  /** Also what is invisible or turns the direction of writing. */
  private static boolean isControl(int code) {
    return switch (Character.getType(code)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
