// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nnlang.tensor.DType;

/**
 * Products of few rows by a weight, both float32, whose time is that of reading the weight: inputs
 * are the rows and the weight {@link #packing packed}, a copy in the order in which {@link
 * OneDnnRows} goes through it. The weight is cut into pieces of rows, which lie one after the
 * other.
 */
public final class FewRows implements Kernel {
  /** One row is read as fast where the weight lies as it is. */
  public static final int FEWEST = 2;

  /** More rows take so long to multiply that reading matters little. */
  public static final int MOST = 32;

  /** Rows that the library works on at once; fewer are filled up. */
  private static final int TOGETHER = 4;

  /** A piece has about so many numbers, half a megabyte. */
  private static final int NUMBERS = 1 << 17;

  /** Rows of a piece are a multiple of what the library has in one panel. */
  private static final int GRAIN = 48;

  private static final double NANOS_PER_NUMBER = 0.4;
  private static final long LINE = 64;

  private final int m;
  private final int rows;
  private final int out;
  private final int in;
  private final boolean turned;
  private final int each;
  private final int pieces;
  private final long pieceBytes;

  private FewRows(int m, int out, int in, boolean turned) {
    this.m = m;
    this.out = out;
    this.in = in;
    this.turned = turned;
    rows = Math.ceilDiv(m, TOGETHER) * TOGETHER;
    each = Math.min(out, each(out, in));
    pieces = Math.ceilDiv(out, each);
    pieceBytes = Math.ceilDiv(OneDnnRows.bytes(sizes(each)), LINE) * LINE;
  }

  /**
   * The product of such a weight.
   *
   * @param m rows, {@link #FEWEST} to {@link #MOST}
   * @param out columns of the result, at least 1
   * @param in what is added up, at least 1
   * @param turned whether the weight is {@code [in, out]}; else it is {@code [out, in]}, and the
   *     product is by its transpose
   * @return null where the library has no code for it
   */
  public static @Nullable FewRows of(int m, int out, int in, boolean turned) {
    FewRows product = new FewRows(m, out, in, turned);
    boolean can = product.pieceBytes > 0 && OneDnnRows.bytes(product.sizes(product.last())) > 0;
    return can ? product : null;
  }

  /** Rows of a piece, so that two threads with as many pieces each end soonest. */
  private static int each(int out, int in) {
    int pairs = Math.toIntExact(Math.ceilDiv((long) out * in, 2L * NUMBERS));
    int best = out;
    long least = Long.MAX_VALUE;
    for (int count = 2 * pairs; count <= 4 * pairs; count += 2) {
      int each = Math.ceilDiv(Math.ceilDiv(out, count), GRAIN) * GRAIN;
      long longest = (long) Math.ceilDiv(Math.ceilDiv(out, each), 2) * each;
      if (longest < least) {
        least = longest;
        best = each;
      }
    }
    return best;
  }

  /** Rows of the last piece. */
  private int last() {
    return out - (pieces - 1) * each;
  }

  private OneDnnRows.Sizes sizes(int count) {
    return sizes(rows, count);
  }

  private OneDnnRows.Sizes sizes(int rows, int count) {
    return new OneDnnRows.Sizes(rows, count, in, turned ? -out : in);
  }

  /** The fewest rows for which the weight is packed as for these. */
  public int packedFor() {
    for (int r = TOGETHER; r < rows; r += TOGETHER) {
      if (OneDnnRows.areAlike(sizes(r, each), sizes(each))
          && OneDnnRows.areAlike(sizes(r, last()), sizes(last()))) {
        return r;
      }
    }
    return rows;
  }

  /** How many numbers a packed weight is. */
  public long numbers() {
    return pieces * pieceBytes / Float.BYTES;
  }

  /** Packs a weight, its input. */
  public Kernel packing() {
    return (inputs, output, run) -> {
      Attention.check(inputs[0], DType.FLOAT32, (long) out * in);
      Attention.check(output, DType.FLOAT32, numbers());
      run.parallel(
          pieces,
          (long) (NANOS_PER_NUMBER * out * in),
          (piece, worker) -> {
            OneDnnRows code = code(piece, worker, run);
            long first = (long) piece * each * (turned ? 1 : in) * Float.BYTES;
            MemorySegment scratch = run.scratch(worker, code.scratchBytes());
            code.pack(
                inputs[0].address() + first,
                output.address() + piece * pieceBytes,
                scratch.address());
          });
      Reference.reachabilityFence(inputs);
      Reference.reachabilityFence(output);
    };
  }

  private int count(int piece) {
    return Math.min(each, out - piece * each);
  }

  private OneDnnRows code(int piece, int worker, Run run) {
    return Objects.requireNonNull(run.scratch(worker).rows().of(sizes(count(piece))));
  }

  @Override
  public void run(MemorySegment[] inputs, MemorySegment output, Run run) {
    Attention.check(inputs[0], DType.FLOAT32, (long) m * in);
    Attention.check(inputs[1], DType.FLOAT32, numbers());
    Attention.check(output, DType.FLOAT32, (long) m * out);
    MemorySegment x = inputs[0];
    if (m < rows) {
      x = run.scratch(0).sums(4L * rows * in);
      MemorySegment.copy(inputs[0], 0, x, 0, 4L * m * in);
      x.asSlice(4L * m * in, 4L * (rows - m) * in).fill((byte) 0);
    }
    long from = x.address();
    run.parallel(
        pieces,
        (long) (NANOS_PER_NUMBER * out * in),
        (piece, worker) -> piece(piece, from, inputs[1], output, run, worker));
    Reference.reachabilityFence(x);
    Reference.reachabilityFence(inputs);
  }

  private void piece(
      int piece, long x, MemorySegment packed, MemorySegment output, Run run, int worker) {
    OneDnnRows code = code(piece, worker, run);
    int count = count(piece);
    long bytes = Math.ceilDiv(4L * rows * count, LINE) * LINE;
    MemorySegment scratch = run.scratch(worker, bytes + code.scratchBytes());
    long y = scratch.address();
    long all = Math.min(pieceBytes, packed.byteSize() - piece * pieceBytes);
    Fetch.pages(packed, piece * pieceBytes, all, run.scratch(worker));
    code.run(x, packed.address() + piece * pieceBytes, y, y + bytes);
    for (int r = 0; r < m; r++) {
      long to = 4L * ((long) r * out + (long) piece * each);
      MemorySegment.copy(scratch, 4L * r * count, output, to, 4L * count);
    }
  }
}
