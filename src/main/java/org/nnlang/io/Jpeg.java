// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What the segments of a JPEG file say and its decoder does not tell.
 *
 * @param orientation how the camera was held, 1 to 8 as in EXIF; 1 where nothing is said
 * @param components how many colours there are; 4 are CMYK
 * @param transformed whether four colours are stored as brightness and differences (YCCK)
 * @param whole whether the end of the picture is there
 */
record Jpeg(int orientation, int components, boolean transformed, boolean whole) {
  private static final int START_OF_SCAN = 0xda;
  private static final int END = 0xd9;
  private static final int EXIF = 0xe1;
  private static final int ADOBE = 0xee;
  private static final int ORIENTATION = 0x0112;

  static boolean is(byte[] file) {
    return file.length > 2 && (file[0] & 0xff) == 0xff && (file[1] & 0xff) == 0xd8;
  }

  static Jpeg of(byte[] file) {
    int orientation = 1;
    int components = 0;
    boolean transformed = false;
    int at = 2;
    while (at + 3 < file.length) {
      int marker = file[at + 1] & 0xff;
      if ((file[at] & 0xff) != 0xff || marker == 0 || marker >= 0xd0 && marker <= 0xd7) {
        // the numbers of the picture, which have no length in front
        at++;
        continue;
      }
      if (marker == 0xff) {
        at++;
        continue;
      }
      if (marker == END) {
        return new Jpeg(orientation, components, transformed, true);
      }
      int length = (file[at + 2] & 0xff) << 8 | file[at + 3] & 0xff;
      int start = at + 4;
      int end = Math.min(file.length, at + 2 + length);
      boolean frame =
          marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
      if (frame && start + 6 <= end) {
        components = file[start + 5] & 0xff;
      } else if (marker == EXIF && starts(file, start, end, "Exif\0\0")) {
        orientation = orientation(ByteBuffer.wrap(file, start + 6, end - start - 6).slice());
      } else if (marker == ADOBE && starts(file, start, end, "Adobe") && start + 12 <= end) {
        transformed = file[start + 11] == 2;
      }
      at = marker == START_OF_SCAN ? start : Math.max(start, end);
    }
    boolean ends =
        file.length > 3
            && (file[file.length - 2] & 0xff) == 0xff
            && (file[file.length - 1] & 0xff) == END;
    return new Jpeg(orientation, components, transformed, ends);
  }

  private static boolean starts(byte[] file, int start, int end, String word) {
    boolean is = end - start >= word.length();
    for (int i = 0; is && i < word.length(); i++) {
      is = file[start + i] == word.charAt(i);
    }
    return is;
  }

  /** The orientation in a block of EXIF, which is laid out as a TIFF file; 1 where it says none. */
  static int orientation(ByteBuffer tiff) {
    if (tiff.limit() < 8) {
      return 1;
    }
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    long directory = tiff.getInt(4) & 0xffff_ffffL;
    if (directory + 2 > tiff.limit()) {
      return 1;
    }
    int entries = tiff.getShort((int) directory) & 0xffff;
    for (int i = 0; i < entries; i++) {
      long entry = directory + 2 + 12L * i;
      if (entry + 12 > tiff.limit()) {
        return 1;
      }
      if ((tiff.getShort((int) entry) & 0xffff) == ORIENTATION) {
        int value = tiff.getShort((int) entry + 8) & 0xffff;
        return value >= 1 && value <= 8 ? value : 1;
      }
    }
    return 1;
  }
}
