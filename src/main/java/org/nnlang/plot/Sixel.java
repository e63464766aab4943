// SPDX-License-Identifier: Apache-2.0
package org.nnlang.plot;

import java.util.BitSet;

/** Pixels as DEC's sixels, which some terminals draw: bands of six rows, a pass for each colour. */
public final class Sixel {
  private static final int ROWS = 6;

  /** Of each of red, green and blue. */
  private static final int LEVELS = 6;

  private Sixel() {}

  /** What a terminal is told to draw the image where the cursor is. */
  public static String of(Pixels image) {
    int width = image.width();
    int height = image.height();
    int[] colours = new int[width * height];
    BitSet used = new BitSet();
    for (int i = 0; i < colours.length; i++) {
      colours[i] = nearest(image.rgb()[i]);
      used.set(colours[i]);
    }
    StringBuilder out = new StringBuilder("\u001bPq\"1;1;" + width + ";" + height);
    used.stream().forEach(c -> out.append(definition(c)));
    for (int top = 0; top < height; top += ROWS) {
      int rows = Math.min(ROWS, height - top);
      BitSet here = new BitSet();
      for (int i = top * width; i < (top + rows) * width; i++) {
        here.set(colours[i]);
      }
      for (int c = here.nextSetBit(0); c >= 0; c = here.nextSetBit(c + 1)) {
        out.append('#').append(c);
        band(colours, width, top, rows, c, out);
        out.append('$');
      }
      out.append('-');
    }
    return out.append("\u001b\\").toString();
  }

  private static int nearest(int rgb) {
    int index = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      index = index * LEVELS + Math.round((rgb >> shift & 255) * (LEVELS - 1) / 255f);
    }
    return index;
  }

  /** {@code #7;2;0;20;20}: a colour in percents. */
  private static String definition(int index) {
    int step = 100 / (LEVELS - 1);
    return "#%d;2;%d;%d;%d"
        .formatted(
            index,
            index / (LEVELS * LEVELS) * step,
            index / LEVELS % LEVELS * step,
            index % LEVELS * step);
  }

  private static void band(
      int[] colours, int width, int top, int rows, int colour, StringBuilder out) {
    char before = 0;
    int count = 0;
    for (int x = 0; x <= width; x++) {
      char sign = x == width ? 0 : sign(colours, width, top, rows, x, colour);
      if (sign == before) {
        count++;
        continue;
      }
      if (count > 3) {
        out.append('!').append(count).append(before);
      } else {
        out.repeat(before, count);
      }
      before = sign;
      count = 1;
    }
  }

  /** The rows of a column that have the colour, the uppermost as the lowest bit. */
  private static char sign(int[] colours, int width, int top, int rows, int x, int colour) {
    int bits = 0;
    for (int r = 0; r < rows; r++) {
      bits |= colours[(top + r) * width + x] == colour ? 1 << r : 0;
    }
    return (char) ('?' + bits);
  }
}
