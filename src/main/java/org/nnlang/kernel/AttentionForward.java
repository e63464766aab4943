// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import org.nnlang.tensor.DType;

/** Attention's result: a block is some queries of a head. */
final class AttentionForward implements Kernel {
  private final Attention a;
  private final AttentionWeights weights;

  AttentionForward(Attention a) {
    this.a = a;
    weights = new AttentionWeights(a);
    Blas.ready(a.dtype());
  }

  @Override
  public void run(MemorySegment[] inputs, MemorySegment output, Run run) {
    long results = (long) a.heads() * a.queries() * a.valueWidth();
    a.check(inputs);
    Attention.check(output, a.dtype(), results);
    if (results == 0) {
      return;
    }
    int blocks = Math.multiplyExact(a.heads(), a.blocksPerHead());
    run.parallel(blocks, a.cost(2), (block, worker) -> block(block, inputs, output, run, worker));
    Reference.reachabilityFence(inputs);
    Reference.reachabilityFence(output);
  }

  private void block(int block, MemorySegment[] inputs, MemorySegment output, Run run, int worker) {
    DType dtype = a.dtype();
    int bytes = dtype.bytes();
    int head = block / a.blocksPerHead();
    int from = block % a.blocksPerHead() * a.blockQueries();
    int to = Math.min(a.queries(), from + a.blockQueries());
    int keys = a.visible(to - 1);
    int width = a.width();
    int values = a.valueWidth();
    long first = (long) head * a.queries() + from;
    long firstKey = (long) head * a.keys();
    long out = output.address() + first * values * bytes;
    if (keys == 0) {
      output.asSlice(first * values * bytes, (long) (to - from) * values * bytes).fill((byte) 0);
      return;
    }
    MemorySegment scores = run.scratch(worker, (long) (to - from) * keys * bytes);
    Blas.gemm(
        dtype,
        false,
        true,
        to - from,
        keys,
        width,
        a.scale(),
        inputs[0].address() + first * width * bytes,
        Math.max(1, width),
        inputs[1].address() + firstKey * width * bytes,
        Math.max(1, width),
        0,
        scores.address(),
        keys);
    MemorySegment mask = a.maskType() == null ? null : inputs[3];
    weights.apply(scores, null, null, mask, head, from, to, keys, run, worker);
    Blas.gemm(
        dtype,
        false,
        false,
        to - from,
        values,
        keys,
        1,
        scores.address(),
        keys,
        inputs[2].address() + firstKey * values * bytes,
        values,
        0,
        out,
        values);
  }
}
