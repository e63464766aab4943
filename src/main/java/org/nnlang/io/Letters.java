// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;

/**
 * The characters of a text in UTF-8 one after another, of which only a piece is in memory. A mark
 * of byte order at the start is left out.
 */
final class Letters {
  private static final int PIECE = 1 << 16;

  private final InputStream in;
  private final Runnable poll;
  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private final ByteBuffer bytes;
  private final CharBuffer chars;
  private long read;
  private boolean ended;

  /** The byte at which character {@code counted} of those in memory begins. */
  private long byteAt;

  private int counted;

  /**
   * @param poll called for each piece; what it throws ends the reading
   */
  Letters(InputStream in, Runnable poll) throws IOException {
    this(in, poll, PIECE, 0);
  }

  /**
   * @param piece how many bytes are read at a time
   * @param from how many bytes of the text are before the first
   */
  Letters(InputStream in, Runnable poll, int piece, long from) throws IOException {
    this.in = in;
    this.poll = poll;
    read = from;
    bytes = ByteBuffer.allocate(piece).limit(0);
    chars = CharBuffer.allocate(piece).limit(0);
    fill();
    if (from == 0 && chars.hasRemaining() && chars.get(chars.position()) == '\ufeff') {
      chars.get();
    }
  }

  static Letters of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      return new Letters(new ByteArrayInputStream(bytes), () -> {}, bytes.length + 16, 0);
    } catch (IOException e) {
      throw new IllegalStateException("nothing is read from a file here", e);
    }
  }

  /** What comes first, as far as it is in memory. */
  String start() {
    return chars.toString();
  }

  /** Whether what is in memory is all that is left. */
  boolean isWhole() {
    return ended;
  }

  /** The next character, -1 at the end; stays before it. */
  int peek() throws IOException {
    return chars.hasRemaining() || fill() ? chars.get(chars.position()) : -1;
  }

  /** The next character, -1 at the end. */
  int next() throws IOException {
    return chars.hasRemaining() || fill() ? chars.get() : -1;
  }

  /** The byte at which the next character begins. */
  long at() {
    for (; counted < chars.position(); counted++) {
      char c = chars.get(counted);
      byteAt += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return byteAt;
  }

  /** Reads the next piece; false at the end. */
  private boolean fill() throws IOException {
    chars.clear();
    byteAt = read - bytes.remaining();
    counted = 0;
    while (!ended && chars.position() == 0) {
      poll.run();
      bytes.compact();
      while (bytes.hasRemaining() && !ended) {
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        ended = count < 0;
        bytes.position(bytes.position() + Math.max(0, count));
        read += Math.max(0, count);
      }
      bytes.flip();
      CoderResult result = decoder.decode(bytes, chars, ended);
      if (result.isError()) {
        throw notText(read - bytes.remaining(), bytes.get(bytes.position()));
      }
    }
    chars.flip();
    return chars.hasRemaining();
  }

  /** That a file is no text in UTF-8. */
  static Problem notText(long at, int found) {
    return Problem.of(
            ErrorCode.FILE,
            "this file is not UTF-8 text: byte %d is 0x%02x, which cannot stand there"
                .formatted(at, found & 0xff))
        .hint("convert it first, for example with: iconv -f latin1 -t utf-8");
  }
}
