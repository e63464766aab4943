// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

/** Where pictures can be shown as they are, such as a notebook. */
public interface Display {
  /**
   * Shows a picture.
   *
   * @param type its media type: {@code image/png} or {@code image/svg+xml}
   * @param text what stands for it where pictures cannot be
   */
  void show(String type, byte[] picture, String text);

  /** Whether a picture can take the place of another. */
  default boolean redraws() {
    return false;
  }

  /**
   * Shows a picture in place of the last one of the same name, where it {@link #redraws}.
   *
   * @param name no other picture's
   */
  default void redraw(String name, String type, byte[] picture, String text) {
    show(type, picture, text);
  }

  /** Whether it shows drawings of lines, as SVG; else they are made of pixels. */
  default boolean drawsLines() {
    return true;
  }
}
