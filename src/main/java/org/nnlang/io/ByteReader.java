// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.value.Show;

/** The bytes of a file, read from front to back; what is not as expected is said with its place. */
final class ByteReader {
  private final String kind;
  private final String path;
  private final ByteBuffer bytes;

  /**
   * @param kind what the file should be: {@code a WAV file}
   */
  ByteReader(String kind, String path, byte[] bytes) {
    this.kind = kind;
    this.path = path;
    this.bytes = ByteBuffer.wrap(bytes);
  }

  /**
   * @throws Problem {@code file} where it is a file of another kind that is known
   */
  void refuseOtherKinds() {
    FileKind.refuse(path, bytes.array());
  }

  int at() {
    return bytes.position();
  }

  int left() {
    return bytes.remaining();
  }

  /** The next bytes, little endian, as a buffer of their own. */
  ByteBuffer take(long count, String what) {
    if (count < 0 || count > left()) {
      throw bad(at(), Long.toUnsignedString(count) + " bytes of " + what, left() + " bytes");
    }
    ByteBuffer part = bytes.slice(at(), (int) count).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(at() + (int) count);
    return part;
  }

  void skip(long count) {
    bytes.position(at() + (int) Math.min(count, left()));
  }

  /** Four letters, as formats of chunks have them. */
  String word(String what) {
    byte[] letters = new byte[4];
    take(4, what).get(letters);
    return new String(letters, StandardCharsets.ISO_8859_1);
  }

  Problem bad(long at, String expected, String found) {
    return bad(kind, path, at, expected, found);
  }

  static Problem bad(String kind, String path, long at, String expected, String found) {
    return Problem.of(
        ErrorCode.FILE,
        "this is no whole %s: at byte %d expected %s, found %s, in %s"
            .formatted(kind, at, expected, found, Show.quoted(path)));
  }
}
