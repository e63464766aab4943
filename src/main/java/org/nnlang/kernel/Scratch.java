// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.nnlang.tensor.PhiloxLanes;

/**
 * Memory one worker writes intermediate numbers to. It grows to what the largest kernel needs and
 * is kept, so a kernel that has run before allocates nothing. Contents do not outlive a block.
 */
public final class Scratch {
  private float[][] floats = new float[16][];
  private double[][] doubles = new double[16][];
  private int[] ints = new int[0];
  private long[] longs = new long[0];
  private byte[] bools = new byte[0];
  private final byte[][] bytes = new byte[Codes.AT_ONCE][0];
  private final short[][] shorts = new short[Codes.AT_ONCE][0];
  private final Bits bits = new Bits();
  private final Tile floatTile = new FloatTile();
  private final Tile doubleTile = new DoubleTile();
  private final Tile longTile = new LongTile();
  private final PhiloxLanes philox = new PhiloxLanes();
  private final OneDnnConvolution.Cache convolutions = new OneDnnConvolution.Cache();
  private final OneDnnRows.Cache rows = new OneDnnRows.Cache();
  private MemorySegment outside = MemorySegment.NULL;
  private MemorySegment sums = MemorySegment.NULL;

  /** Array number {@code slot}, of at least that length. */
  public float[] floats(int slot, int length) {
    if (slot >= floats.length) {
      floats = Arrays.copyOf(floats, 2 * slot);
    }
    if (floats[slot] == null || floats[slot].length < length) {
      floats[slot] = new float[rounded(length)];
    }
    return floats[slot];
  }

  /** Array number {@code slot}, of at least that length. */
  public double[] doubles(int slot, int length) {
    if (slot >= doubles.length) {
      doubles = Arrays.copyOf(doubles, 2 * slot);
    }
    if (doubles[slot] == null || doubles[slot].length < length) {
      doubles[slot] = new double[rounded(length)];
    }
    return doubles[slot];
  }

  /** An array of at least that length. */
  public int[] ints(int length) {
    if (ints.length < length) {
      ints = new int[rounded(length)];
    }
    return ints;
  }

  /** An array of at least that length. */
  public long[] longs(int length) {
    if (longs.length < length) {
      longs = new long[rounded(length)];
    }
    return longs;
  }

  OneDnnConvolution.Cache convolutions() {
    return convolutions;
  }

  OneDnnRows.Cache rows() {
    return rows;
  }

  PhiloxLanes philox() {
    return philox;
  }

  /** An array of at least that length. */
  public byte[] bools(int length) {
    if (bools.length < length) {
      bools = new byte[rounded(length)];
    }
    return bools;
  }

  /** Array number {@code slot}, of {@link Codes#AT_ONCE}, of at least that length. */
  byte[] bytes(int slot, int length) {
    if (bytes[slot].length < length) {
      bytes[slot] = new byte[rounded(length)];
    }
    return bytes[slot];
  }

  /** Array number {@code slot}, of {@link Codes#AT_ONCE}, of at least that length. */
  short[] shorts(int slot, int length) {
    if (shorts[slot].length < length) {
      shorts[slot] = new short[rounded(length)];
    }
    return shorts[slot];
  }

  /** Registers to be bound. */
  Tile tile(Registers registers) {
    return switch (registers) {
      case FLOATS -> floatTile;
      case DOUBLES -> doubleTile;
      case LONGS -> longTile;
    };
  }

  /** Arrays of at least that length. */
  Bits bits(int length) {
    return bits.of(length);
  }

  /** Memory outside the heap, of at least that many bytes, aligned to a cache line. */
  public MemorySegment bytes(long size) {
    if (outside.byteSize() < size) {
      outside = larger(size);
    }
    return outside;
  }

  /**
   * As {@link #bytes}, for the results of all blocks of one call, taken by the thread that makes
   * the call.
   */
  MemorySegment sums(long size) {
    if (sums.byteSize() < size) {
      sums = larger(size);
    }
    return sums;
  }

  private static MemorySegment larger(long size) {
    return Arena.ofAuto().allocate(Math.max(4096, size + size / 4), 64);
  }

  // a little more than asked for, so that slowly growing shapes do not allocate each time
  private static int rounded(int length) {
    return (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(64, length + length / 8L));
  }
}
