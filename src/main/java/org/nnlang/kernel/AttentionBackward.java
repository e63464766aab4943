// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;

/**
 * The gradients of attention: a block is a head, for the gradients of keys and values sum over its
 * queries. Weights are computed again rather than kept.
 */
final class AttentionBackward implements Kernel {
  private final Attention a;
  private final AttentionWeights weights;

  AttentionBackward(Attention a) {
    this.a = a;
    weights = new AttentionWeights(a);
    Blas.ready(a.dtype());
  }

  @Override
  public void run(MemorySegment[] inputs, MemorySegment output, Run run) {
    long results = (long) a.heads() * a.queries() * a.valueWidth();
    MemorySegment upstream = inputs[inputs.length - 1];
    a.check(inputs);
    Attention.check(upstream, a.dtype(), results);
    long numbers = Tensor.sizeOf(a.q()) + Tensor.sizeOf(a.k()) + Tensor.sizeOf(a.v());
    Attention.check(output, a.dtype(), numbers);
    run.parallel(
        a.heads(), a.cost(5), (head, worker) -> head(head, inputs, upstream, output, run, worker));
    Reference.reachabilityFence(inputs);
    Reference.reachabilityFence(output);
  }

  private void head(
      int head,
      MemorySegment[] inputs,
      MemorySegment upstream,
      MemorySegment output,
      Run run,
      int worker) {
    int bytes = a.dtype().bytes();
    long firstQuery = (long) head * a.queries();
    long firstKey = (long) head * a.keys();
    long keySize = (long) a.keys() * a.width() * bytes;
    long valueSize = (long) a.keys() * a.valueWidth() * bytes;
    long toKeys = (Tensor.sizeOf(a.q()) + firstKey * a.width()) * bytes;
    long toValues =
        (Tensor.sizeOf(a.q()) + Tensor.sizeOf(a.k()) + firstKey * a.valueWidth()) * bytes;
    output.asSlice(toKeys, keySize).fill((byte) 0);
    output.asSlice(toValues, valueSize).fill((byte) 0);
    for (int from = 0; from < a.queries(); from += a.blockQueries()) {
      int to = Math.min(a.queries(), from + a.blockQueries());
      int keys = a.visible(to - 1);
      long query = (firstQuery + from) * a.width() * bytes;
      if (keys == 0 || a.valueWidth() == 0) {
        output.asSlice(query, (long) (to - from) * a.width() * bytes).fill((byte) 0);
        continue;
      }
      queries(
          head,
          from,
          to,
          keys,
          inputs[0].address() + query,
          inputs[1].address() + firstKey * a.width() * bytes,
          inputs[2].address() + firstKey * a.valueWidth() * bytes,
          upstream.address() + (firstQuery + from) * a.valueWidth() * bytes,
          output.address() + query,
          output.address() + toKeys,
          output.address() + toValues,
          a.maskType() == null ? null : inputs[3],
          run,
          worker);
    }
  }

  /** Some queries of a head; the last addresses are of q, k, v, upstream and the gradients. */
  private void queries(
      int head,
      int from,
      int to,
      int keys,
      long q,
      long k,
      long v,
      long upstream,
      long dq,
      long dk,
      long dv,
      MemorySegment mask,
      Run run,
      int worker) {
    DType dtype = a.dtype();
    int rows = to - from;
    int width = a.width();
    int values = a.valueWidth();
    long size = (long) rows * keys * dtype.bytes();
    MemorySegment scratch = run.scratch(worker, 3 * size);
    MemorySegment scores = scratch.asSlice(0, size);
    MemorySegment gradients = scratch.asSlice(size, size);
    MemorySegment dropped = scratch.asSlice(2 * size, size);
    Blas.gemm(
        dtype,
        false,
        true,
        rows,
        keys,
        width,
        a.scale(),
        q,
        width,
        k,
        width,
        0,
        scores.address(),
        keys);
    Blas.gemm(
        dtype,
        false,
        true,
        rows,
        keys,
        values,
        1,
        upstream,
        values,
        v,
        values,
        0,
        gradients.address(),
        keys);
    weights.apply(scores, gradients, dropped, mask, head, from, to, keys, run, worker);
    Blas.gemm(
        dtype,
        true,
        false,
        keys,
        values,
        rows,
        1,
        dropped.address(),
        keys,
        upstream,
        values,
        1,
        dv,
        values);
    Blas.gemm(
        dtype,
        false,
        false,
        rows,
        width,
        keys,
        a.scale(),
        gradients.address(),
        keys,
        k,
        width,
        0,
        dq,
        width);
    Blas.gemm(
        dtype,
        true,
        false,
        keys,
        width,
        rows,
        a.scale(),
        gradients.address(),
        keys,
        q,
        width,
        1,
        dk,
        width);
  }
}
