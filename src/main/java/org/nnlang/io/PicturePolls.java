// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.Polls;

/**
 * Asks, while a picture is read, whether that is to end, and keeps apart what ends it from what is
 * wrong with the picture.
 */
final class PicturePolls implements IIOReadProgressListener {
  /** A row of so many pixels is worth a question. */
  private static final int LONG_ROW = 1 << 10;

  private int width;
  private @Nullable Throwable ended;

  /** Says how long rows are, which nobody may ask of a reader that is at work. */
  void begin(int newWidth) {
    width = newWidth;
  }

  /** Once for each row that is gone through. */
  void row(int width) {
    try {
      if (width < LONG_ROW) {
        Polls.sometimes();
      } else {
        Polls.now();
      }
    } catch (RuntimeException | Error e) {
      ended = e;
      throw e;
    }
  }

  /** Goes on ending what was told to end. */
  void end() {
    if (ended instanceof RuntimeException e) {
      throw e;
    }
    if (ended instanceof Error e) {
      throw e;
    }
  }

  /** Java's readers, parts of which are no Java, are ended by a word and not by an exception. */
  @Override
  public void imageProgress(ImageReader source, float percent) {
    try {
      row(width);
    } catch (RuntimeException | Error e) {
      source.abort();
    }
  }

  @Override
  public void imageStarted(ImageReader source, int image) {}

  @Override
  public void imageComplete(ImageReader source) {}

  @Override
  public void readAborted(ImageReader source) {}

  @Override
  public void sequenceStarted(ImageReader source, int first) {}

  @Override
  public void sequenceComplete(ImageReader source) {}

  @Override
  public void thumbnailStarted(ImageReader source, int image, int thumbnail) {}

  @Override
  public void thumbnailProgress(ImageReader source, float percent) {}

  @Override
  public void thumbnailComplete(ImageReader source) {}
}
