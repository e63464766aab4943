// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.util.List;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.View;

/** Attention's result: a block is some queries of a head. */
final class AttentionForward implements Kernel {
  private static final long EIGHT_SEEN = 0x0101010101010101L;

  private final Attention a;
  private final AttentionWeights weights;
  private final HeadRows q;
  private final HeadRows k;
  private final HeadRows v;
  private final HeadRows result;
  private final boolean looks;

  /**
   * @param looks whether keys that the mask hides at an end are left out, which may change the bits
   *     of what is rounded
   */
  AttentionForward(Attention a, List<View> inputs, View output, boolean looks) {
    this.a = a;
    this.looks = looks && a.maskType() == DType.BOOL && !a.maskHasOneKey();
    weights = new AttentionWeights(a);
    q = new HeadRows(inputs.get(0), a.q());
    k = new HeadRows(inputs.get(1), a.k());
    v = new HeadRows(inputs.get(2), a.v());
    result = new HeadRows(output, a.result());
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
    result.check(output, a.dtype());
    if (Tensor.sizeOf(a.result()) == 0) {
      return;
    }
    int blocks = Math.multiplyExact(a.heads(), a.blocksPerHead());
    run.parallel(blocks, a.cost(2), (block, worker) -> block(block, inputs, output, run, worker));
    Reference.reachabilityFence(inputs);
    Reference.reachabilityFence(output);
  }

  private void block(int block, MemorySegment[] inputs, MemorySegment output, Run run, int worker) {
    DType dtype = a.dtype();
    int head = block / a.blocksPerHead();
    int from = block % a.blocksPerHead() * a.blockQueries();
    int to = Math.min(a.queries(), from + a.blockQueries());
    int first = a.first(from);
    int end = a.visible(to - 1);
    if (looks && end > first) {
      end = seenTo(inputs[3], head, from, to, first, end);
      first = seenFrom(inputs[3], head, from, to, first, end);
    }
    int keys = end - first;
    if (keys <= 0) {
      result.clear(output, dtype, head, from, to);
      return;
    }
    MemorySegment scores = run.scratch(worker, (long) (to - from) * keys * dtype.bytes());
    Scratch scratch = run.scratch(worker);
    if (to - from == 1) {
      Fetch.pages(inputs[1], k.at(dtype, head / a.shared(), first), k.bytes(dtype, keys), scratch);
      Fetch.pages(inputs[2], v.at(dtype, head / a.shared(), first), v.bytes(dtype, keys), scratch);
    }
    Blas.gemm(
        dtype,
        false,
        true,
        to - from,
        keys,
        a.width(),
        a.scale(),
        q.address(inputs[0], dtype, head, from),
        q.step(),
        k.address(inputs[1], dtype, head / a.shared(), first),
        k.step(),
        0,
        scores.address(),
        keys);
    boolean hides =
        a.maskType() != null && !(looks && showsAll(inputs[3], head, from, to, first, end));
    MemorySegment mask = hides ? inputs[3] : null;
    weights.apply(scores, null, null, mask, head, from, to, first, keys, run, worker);
    Blas.gemm(
        dtype,
        false,
        false,
        to - from,
        a.valueWidth(),
        keys,
        1,
        scores.address(),
        keys,
        v.address(inputs[2], dtype, head / a.shared(), first),
        v.step(),
        0,
        result.address(output, dtype, head, from),
        result.step());
  }

  /** The key after the last from {@code first} on that the mask shows to one of the queries. */
  private int seenTo(MemorySegment mask, int head, int from, int to, int first, int end) {
    int seen = first;
    for (int query = from; query < to; query++) {
      long row = a.maskElement(head, query);
      int key = end;
      while (key > seen) {
        boolean eight = key - seen >= Long.BYTES;
        if (eight && mask.get(ValueLayout.JAVA_LONG_UNALIGNED, row + key - Long.BYTES) == 0) {
          key -= Long.BYTES;
        } else if (mask.get(ValueLayout.JAVA_BYTE, row + key - 1) == 0) {
          key--;
        } else {
          seen = key;
        }
      }
    }
    return seen;
  }

  /** Whether the mask shows all these keys to all the queries. */
  private boolean showsAll(MemorySegment mask, int head, int from, int to, int first, int end) {
    for (int query = from; query < to; query++) {
      long row = a.maskElement(head, query);
      int key = first;
      for (; key + Long.BYTES <= end; key += Long.BYTES) {
        if (mask.get(ValueLayout.JAVA_LONG_UNALIGNED, row + key) != EIGHT_SEEN) {
          return false;
        }
      }
      for (; key < end; key++) {
        if (mask.get(ValueLayout.JAVA_BYTE, row + key) == 0) {
          return false;
        }
      }
    }
    return true;
  }

  /** The first key before {@code end} that the mask shows to one of the queries. */
  private int seenFrom(MemorySegment mask, int head, int from, int to, int first, int end) {
    int seen = end;
    for (int query = from; query < to; query++) {
      long row = a.maskElement(head, query);
      for (int key = first; key < seen; key++) {
        if (mask.get(ValueLayout.JAVA_BYTE, row + key) != 0) {
          seen = key;
        }
      }
    }
    return seen;
  }
}
