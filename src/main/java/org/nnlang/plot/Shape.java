// SPDX-License-Identifier: Apache-2.0
package org.nnlang.plot;

/** What a picture file is made of, in pixels from the upper left corner; colours are 0xRRGGBB. */
sealed interface Shape {
  /** A straight line one pixel wide. */
  record Line(double x0, double y0, double x1, double y1, int colour) implements Shape {}

  /** Points joined by lines two pixels wide; a single point is a dot. */
  record Path(double[] x, double[] y, int colour) implements Shape {}

  /**
   * Text on one line.
   *
   * @param anchor where {@code x} is in the text: 0 its start, 0.5 its middle, 1 its end
   */
  record Text(double x, double y, double anchor, int size, String text) implements Shape {}

  /** An image whose pixels are squares, from its upper left corner on. */
  record Image(double x, double y, double width, double height, Pixels pixels) implements Shape {}
}
