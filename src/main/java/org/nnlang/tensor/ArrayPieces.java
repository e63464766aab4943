// SPDX-License-Identifier: Apache-2.0
package org.nnlang.tensor;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;

/**
 * Rows of Java's arrays, one after the other, into the memory of a tensor or out of it. What is
 * short, or of another type, goes through a piece of memory that stays in cache.
 */
final class ArrayPieces {
  private static final int PIECE = 1 << 12;

  /** Shorter rows are collected. */
  private static final int LONG_ROW = 64;

  private final MemorySegment data;
  private final DType dtype;
  private final long size;
  private @Nullable Object piece;
  private int pieceSize;

  /** How much of the piece was written, or read, and how much there is to read. */
  private int used;

  private int filled;

  /** The first element of the tensor that went through no piece yet. */
  private long at;

  ArrayPieces(Tensor t) {
    data = t.data();
    dtype = t.dtype();
    size = t.size();
  }

  private Object piece() {
    if (piece == null) {
      pieceSize = (int) Math.min(PIECE, size);
      piece =
          switch (dtype) {
            case FLOAT32 -> new float[pieceSize];
            case FLOAT64 -> new double[pieceSize];
            case INT -> new long[pieceSize];
            case BOOL -> new byte[pieceSize];
          };
    }
    return piece;
  }

  /** Whether the array has elements as the tensor has, and enough for a copy to pay. */
  private boolean isCopied(Object row, int length) {
    return switch (dtype) {
          case FLOAT32 -> row instanceof float[];
          case FLOAT64 -> row instanceof double[];
          case INT -> row instanceof long[];
          case BOOL -> false;
        }
        && (length >= LONG_ROW || length == size);
  }

  private static MemorySegment heap(Object array) {
    return switch (array) {
      case float[] f -> MemorySegment.ofArray(f);
      case double[] d -> MemorySegment.ofArray(d);
      case long[] l -> MemorySegment.ofArray(l);
      case byte[] b -> MemorySegment.ofArray(b);
      default -> throw new IllegalArgumentException(array.getClass().getName());
    };
  }

  /** Writes the next elements of the tensor; {@link #flush} has to follow the last. */
  void put(Object row, int length) {
    if (length < LONG_ROW
        && row instanceof float[] f
        && piece instanceof float[] p
        && length < p.length - used) {
      // rows of a few numbers, of which there may be millions
      for (int i = 0; i < length; i++) {
        p[used + i] = f[i];
      }
      used += length;
      return;
    }
    if (isCopied(row, length)) {
      flush();
      int bytes = dtype.bytes();
      MemorySegment.copy(heap(row), 0, data, at * bytes, (long) length * bytes);
      at += length;
      return;
    }
    Object to = piece();
    for (int from = 0; from < length; ) {
      int count = Math.min(length - from, pieceSize - used);
      convert(row, from, to, used, count);
      used += count;
      from += count;
      if (used == pieceSize) {
        flush();
      }
    }
  }

  void flush() {
    if (used > 0) {
      int bytes = dtype.bytes();
      MemorySegment.copy(heap(piece()), 0, data, at * bytes, (long) used * bytes);
      at += used;
      used = 0;
    }
  }

  /** Reads the next elements of the tensor. */
  void take(Object row, int length) {
    if (length < LONG_ROW
        && row instanceof float[] t
        && piece instanceof float[] p
        && length <= filled - used) {
      for (int i = 0; i < length; i++) {
        t[i] = p[used + i];
      }
      used += length;
      return;
    }
    int bytes = dtype.bytes();
    if (used == filled && isCopied(row, length)) {
      MemorySegment.copy(data, at * bytes, heap(row), 0, (long) length * bytes);
      at += length;
      return;
    }
    Object from = piece();
    for (int to = 0; to < length; ) {
      if (used == filled) {
        filled = (int) Math.min(pieceSize, size - at);
        MemorySegment.copy(data, at * bytes, heap(from), 0, (long) filled * bytes);
        at += filled;
        used = 0;
      }
      int count = Math.min(length - to, filled - used);
      convert(from, used, row, to, count);
      used += count;
      to += count;
    }
  }

  /** Some elements of an array as those of another. */
  private static void convert(Object from, int at, Object to, int place, int count) {
    if (to instanceof float[] t) {
      floats(from, at, t, place, count);
    } else if (to instanceof double[] t) {
      doubles(from, at, t, place, count);
    } else if (to instanceof boolean[] t) {
      booleans(from, at, t, place, count);
    } else if (to instanceof byte[] t && from instanceof boolean[] f) {
      for (int i = 0; i < count; i++) {
        t[place + i] = (byte) (f[at + i] ? 1 : 0);
      }
    } else if (from instanceof float[] || from instanceof double[]) {
      throw Problem.of(ErrorCode.TYPE, "floats do not go into an array of integers");
    } else if (to instanceof long[] t) {
      longs(from, at, t, place, count);
    } else if (to instanceof int[] t && from instanceof long[] f) {
      for (int i = 0; i < count; i++) {
        t[place + i] = (int) f[at + i];
        if (t[place + i] != f[at + i]) {
          throw Problem.of(ErrorCode.VALUE, "%d does not go into an int[]".formatted(f[at + i]))
              .hint("a long[] holds it");
        }
      }
    } else if (to instanceof int[] t && from instanceof byte[] f) {
      for (int i = 0; i < count; i++) {
        t[place + i] = f[at + i];
      }
    } else {
      throw Problem.of(
          ErrorCode.TYPE, "numbers go into float, double, int, long or boolean arrays");
    }
  }

  private static void floats(Object from, int at, float[] to, int place, int count) {
    if (from instanceof float[] f) {
      System.arraycopy(f, at, to, place, count);
    } else if (from instanceof double[] f) {
      for (int i = 0; i < count; i++) {
        to[place + i] = (float) f[at + i];
      }
    } else if (from instanceof long[] f) {
      for (int i = 0; i < count; i++) {
        // by way of a double, as all numbers are read
        to[place + i] = (float) (double) f[at + i];
      }
    } else {
      byte[] f = (byte[]) from;
      for (int i = 0; i < count; i++) {
        to[place + i] = f[at + i];
      }
    }
  }

  private static void doubles(Object from, int at, double[] to, int place, int count) {
    if (from instanceof double[] f) {
      System.arraycopy(f, at, to, place, count);
    } else if (from instanceof float[] f) {
      for (int i = 0; i < count; i++) {
        to[place + i] = f[at + i];
      }
    } else if (from instanceof long[] f) {
      for (int i = 0; i < count; i++) {
        to[place + i] = f[at + i];
      }
    } else {
      byte[] f = (byte[]) from;
      for (int i = 0; i < count; i++) {
        to[place + i] = f[at + i];
      }
    }
  }

  private static void booleans(Object from, int at, boolean[] to, int place, int count) {
    if (from instanceof byte[] f) {
      for (int i = 0; i < count; i++) {
        to[place + i] = f[at + i] != 0;
      }
    } else if (from instanceof float[] f) {
      for (int i = 0; i < count; i++) {
        to[place + i] = f[at + i] != 0;
      }
    } else if (from instanceof double[] f) {
      for (int i = 0; i < count; i++) {
        to[place + i] = f[at + i] != 0;
      }
    } else {
      long[] f = (long[]) from;
      for (int i = 0; i < count; i++) {
        to[place + i] = f[at + i] != 0;
      }
    }
  }

  private static void longs(Object from, int at, long[] to, int place, int count) {
    if (from instanceof long[] f) {
      System.arraycopy(f, at, to, place, count);
    } else if (from instanceof int[] f) {
      for (int i = 0; i < count; i++) {
        to[place + i] = f[at + i];
      }
    } else if (from instanceof short[] f) {
      for (int i = 0; i < count; i++) {
        to[place + i] = f[at + i];
      }
    } else {
      byte[] f = (byte[]) from;
      for (int i = 0; i < count; i++) {
        to[place + i] = f[at + i];
      }
    }
  }
}
