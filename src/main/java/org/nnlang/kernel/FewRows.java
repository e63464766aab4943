// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import org.nnlang.tensor.DType;

/**
 * {@code x @ weight.T} of five to eight rows x and a large weight {@code [out, in]} that is read
 * once, both float32. It is computed as {@code weight @ x.T}: the library then has the rows of x as
 * what it works on at once, and reads the weight as it goes, by a quarter to a third faster.
 */
public final class FewRows implements Kernel {
  /** Fewest rows for which this is the faster way. */
  public static final int FEWEST = 5;

  /** Rows that the library works on at once; fewer are filled up. */
  public static final int MOST = 8;

  /** A block reads so many numbers, a quarter of a megabyte. */
  private static final int NUMBERS = 1 << 16;

  private static final int GRAIN = 8;

  private static final int FEWEST_COLUMNS = 32;
  private static final double NANOS_PER_NUMBER = 0.5;

  private final int m;
  private final int out;
  private final int in;
  private final int each;
  private final boolean fetches;

  public FewRows(int m, int out, int in) {
    this.m = m;
    this.out = out;
    this.in = in;
    int most = Math.max(FEWEST_COLUMNS, NUMBERS / Math.max(1, in));
    // blocks that are alike, in pairs, so that two threads end together
    int blocks = 2 * Math.ceilDiv(Math.ceilDiv(out, most), 2);
    each =
        Math.max(
            FEWEST_COLUMNS, Math.ceilDiv(Math.ceilDiv(out, Math.max(1, blocks)), GRAIN) * GRAIN);
    fetches = Fetch.helps(out, in, Float.BYTES);
    Blas.ready(DType.FLOAT32);
  }

  @Override
  public void run(MemorySegment[] inputs, MemorySegment output, Run run) {
    if (m == 0 || out == 0) {
      return;
    }
    if (in == 0) {
      output.fill((byte) 0);
      return;
    }
    MemorySegment x = inputs[0];
    if (m < MOST) {
      x = run.scratch(0).sums(4L * MOST * in);
      MemorySegment.copy(inputs[0], 0, x, 0, 4L * m * in);
      x.asSlice(4L * m * in, 4L * (MOST - m) * in).fill((byte) 0);
    }
    long rows = x.address();
    run.parallel(
        Math.ceilDiv(out, each),
        (long) (NANOS_PER_NUMBER * out * in),
        (block, worker) -> {
          int from = block * each;
          block(from, Math.min(each, out - from), inputs[1], rows, output, run, worker);
        });
    Reference.reachabilityFence(x);
    Reference.reachabilityFence(inputs);
  }

  private void block(
      int from, int count, MemorySegment w, long x, MemorySegment output, Run run, int worker) {
    MemorySegment turned = run.scratch(worker, 4L * MOST * count);
    if (fetches) {
      Fetch.read(w, 4L * from * in, 4L * count * in, run.scratch(worker));
    }
    long weight = w.asSlice(4L * from * in, 4L * count * in).address();
    Blas.gemm(
        DType.FLOAT32,
        false,
        true,
        count,
        MOST,
        in,
        1,
        weight,
        in,
        x,
        in,
        0,
        turned.address(),
        MOST);
    for (int r = 0; r < m; r++) {
      for (int i = 0; i < count; i++) {
        float y = turned.getAtIndex(ValueLayout.JAVA_FLOAT, (long) i * MOST + r);
        output.setAtIndex(ValueLayout.JAVA_FLOAT, (long) r * out + from + i, y);
      }
    }
  }
}
