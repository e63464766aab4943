// SPDX-License-Identifier: Apache-2.0
package org.nnlang.cluster;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;

/**
 * What a worker gives in a round: a head for the one that leads, and rows of numbers, of which that
 * one wants the mean over all workers. Whoever adds them up needs to know no more than this.
 */
public final class Answer {
  private static final int MOST_BYTES = Integer.MAX_VALUE - 64;

  private final byte[] head;
  private final List<Row> rows;

  /**
   * @param rows none where the worker could not, or had nothing to do
   */
  public Answer(byte[] head, List<Row> rows) {
    this.head = head;
    this.rows = List.copyOf(rows);
  }

  /**
   * A row of numbers.
   *
   * @param dtype of those that are no floats the first worker's count, and no mean is taken
   * @param weight of this worker's among all; those of weight 0 are left out
   * @param scale what the numbers are multiplied by besides
   * @param numbers little endian
   */
  public record Row(DType dtype, double weight, double scale, ByteBuffer numbers) {
    public Row {
      numbers = numbers.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The numbers of a tensor, which are read when the answer is made bytes of. */
    public static Row of(Tensor tensor, double weight, double scale) {
      long bytes = tensor.size() * tensor.dtype().bytes();
      if (bytes > MOST_BYTES) {
        throw tooLarge(bytes);
      }
      return new Row(tensor.dtype(), weight, scale, tensor.bytes(0, (int) bytes));
    }

    int size() {
      return numbers.capacity() / dtype.bytes();
    }

    /** Slice {@code i} of {@code n}. */
    Row slice(int i, int n) {
      int from = (int) ((long) size() * i / n) * dtype.bytes();
      int to = (int) ((long) size() * (i + 1) / n) * dtype.bytes();
      return new Row(dtype, weight, scale, numbers.slice(from, to - from));
    }
  }

  byte[] head() {
    return head;
  }

  List<Row> rows() {
    return rows;
  }

  /** As many answers as asked for, which have a part of each row each; the first has the head. */
  public List<Answer> slices(int count) {
    List<Answer> out = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int slice = i;
      List<Row> part = rows.stream().map(r -> r.slice(slice, count)).toList();
      out.add(new Answer(i == 0 ? head : new byte[0], part));
    }
    return out;
  }

  /**
   * As bytes, of which {@link #of} makes the same again.
   *
   * @throws Problem {@code limit} where they are more than one array holds
   */
  public byte[] bytes() {
    long size = 2L * Integer.BYTES + head.length;
    for (Row r : rows) {
      size += 1 + 2L * Double.BYTES + Integer.BYTES + r.numbers.capacity();
    }
    if (size > MOST_BYTES) {
      throw tooLarge(size);
    }
    ByteBuffer all = ByteBuffer.allocate((int) size);
    all.putInt(head.length).put(head).putInt(rows.size());
    for (Row r : rows) {
      all.put((byte) r.dtype.ordinal()).putDouble(r.weight).putDouble(r.scale);
      all.putInt(r.numbers.capacity()).put(r.numbers.duplicate().rewind());
    }
    return all.array();
  }

  /** Reads {@link #bytes}; the rows stay in them. */
  public static Answer of(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    byte[] head = new byte[in.getInt()];
    in.get(head);
    List<Row> rows = new ArrayList<>();
    for (int left = in.getInt(); left > 0; left--) {
      DType dtype = DType.values()[in.get()];
      double weight = in.getDouble();
      double scale = in.getDouble();
      int length = in.getInt();
      rows.add(new Row(dtype, weight, scale, in.slice(in.position(), length)));
      in.position(in.position() + length);
    }
    return new Answer(head, rows);
  }

  private static Problem tooLarge(long bytes) {
    return Problem.of(
        ErrorCode.LIMIT,
        "a round of a cluster moves 2 GB at most, and this net needs %.1f".formatted(bytes / 1e9));
  }
}
