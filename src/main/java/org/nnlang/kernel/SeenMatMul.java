// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import org.nnlang.tensor.DType;

/**
 * Products of matrices, one for each of {@code batch}, whose second factor has room for more places
 * than there are: input 2, an int, and {@code more} together say how many there are. The others are
 * not read. Places are what is added up, or the columns of the result, of which the others are 0.
 */
public final class SeenMatMul implements Kernel {
  private static final double NANOS_PER_FLOP = 0.015;
  private static final double NANOS_PER_NUMBER = 0.3;

  private final DType dtype;
  private final boolean transposeA;
  private final boolean transposeB;
  private final boolean sums;
  private final long batch;
  private final int m;
  private final int n;
  private final int k;
  private final long more;

  /**
   * @param sums whether places are what is added up
   * @param m rows of the result, {@code n} its columns, {@code k} what is added up, with all room
   */
  public SeenMatMul(
      DType dtype,
      boolean transposeA,
      boolean transposeB,
      boolean sums,
      long batch,
      int m,
      int n,
      int k,
      long more) {
    this.dtype = dtype;
    this.transposeA = transposeA;
    this.transposeB = transposeB;
    this.sums = sums;
    this.batch = batch;
    this.m = m;
    this.n = n;
    this.k = k;
    this.more = more;
    Blas.ready(dtype);
  }

  @Override
  public void run(MemorySegment[] inputs, MemorySegment output, Run run) {
    long places = inputs[2].get(ValueLayout.JAVA_LONG, 0) + more;
    int seen = Math.clamp(places, 0, sums ? k : n);
    if (output.byteSize() == 0) {
      return;
    }
    if (seen == 0 || k == 0) {
      output.fill((byte) 0);
      return;
    }
    Attention.check(inputs[0], dtype, batch * m * k);
    Attention.check(inputs[1], dtype, batch * k * n);
    Attention.check(output, dtype, batch * m * n);
    double read = (double) batch * seen * (sums ? n : k);
    run.parallel(
        Math.toIntExact(batch),
        (long) (read * (NANOS_PER_NUMBER + 2 * m * NANOS_PER_FLOP)),
        (block, worker) -> product(block, seen, inputs, output));
    Reference.reachabilityFence(inputs);
    Reference.reachabilityFence(output);
  }

  private void product(int matrix, int seen, MemorySegment[] inputs, MemorySegment output) {
    int bytes = dtype.bytes();
    int cols = sums ? n : seen;
    long c = (long) matrix * m * n;
    Blas.gemm(
        dtype,
        transposeA,
        transposeB,
        m,
        cols,
        sums ? seen : k,
        1,
        inputs[0].address() + (long) matrix * m * k * bytes,
        transposeA ? m : k,
        inputs[1].address() + (long) matrix * k * n * bytes,
        transposeB ? k : n,
        0,
        output.address() + c * bytes,
        n);
    for (int row = 0; cols < n && row < m; row++) {
      long from = c + (long) row * n + cols;
      output.asSlice(from * bytes, (long) (n - cols) * bytes).fill((byte) 0);
    }
  }
}
