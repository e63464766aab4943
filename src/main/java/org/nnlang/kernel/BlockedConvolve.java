// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.nnlang.tensor.DType;

/**
 * {@link Convolve} of 32 bit floats by {@link OneDnnConvolution}, image by image, so that threads
 * share images out and results have the same bits for any number of them. Where channels are last
 * nothing is reordered, and a call does some images at a time.
 */
final class BlockedConvolve {
  /** The most parts into which images are cut for the gradient of the weights. */
  private static final int PARTS = 16;

  /** The most numbers in all parts of that gradient. */
  private static final long PART_NUMBERS = 1 << 23;

  /** Blocks to share out among threads, where groups can be cut apart for that. */
  private static final int BLOCKS = 16;

  /** Channels that the library does at a time: parts of groups are no smaller. */
  private static final int VECTOR = 16;

  /** Fewer images than this are not enough to share out: {@link Convolve} shares out rows. */
  private static final int FEWEST = 4;

  private static final double NANOS_PER_FLOP = 0.012;

  private final Convolve c;
  private final boolean bias;
  private final boolean last;

  /** Into how many the groups of each image are cut. */
  private final int cuts;

  /** What one call does: one image, of so many groups, or some whole images. */
  private final Convolve one;

  private BlockedConvolve(Convolve c, boolean bias, boolean last) {
    this.c = c;
    this.bias = bias;
    this.last = last;
    cuts = last ? 1 : cuts(c);
    one =
        new Convolve(
            c.kind(),
            last ? atATime(c.batch()) : 1,
            c.in() / cuts,
            c.out() / cuts,
            c.groups() / cuts,
            c.down(),
            c.across(),
            c.dtype());
  }

  /** Null where the library has no code for it. */
  static @Nullable BlockedConvolve of(Convolve c, boolean bias, boolean last, Run run) {
    if (!suits(c, last)) {
      return null;
    }
    BlockedConvolve blocked = new BlockedConvolve(c, bias, last);
    return blocked.code(run.scratch(0)) == null ? null : blocked;
  }

  private static boolean suits(Convolve c, boolean last) {
    // patches of a single channel are made faster than it is filled up to a block
    boolean others = c.groups() == 1 && (c.batch() < FEWEST || c.in() == 1 && !last);
    return c.dtype() == DType.FLOAT32 && !others;
  }

  /** Whether there is code for it with channels last. */
  static boolean isCompiledLast(Convolve c, boolean bias) {
    return suits(c, true)
        && OneDnnConvolution.isCompiledLast(new BlockedConvolve(c, bias, true).one, bias);
  }

  /** A divisor of the number of images, so that there are enough blocks to share out. */
  private static int atATime(int images) {
    int most = Math.max(1, images / BLOCKS);
    while (images % most != 0) {
      most--;
    }
    return most;
  }

  private static int cuts(Convolve c) {
    int cuts = 1;
    if (c.kind() != Convolve.Kind.WEIGHTS) {
      while (cuts * c.batch() < BLOCKS
          && c.groups() % (2 * cuts) == 0
          && Math.min(c.in(), c.out()) / (2 * cuts) % VECTOR == 0) {
        cuts *= 2;
      }
    }
    return cuts;
  }

  private @Nullable OneDnnConvolution code(Scratch scratch) {
    return scratch.convolutions().of(one, bias, last);
  }

  private OneDnnConvolution codeOf(int worker, Run run) {
    OneDnnConvolution code = code(run.scratch(worker));
    if (code == null) {
      throw new IllegalStateException("oneDNN has code on one thread only");
    }
    return code;
  }

  private long cost() {
    double perPlace =
        2.0 * c.out() * (c.in() / c.groups()) * c.down().kernel() * c.across().kernel();
    return (long) (perPlace * c.batch() * places() * NANOS_PER_FLOP);
  }

  private long places() {
    return (long) c.down().places() * c.across().places();
  }

  private int calls() {
    return c.batch() / one.batch();
  }

  /** Bytes of the images of one call. */
  private long imageBytes() {
    return 4L * one.batch() * one.in() * c.down().size() * c.across().size();
  }

  private long resultBytes() {
    return 4L * one.batch() * one.out() * places();
  }

  /** Numbers of the weights of one call. */
  private long weights() {
    return (long) one.out() * (c.in() / c.groups()) * c.down().kernel() * c.across().kernel();
  }

  /** Forward, or the gradient of the images. */
  void run(MemorySegment[] inputs, MemorySegment output, Run run) {
    boolean forward = c.kind() == Convolve.Kind.FORWARD;
    OneDnnConvolution first = codeOf(0, run);
    long plain = inputs[1].address();
    long apart = first.weightsArePlain() ? 4 * weights() : first.weightBytes();
    long packed = plain;
    if (!first.weightsArePlain()) {
      packed = run.scratch(0).sums(cuts * apart).address();
      for (int i = 0; i < cuts; i++) {
        first.reorderWeights(plain + 4 * weights() * i, packed + apart * i, run.scratch(0));
      }
    }
    long weights = packed;
    long images = (forward ? inputs[0] : output).address();
    long results = (forward ? output : inputs[0]).address();
    long biases = bias ? inputs[2].address() : 0;
    run.parallel(
        Math.multiplyExact(calls(), cuts),
        cost(),
        (block, worker) -> {
          int cut = block % cuts;
          codeOf(worker, run)
              .run(
                  images + block * imageBytes(),
                  weights + cut * apart,
                  results + block * resultBytes(),
                  bias ? biases + 4L * cut * one.out() : 0,
                  run.scratch(worker));
        });
  }

  /** The gradient of the weights. */
  void weights(MemorySegment[] inputs, MemorySegment output, Run run) {
    OneDnnConvolution first = codeOf(0, run);
    long bytes = first.weightBytes();
    long numbers = bytes / 4;
    int parts = Math.clamp(PART_NUMBERS / numbers, 1, Math.min(PARTS, calls()));
    // the sums, their sum, and for each worker those of a call
    MemorySegment sums = run.scratch(0).sums(Math.multiplyExact(parts + 1L + run.workers(), bytes));
    long images = inputs[0].address();
    long results = inputs[1].address();
    run.parallel(
        parts,
        cost(),
        (block, worker) -> {
          OneDnnConvolution code = codeOf(worker, run);
          int from = (int) ((long) calls() * block / parts);
          int to = (int) ((long) calls() * (block + 1) / parts);
          long own = (parts + 1L + worker) * bytes;
          for (int b = from; b < to; b++) {
            run.poll(worker);
            long at = sums.address() + (b == from ? block * bytes : own);
            code.run(
                images + b * imageBytes(), at, results + b * resultBytes(), 0, run.scratch(worker));
            if (b > from) {
              Partials.add(sums, own / 4, block * numbers, numbers, run.scratch(worker));
            }
          }
        });
    long sum = sums.address();
    if (parts > 1) {
      new Partials(DType.FLOAT32, numbers, parts)
          .run(new MemorySegment[] {sums}, sums.asSlice(parts * bytes, bytes), run);
      sum += parts * bytes;
    }
    if (first.weightsArePlain()) {
      MemorySegment.copy(sums, sum - sums.address(), output, 0, 4 * weights());
    } else {
      first.reorderWeights(sum, output.address(), run.scratch(0));
    }
  }
}
