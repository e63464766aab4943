// SPDX-License-Identifier: Apache-2.0
package org.nnlang.plot;

import org.nnlang.source.ErrorCode;
import org.nnlang.source.Polls;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;

/** An image: {@code rgb} row by row, each 0xRRGGBB. */
public record Pixels(int width, int height, int[] rgb) {
  private static final int LARGEST = 1 << 26;
  private static final String SHADES = " .:-=+*#%@";

  /**
   * The image in a tensor {@code [height, width]}, {@code [1 or 3, height, width]} or {@code
   * [height, width, 1 or 3]}.
   *
   * <p>Ints count from 0 to 255 and floats from 0 to 1; where a value lies outside of that the
   * least is drawn black and the greatest white.
   */
  public static Pixels of(Tensor t) {
    long[] s = t.shape();
    boolean first = s.length == 3 && (s[0] == 1 || s[0] == 3);
    boolean last = s.length == 3 && !first && (s[2] == 1 || s[2] == 3);
    if (s.length != 2 && !first && !last || t.size() == 0 || t.size() > LARGEST) {
      throw Problem.of(
          ErrorCode.SHAPE,
          "an image is [height, width], [1 or 3, height, width] or [height, width, 1 or 3],"
              + " this is "
              + t);
    }
    int height = (int) (first ? s[1] : s[0]);
    int width = (int) (first ? s[2] : s[1]);
    int channels = (int) (first ? s[0] : last ? s[2] : 1);
    int pixelStep = last ? channels : 1;
    int channelStep = last ? 1 : height * width;
    double[] values = t.toDoubles();
    double low = 0;
    double high = t.dtype() == DType.INT ? 255 : 1;
    for (double v : values) {
      if (v < 0 || v > high) {
        low = java.util.Arrays.stream(values).filter(Double::isFinite).min().orElse(0);
        high = java.util.Arrays.stream(values).filter(Double::isFinite).max().orElse(1);
        break;
      }
    }
    int[] rgb = new int[height * width];
    for (int i = 0; i < rgb.length; i++) {
      Polls.sometimes();
      int colour = 0;
      for (int c = 0; c < 3; c++) {
        double v = values[i * pixelStep + Math.min(c, channels - 1) * channelStep];
        colour = colour << 8 | level(v, low, high);
      }
      rgb[i] = colour;
    }
    return new Pixels(width, height, rgb);
  }

  private static int level(double value, double low, double high) {
    if (Double.isNaN(value) || high <= low) {
      return 0;
    }
    return Math.clamp(Math.round((value - low) / (high - low) * 255), 0, 255);
  }

  /**
   * The image as text, two rows of pixels a line: half blocks in colours, or shades of grey where
   * there are none. Images wider than {@code columns} are made smaller.
   */
  public String text(int columns, boolean colours) {
    Pixels small = width > columns ? shrink((width + columns - 1) / columns) : this;
    StringBuilder out = new StringBuilder();
    for (int y = 0; y < small.height; y += 2) {
      StringBuilder line = new StringBuilder();
      for (int x = 0; x < small.width; x++) {
        Polls.sometimes();
        int upper = small.at(x, y);
        int lower = y + 1 < small.height ? small.at(x, y + 1) : upper;
        if (colours) {
          line.append("\u001b[38;2;").append(ansi(upper));
          line.append(y + 1 < small.height ? ";48;2;" + ansi(lower) : "").append("m▀");
        } else {
          int grey = (grey(upper) + grey(lower)) / 2;
          line.append(SHADES.charAt(grey * SHADES.length() / 256));
        }
      }
      out.append(colours ? line + "\u001b[0m" : line.toString().stripTrailing()).append('\n');
    }
    return out.toString();
  }

  /** Each pixel as a square, so large that the image is about that wide, where it is smaller. */
  public Pixels enlarged(int wide) {
    int n = Math.max(1, wide / Math.max(width, height));
    int[] large = new int[width * n * height * n];
    for (int i = 0; i < large.length; i++) {
      large[i] = at(i % (width * n) / n, i / (width * n) / n);
    }
    return new Pixels(width * n, height * n, large);
  }

  private int at(int x, int y) {
    return rgb[y * width + x];
  }

  /** Each block of {@code n} by {@code n} pixels as their mean. */
  public Pixels shrink(int n) {
    int w = (width + n - 1) / n;
    int h = (height + n - 1) / n;
    int[] small = new int[w * h];
    for (int i = 0; i < small.length; i++) {
      Polls.sometimes();
      int[] sum = new int[3];
      int count = 0;
      for (int y = i / w * n; y < Math.min(height, i / w * n + n); y++) {
        for (int x = i % w * n; x < Math.min(width, i % w * n + n); x++, count++) {
          for (int c = 0; c < 3; c++) {
            sum[c] += at(x, y) >> (16 - 8 * c) & 255;
          }
        }
      }
      small[i] = sum[0] / count << 16 | sum[1] / count << 8 | sum[2] / count;
    }
    return new Pixels(w, h, small);
  }

  private static String ansi(int colour) {
    return (colour >> 16) + ";" + (colour >> 8 & 255) + ";" + (colour & 255);
  }

  /** Brightness as ITU-R BT.601 weighs the colours. */
  private static int grey(int colour) {
    return (299 * (colour >> 16) + 587 * (colour >> 8 & 255) + 114 * (colour & 255)) / 1000;
  }
}
