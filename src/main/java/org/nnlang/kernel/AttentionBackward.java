// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.List;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.View;

/**
 * The gradients of attention: a block is a head of keys, for the gradients of keys and values sum
 * over the queries that look at them. Weights are computed again rather than kept.
 */
final class AttentionBackward implements Kernel {
  private final Attention a;
  private final AttentionWeights weights;
  private final HeadRows q;
  private final HeadRows k;
  private final HeadRows v;
  private final HeadRows upstream;
  private final HeadRows dq;
  private final HeadRows dk;
  private final HeadRows dv;

  AttentionBackward(Attention a, List<View> inputs, List<View> outputs) {
    this.a = a;
    weights = new AttentionWeights(a);
    q = new HeadRows(inputs.get(0), a.q());
    k = new HeadRows(inputs.get(1), a.k());
    v = new HeadRows(inputs.get(2), a.v());
    upstream = new HeadRows(inputs.get(3), a.result());
    dq = new HeadRows(outputs.get(0), a.q());
    dk = new HeadRows(outputs.get(1), a.k());
    dv = new HeadRows(outputs.get(2), a.v());
    Blas.ready(a.dtype());
  }

  @Override
  public void run(MemorySegment[] inputs, MemorySegment output, Run run) {
    q.check(inputs[0], a.dtype());
    k.check(inputs[1], a.dtype());
    v.check(inputs[2], a.dtype());
    if (a.maskType() != null) {
      Attention.check(inputs[3], a.maskType(), Tensor.sizeOf(a.mask()));
    }
    upstream.check(inputs[inputs.length - 1], a.dtype());
    for (HeadRows gradient : List.of(dq, dk, dv)) {
      gradient.check(output, a.dtype());
    }
    if (a.queries() == 0 || a.valueWidth() == 0) {
      // nothing depends on anything
      output.fill((byte) 0);
      return;
    }
    run.parallel(
        a.keyHeads(), a.cost(5), (head, worker) -> keyHead(head, inputs, output, run, worker));
    Reference.reachabilityFence(inputs);
    Reference.reachabilityFence(output);
  }

  private void keyHead(
      int keyHead, MemorySegment[] inputs, MemorySegment output, Run run, int worker) {
    // the last queries of the first head see all keys, and so write what others add to
    boolean cleared = a.window() > 0;
    if (cleared) {
      dk.clear(output, a.dtype(), keyHead, 0, a.keys());
      dv.clear(output, a.dtype(), keyHead, 0, a.keys());
    }
    for (int i = 0; i < a.shared(); i++) {
      run.poll(worker);
      head(keyHead * a.shared() + i, cleared || i > 0, inputs, output, run, worker);
    }
  }

  /**
   * From the last queries to the first.
   *
   * @param adds whether the last, too, add to the gradients of keys and values
   */
  private void head(
      int head, boolean adds, MemorySegment[] inputs, MemorySegment output, Run run, int worker) {
    for (int block = a.blocksPerHead() - 1; block >= 0; block--) {
      int from = block * a.blockQueries();
      int to = Math.min(a.queries(), from + a.blockQueries());
      int first = a.first(from);
      int keys = a.visible(to - 1) - first;
      if (keys <= 0) {
        dq.clear(output, a.dtype(), head, from, to);
      } else {
        double old = adds || to < a.queries() ? 1 : 0;
        queries(head, from, to, first, keys, old, inputs, output, run, worker);
      }
    }
  }

  private void queries(
      int head,
      int from,
      int to,
      int first,
      int keys,
      double old,
      MemorySegment[] inputs,
      MemorySegment output,
      Run run,
      int worker) {
    DType dtype = a.dtype();
    int rows = to - from;
    int width = a.width();
    int values = a.valueWidth();
    int keyHead = head / a.shared();
    long size = (long) rows * keys * dtype.bytes();
    MemorySegment scratch = run.scratch(worker, 3 * size);
    MemorySegment scores = scratch.asSlice(0, size);
    MemorySegment gradients = scratch.asSlice(size, size);
    MemorySegment dropped = scratch.asSlice(2 * size, size);
    long queries = q.address(inputs[0], dtype, head, from);
    long allKeys = k.address(inputs[1], dtype, keyHead, first);
    long allValues = v.address(inputs[2], dtype, keyHead, first);
    long up = upstream.address(inputs[inputs.length - 1], dtype, head, from);
    Blas.gemm(
        dtype,
        false,
        true,
        rows,
        keys,
        width,
        a.scale(),
        queries,
        q.step(),
        allKeys,
        k.step(),
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
        up,
        upstream.step(),
        allValues,
        v.step(),
        0,
        gradients.address(),
        keys);
    MemorySegment mask = a.maskType() == null ? null : inputs[3];
    weights.apply(scores, gradients, dropped, mask, head, from, to, first, keys, run, worker);
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
        up,
        upstream.step(),
        old,
        dv.address(output, dtype, keyHead, first),
        dv.step());
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
        allKeys,
        k.step(),
        0,
        dq.address(output, dtype, head, from),
        dq.step());
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
        queries,
        q.step(),
        old,
        dk.address(output, dtype, keyHead, first),
        dk.step());
  }
}
