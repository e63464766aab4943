// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nnlang.value.DataHash;
import org.nnlang.value.HasMembers;
import org.nnlang.value.Show;
import org.nnlang.value.Shown;

/**
 * A text in UTF-8 that stays in its file, however long: tokenizers read it piece by piece.
 *
 * @param start the byte at which it begins, after a mark of byte order
 * @param end the byte after its last
 * @param buffer how many bytes are read at a time
 */
public record TextFile(Disk disk, String path, long start, long end, int buffer)
    implements HasMembers, Shown {
  private static final int BUFFER = 1 << 20;
  private static final int MARK = 0xfeff;

  /** A file as it is now. */
  public static TextFile of(Disk disk, String path) {
    return of(disk, path, BUFFER);
  }

  static TextFile of(Disk disk, String path, int buffer) {
    return disk.with(
        path,
        channel -> {
          long size = channel.size();
          ByteBuffer head = ByteBuffer.allocate((int) Math.min(size, FileKind.LOOK));
          Disk.fill(channel, head, path);
          FileKind.refuse(path, head.array());
          TextFile all = new TextFile(disk, path, 0, size, buffer);
          Characters first = all.new Characters(channel, 0, Math.min(size, 16));
          boolean marked = size >= 3 && first.next() == MARK;
          return new TextFile(disk, path, marked ? 3 : 0, size, buffer);
        });
  }

  /** Whether a text is better left in its file: reading it whole would take much of the memory. */
  public static boolean isLarge(Disk disk, String path) {
    return disk.size(path) > Runtime.getRuntime().maxMemory() / 8;
  }

  /** Something done with a file that is open. */
  interface Use<T> {
    T with(SeekableByteChannel channel) throws IOException;
  }

  /** Opens the file, which must be as long as it was. */
  <T> T open(Use<T> use) {
    return disk.with(
        path,
        channel -> {
          if (channel.size() != end) {
            throw Disk.changed(path, end, channel.size());
          }
          return use.with(channel);
        });
  }

  /** Characters one after another from a byte on, which must be the first of one. */
  final class Characters {
    private final SeekableByteChannel channel;
    private final ByteBuffer bytes;
    private long read;

    Characters(SeekableByteChannel channel, long from) throws IOException {
      this(channel, from, buffer);
    }

    /**
     * @param ahead how many bytes are read at a time
     */
    Characters(SeekableByteChannel channel, long from, long ahead) throws IOException {
      this.channel = channel;
      bytes = ByteBuffer.allocate((int) Math.max(4, Math.min(ahead, buffer))).limit(0);
      channel.position(from);
      read = from;
    }

    /** The byte at which the next character begins. */
    long at() {
      return read - bytes.remaining();
    }

    /** The next character, -1 at the end. */
    int next() throws IOException {
      if (bytes.remaining() < 4) {
        disk.poll().run();
        bytes.compact();
        while (bytes.hasRemaining()) {
          int count = channel.read(bytes);
          if (count < 0) {
            break;
          }
          read += count;
        }
        bytes.flip();
      }
      if (!bytes.hasRemaining()) {
        return -1;
      }
      int b = bytes.get() & 0xff;
      return b < 0x80 ? b : several(b);
    }

    /** A character of two to four bytes, of which the first has been read. */
    private int several(int first) {
      int count = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
      int c = first & (0x3f >> count);
      long at = at() - 1;
      boolean good = first >= 0xc2 && first <= 0xf4 && bytes.remaining() >= count;
      for (int i = 0; i < count && good; i++) {
        int b = bytes.get() & 0xff;
        good = (b & 0xc0) == 0x80;
        c = c << 6 | b & 0x3f;
      }
      int least = count == 1 ? 0x80 : count == 2 ? 0x800 : 0x10000;
      if (!good || c < least || c > Character.MAX_CODE_POINT || c >= 0xd800 && c < 0xe000) {
        throw Disk.inFile(path, Letters.notText(at, first));
      }
      return c;
    }
  }

  /**
   * Tells all of it piece by piece; pieces end between a letter and a space before another, where
   * no word goes on.
   */
  void forEachPiece(Consumer<String> use) {
    open(
        channel -> {
          Characters in = new Characters(channel, start);
          StringBuilder piece = new StringBuilder();
          for (int c = in.next(); c >= 0; c = in.next()) {
            int length = piece.length();
            boolean cut =
                length > buffer
                    && Character.isLetter(c)
                    && piece.charAt(length - 1) == ' '
                    && Character.isLetter(piece.charAt(length - 2));
            if (cut) {
              disk.poll().run();
              use.accept(piece.substring(0, length - 1));
              piece.delete(0, length - 1);
            }
            piece.appendCodePoint(c);
          }
          use.accept(piece.toString());
          return true;
        });
  }

  /** A hash of all its bytes. */
  String hash() {
    return open(
        channel -> {
          DataHash hash = new DataHash();
          ByteBuffer chunk = ByteBuffer.allocate(buffer);
          channel.position(start);
          while (channel.read(chunk.clear()) >= 0) {
            byte[] bytes = new byte[chunk.flip().remaining()];
            chunk.get(bytes);
            hash.raw(bytes);
          }
          return hash.toString();
        });
  }

  @Override
  public String type() {
    return "dataset";
  }

  @Override
  public Collection<String> names() {
    return List.of("size", "hash");
  }

  /** {@code size} is the number of bytes. */
  @Override
  public @Nullable Object member(String name) {
    return switch (name) {
      case "size" -> end - start;
      case "hash" -> hash();
      default -> null;
    };
  }

  @Override
  public String show() {
    return "text of " + (end - start) + " bytes in " + Show.quoted(path);
  }
}
