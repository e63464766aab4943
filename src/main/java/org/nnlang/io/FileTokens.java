// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Collection;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.DataHash;
import org.nnlang.value.Dataset;

/**
 * The tokens of a text that stays in its file, a row each: what is asked for is read and encoded
 * then.
 *
 * @param coding the token of a character, or of a byte where {@code places} is null
 * @param places the byte at which every {@link #STEP}th token begins; null where each is one byte
 * @param from the first token of the whole text that belongs here
 */
public record FileTokens(
    Memory memory,
    TextFile file,
    IntUnaryOperator coding,
    long @Nullable [] places,
    long from,
    long size)
    implements Dataset {
  /** From one place that is known it is never further to a token. */
  static final int STEP = 4096;

  @Override
  public List<String> fields() {
    return List.of("input");
  }

  @Override
  public FileTokens rows(long first, long to) {
    return new FileTokens(memory, file, coding, places, from + first, to - first);
  }

  /** Whether some of these tokens are among others. */
  public boolean overlaps(FileTokens other) {
    return file.path().equals(other.file.path())
        && from < other.from + other.size
        && other.from < from + size;
  }

  @Override
  public List<Tensor> batch(long[] rows, @Nullable List<Tensor> reuse) {
    return List.of(pieces(rows, 1).reshape(rows.length));
  }

  @Override
  public List<Tensor> all() {
    return List.of(pieces(new long[] {0}, size).reshape(size));
  }

  /** Pieces of {@code length} tokens from these on, one below the other. */
  Tensor pieces(long[] starts, long length) {
    Tensor out = Tensor.zeros(memory, DType.INT, starts.length, length);
    int chunk = (int) Math.max(1, Math.min(length, 1 << 20));
    return file.open(
        channel -> {
          for (int i = 0; i < starts.length; i++) {
            Tensor.rowWithin(starts[i], size);
            Tensor.rowWithin(starts[i] + length - 1, size);
            TextFile.Characters characters =
                places == null ? null : at(channel, places, from + starts[i], length);
            for (long done = 0; done < length; done += chunk) {
              int count = (int) Math.min(chunk, length - done);
              ByteBuffer to = out.bytes((i * length + done) * Long.BYTES, count * Long.BYTES);
              if (characters == null) {
                bytes(channel, from + starts[i] + done, count, to);
              } else {
                for (int k = 0; k < count; k++) {
                  to.putLong(coding.applyAsInt(characters.next()));
                }
              }
            }
          }
          return out;
        });
  }

  private TextFile.Characters at(
      SeekableByteChannel channel, long[] places, long token, long length) throws IOException {
    int before = (int) (token % STEP);
    TextFile.Characters c =
        file.new Characters(channel, places[(int) (token / STEP)], before + 2 * length + 16);
    for (int k = 0; k < before; k++) {
      c.next();
    }
    return c;
  }

  private void bytes(SeekableByteChannel channel, long token, int count, ByteBuffer to)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    channel.position(file.start() + token);
    Disk.fill(channel, bytes, file.path());
    for (int k = 0; k < count; k++) {
      to.putLong(coding.applyAsInt(bytes.get(k) & 0xff));
    }
  }

  @Override
  public String hash() {
    return new DataHash().add("%s %d %d".formatted(file.hash(), from, size)).toString();
  }

  @Override
  public Collection<String> names() {
    return List.of("x", "size", "hash");
  }

  @Override
  public @Nullable Object member(String name) {
    return name.equals("y") ? null : Dataset.super.member(name);
  }

  @Override
  public String show() {
    return size + " tokens of the " + file.show();
  }

  /** Windows over tokens in a file, as {@link Windows} are over a tensor. */
  public record Pieces(FileTokens ids, long length, long stride) implements Dataset {
    public Pieces {
      Windows.check(ids.size, length, stride);
    }

    @Override
    public boolean isRead() {
      return true;
    }

    @Override
    public long size() {
      return (ids.size - length - 1) / stride + 1;
    }

    @Override
    public List<Tensor> batch(long[] rows, @Nullable List<Tensor> reuse) {
      long[] starts = new long[rows.length];
      for (int i = 0; i < rows.length; i++) {
        starts[i] = Tensor.rowWithin(rows[i], size()) * stride;
      }
      Tensor both = ids.pieces(starts, length + 1);
      Tensor x = Tensor.zeros(ids.memory, DType.INT, rows.length, length);
      Tensor y = Tensor.zeros(ids.memory, DType.INT, rows.length, length);
      int bytes = Math.toIntExact(length * Long.BYTES);
      for (int i = 0; i < rows.length; i++) {
        long at = i * (length + 1) * Long.BYTES;
        x.bytes((long) i * bytes, bytes).put(both.bytes(at, bytes));
        y.bytes((long) i * bytes, bytes).put(both.bytes(at + Long.BYTES, bytes));
      }
      return List.of(x, y);
    }

    @Override
    public String hash() {
      return new DataHash().add(ids.hash() + " windows " + length + " " + stride).toString();
    }

    @Override
    public String show() {
      return "dataset of " + size() + " windows of " + length;
    }
  }
}
