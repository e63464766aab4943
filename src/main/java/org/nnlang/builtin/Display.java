// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

/** Where pictures can be shown as they are, such as a notebook. */
@FunctionalInterface
public interface Display {
  /**
   * Shows a picture.
   *
   * @param type its media type: {@code image/png} or {@code image/svg+xml}
   * @param text what stands for it where pictures cannot be
   */
  void show(String type, byte[] picture, String text);

  /** Whether it shows drawings of lines, as SVG; else they are made of pixels. */
  default boolean drawsLines() {
    return true;
  }
}
