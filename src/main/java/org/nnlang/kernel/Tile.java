// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.MemorySegment;
import org.nnlang.graph.Binary;
import org.nnlang.graph.Reduction;
import org.nnlang.graph.Unary;
import org.nnlang.tensor.DType;

/**
 * The registers of one worker, and what {@link TileInstruction} does to them, for the tile in hand.
 * The subclasses differ in what the registers hold.
 */
abstract sealed class Tile permits FloatTile, DoubleTile, LongTile {
  /** What a tile has while it is not at work, lest it keep tensors. */
  static final MemorySegment[] NO_BUFFERS = {};

  final long[] odometer = new long[32];

  MemorySegment[] buffers = NO_BUFFERS;

  // given by draw, which comes first
  @SuppressWarnings("NullAway.Init")
  private Run run;

  /** The length of a row. */
  int cols;

  /** The first row. */
  long row;

  /** How many rows there are. */
  int rows;

  /** Numbers in a register. */
  final int count(boolean perRow) {
    return perRow ? rows : rows * cols;
  }

  /** The index of the first number of a register. */
  final long first(boolean perRow) {
    return perRow ? row : row * cols;
  }

  /** One element of a buffer. */
  final double element(int buffer, DType dtype, long index) {
    return Indices.get(buffers[buffer], dtype, index);
  }

  /** One element again and again to a register from {@code at} on. */
  void repeat(int to, int at, int buffer, DType dtype, long index, int count) {
    fill(to, at, element(buffer, dtype, index), count);
  }

  /** Takes the arrays of {@code layout}'s registers from what the worker keeps. */
  abstract void bind(Scratch scratch, Layout layout);

  /** Elements from {@code index} on, one after the other, to a register from {@code at} on. */
  abstract void span(int to, int at, int buffer, DType dtype, long index, int count);

  /** Elements {@code stride} apart to a register from {@code at} on. */
  abstract void gather(int to, int at, int buffer, DType dtype, long index, long stride, int count);

  /** The array of a register. */
  abstract Object register(int id);

  /**
   * Goes on with what a register has: its first {@code at} numbers begin with a period, which comes
   * again and again up to number {@code count}.
   */
  final void cycle(int to, long period, int at, int count) {
    Object all = register(to);
    int back = (int) (at / period * period);
    for (int i = at; i < count; ) {
      int length = Math.min(back, count - i);
      System.arraycopy(all, i - back, all, i, length);
      i += length;
      // as many periods are there again
      back *= 2;
    }
  }

  abstract void fill(int to, int at, double value, int count);

  /**
   * {@code start + step * k} with k from {@code first} on, the same k everywhere where {@code
   * level}.
   */
  abstract void ramp(
      int to, int at, double start, double step, long first, boolean level, int count);

  /** Whose random numbers are drawn. */
  final void draw(Run from) {
    run = from;
  }

  /** Uniform numbers from element {@code first} on, of the same 24 bits in both precisions. */
  final void random(int to, int at, int stream, long first, int count) {
    long place = first + run.ahead(stream);
    int skip = (int) (place & 3);
    int blocks = (skip + count + 3) / 4;
    uniform(to, at, words(run.seed(), run.counter(), stream, place >>> 2, blocks), skip, count);
  }

  /** Random words, as {@link org.nnlang.tensor.Philox#words} gives them. */
  abstract int[] words(long seed, long counter, int stream, long first, int blocks);

  /** The numbers of random words from {@code skip} on. */
  abstract void uniform(int to, int at, int[] words, int skip, int count);

  abstract void map1(int to, int a, Unary op, double c, int count);

  abstract void map2(int to, int a, int b, Binary op, int count);

  abstract void mapRows(int to, int a, int perRow, Binary op, boolean flipped);

  abstract void mix(int to, int a, int b, double c, int count);

  abstract void select(int to, int test, int a, int b, int count);

  abstract void expand(int to, int a);

  abstract void reduce(int to, int a, Reduction op);

  abstract void store(int a, int buffer, DType dtype, long index, int count);

  /**
   * Reduces register {@code a}, seen as rows of {@code width} numbers of which {@code count}
   * numbers are there, to one row of {@code out} from number {@code at} on: doubles, or longs where
   * registers hold these.
   */
  abstract void fold(int a, int count, int width, Reduction op, MemorySegment out, int at);

  /** Whether all of a register's numbers are more than {@code from} and less than {@code to}. */
  abstract boolean areBetween(int a, double from, double to, int n);

  /**
   * How many registers a program needs; even ones are a tile long, odd ones have a number a row.
   */
  record Layout(int registers, int tile, int rows) {
    int length(int register) {
      return (register & 1) == 0 ? tile : rows;
    }
  }
}
