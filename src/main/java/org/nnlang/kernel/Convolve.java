// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.util.Arrays;
import org.nnlang.tensor.DType;

/**
 * Convolution of {@code [batch, in, down, across]} by weights {@code [out, in / groups, kernel,
 * kernel]} to {@code [batch, out, places, places]}, and its gradients. Each is products of the
 * weights or gradients with {@link Patches} of one image, as many rows of places at a time as stay
 * in cache: all patches are never in memory at once. Two things go another way: sizes that oneDNN
 * has code for, {@link BlockedConvolve}, and else groups of few channels, {@link TapConvolve}.
 *
 * @param groups each part of {@code in} goes to the same part of {@code out} alone; for all that
 *     follows, a group of an image is an image
 */
public record Convolve(
    Kind kind,
    int batch,
    int in,
    int out,
    int groups,
    WindowAxis down,
    WindowAxis across,
    DType dtype)
    implements Kernel {
  /** Bytes of patches, and of what they are made from: to stay in the second-level cache. */
  private static final long PATCHES = 1 << 18;

  /** The most parts into which images are cut for the gradient of the weights. */
  private static final int PARTS = 16;

  /** The most numbers in all parts of that gradient. */
  private static final long PART_NUMBERS = 1 << 23;

  private static final double NANOS_PER_FLOP = 0.02;

  private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  /** What is computed. */
  public enum Kind {
    /** Inputs: images, weights, and maybe a number for each channel that comes out. */
    FORWARD,
    /** The gradient of the images. Inputs: that of the result, weights. */
    IMAGES,
    /** The gradient of the weights. Inputs: images, the gradient of the result. */
    WEIGHTS
  }

  public Convolve {
    Blas.ready(dtype);
  }

  @Override
  public void run(MemorySegment[] inputs, MemorySegment output, Run run) {
    run(inputs, output, false, run);
  }

  /**
   * The same.
   *
   * @param last whether images and results have their channels last, for which there is code
   */
  void run(MemorySegment[] inputs, MemorySegment output, boolean last, Run run) {
    if (batch == 0 || in == 0 || out == 0) {
      output.fill((byte) 0);
      if (kind == Kind.FORWARD && inputs.length > 2) {
        for (long b = 0; b < batch; b++) {
          bias(
              inputs[2],
              0,
              out,
              at(output, b * out * places()),
              places(),
              places(),
              run.scratch(0));
        }
      }
      return;
    }
    long images = (long) batch * groups * image();
    long weights = (long) out * patch(perGroup(in));
    long results = (long) batch * out * places();
    BlockedConvolve blocked = BlockedConvolve.of(this, inputs.length > 2, last, run);
    if (last && blocked == null) {
      throw new IllegalStateException("no code for channels that are last");
    }
    boolean taps = dtype == DType.FLOAT32 && TapConvolve.suits(this);
    switch (kind) {
      case FORWARD -> {
        check(inputs[0], images);
        check(inputs[1], weights);
        check(output, results);
        if (inputs.length > 2) {
          check(inputs[2], out);
        }
        if (blocked != null) {
          blocked.run(inputs, output, run);
        } else if (taps) {
          new TapConvolve(this).forward(inputs, output, run);
        } else {
          forward(inputs, output, run);
        }
      }
      case IMAGES -> {
        check(inputs[0], results);
        check(inputs[1], weights);
        check(output, images);
        if (blocked != null) {
          blocked.run(inputs, output, run);
        } else if (taps) {
          new TapConvolve(this).images(inputs, output, run);
        } else {
          images(inputs, output, run);
        }
      }
      case WEIGHTS -> {
        check(inputs[0], images);
        check(inputs[1], results);
        check(output, weights);
        if (blocked != null) {
          blocked.weights(inputs, output, run);
        } else if (taps) {
          new TapConvolve(this).weights(inputs, output, run);
        } else {
          weights(inputs, output, run);
        }
      }
    }
    Reference.reachabilityFence(inputs);
    Reference.reachabilityFence(output);
  }

  /** What is outside is memory of others: neither the library nor {@link Patches} looks. */
  private void check(MemorySegment data, long numbers) {
    if (data.byteSize() < numbers * dtype.bytes()) {
      throw new IllegalArgumentException(data.byteSize() + " bytes for " + numbers + " numbers");
    }
  }

  private int places() {
    return Math.multiplyExact(down.places(), across.places());
  }

  private int perGroup(int channels) {
    return channels / groups;
  }

  /** How many images there are, a group being one. */
  private int images() {
    return Math.multiplyExact(batch, groups);
  }

  private int image() {
    return Math.multiplyExact(perGroup(in), Math.multiplyExact(down.size(), across.size()));
  }

  /** Where the weights of the group begin that is image {@code b}. */
  private long weights(MemorySegment weights, int b) {
    return at(weights, (long) (b % groups) * perGroup(out) * patch(perGroup(in)));
  }

  /** Numbers of a patch. */
  private int patch(int channels) {
    return Math.multiplyExact(channels, down.kernel() * across.kernel());
  }

  /** Rows of places whose patches are made at a time. */
  private int rowsAtATime(int channels) {
    long bytes = (long) patch(channels) * across.places() * dtype.bytes();
    return Math.clamp(PATCHES / Math.max(1, bytes), 1, down.places());
  }

  private long cost() {
    return (long) (2.0 * batch * out * places() * patch(perGroup(in)) * NANOS_PER_FLOP);
  }

  private long at(MemorySegment data, long index) {
    return data.address() + index * dtype.bytes();
  }

  // ---- the result
  // ---------------------------------------------------------------------------------

  private void forward(MemorySegment[] inputs, MemorySegment output, Run run) {
    int in = perGroup(this.in);
    int out = perGroup(this.out);
    int rows = rowsAtATime(in);
    int parts = Math.ceilDiv(down.places(), rows);
    int k = patch(in);
    boolean wide = isWide(in, out, rows);
    MemorySegment bias = inputs.length > 2 ? inputs[2] : null;
    run.parallel(
        Math.multiplyExact(images(), parts),
        cost(),
        (block, worker) -> {
          int b = block / parts;
          int first = block % parts * rows;
          int count = Math.min(rows, down.places() - first);
          Patches patches = new Patches(this, in, rows, wide, out, run.scratch(worker));
          patches.load(at(inputs[0], (long) b * image()), first, count);
          int n = patches.columns(count);
          long to = at(output, (long) b * out * places() + (long) first * across.places());
          long results = wide ? patches.results() : to;
          int apart = wide ? n : places();
          if (bias != null) {
            bias(bias, b % groups * out, out, results, n, apart, run.scratch(worker));
          }
          double beta = bias == null ? 0 : 1;
          long w = weights(inputs[1], b);
          long p = patches.address();
          Blas.gemm(dtype, false, false, out, n, k, 1, w, k, p, n, beta, results, apart);
          if (wide) {
            patches.narrow(out, count, to, places());
          }
        });
  }

  /**
   * Whether patches are made {@link Patches wide}: where windows are next to each other and that
   * takes fewer copies.
   */
  private boolean isWide(int in, int out, int rows) {
    int k = patch(in);
    return down.stride() == 1
        && across.stride() == 1
        && rows > 1
        && k + (long) out * rows < (long) k * rows;
  }

  /** Sets {@code n} numbers of each of so many channels, which are {@code apart}. */
  private void bias(
      MemorySegment bias, int from, int count, long to, int n, int apart, Scratch scratch) {
    for (int o = from; o < from + count; o++) {
      long first = to + (long) (o - from) * apart * dtype.bytes();
      if (dtype == DType.FLOAT32) {
        float[] row = scratch.floats(0, n);
        Arrays.fill(row, 0, n, bias.getAtIndex(ValueLayout.JAVA_FLOAT, o));
        MemorySegment.copy(row, 0, ALL, ValueLayout.JAVA_FLOAT, first, n);
      } else {
        double[] row = scratch.doubles(0, n);
        Arrays.fill(row, 0, n, bias.getAtIndex(ValueLayout.JAVA_DOUBLE, o));
        MemorySegment.copy(row, 0, ALL, ValueLayout.JAVA_DOUBLE, first, n);
      }
    }
  }

  // ---- the gradient of the images
  // -----------------------------------------------------------------

  private void images(MemorySegment[] inputs, MemorySegment output, Run run) {
    WindowAxis back = down.back();
    WindowAxis along = across.back();
    if (back == null || along == null) {
      scattered(inputs, output, run);
      return;
    }
    MemorySegment turned = run.scratch(0).sums((long) out * patch(perGroup(in)) * dtype.bytes());
    turn(inputs[1], turned);
    new Convolve(Kind.FORWARD, batch, out, in, groups, back, along, dtype)
        .forward(new MemorySegment[] {inputs[0], turned}, output, run);
  }

  /** Weights {@code [in, out / groups, kernel, kernel]} with each kernel turned around. */
  private void turn(MemorySegment weights, MemorySegment turned) {
    int in = perGroup(this.in);
    int out = perGroup(this.out);
    int size = down.kernel() * across.kernel();
    for (int i = 0; i < this.in; i++) {
      for (int o = 0; o < out; o++) {
        long from = ((long) (i / in * out + o) * in + i % in) * size;
        long to = ((long) i * out + o) * size;
        for (int k = 0; k < size; k++) {
          if (dtype == DType.FLOAT32) {
            float w = weights.getAtIndex(ValueLayout.JAVA_FLOAT, from + k);
            turned.setAtIndex(ValueLayout.JAVA_FLOAT, to + size - 1 - k, w);
          } else {
            double w = weights.getAtIndex(ValueLayout.JAVA_DOUBLE, from + k);
            turned.setAtIndex(ValueLayout.JAVA_DOUBLE, to + size - 1 - k, w);
          }
        }
      }
    }
  }

  /** Where windows are not next to each other: patches of the gradient, added to the image. */
  private void scattered(MemorySegment[] inputs, MemorySegment output, Run run) {
    int in = perGroup(this.in);
    int out = perGroup(this.out);
    // few images share out their channels too
    int shares = Math.clamp(PARTS / (long) images(), 1, Math.ceilDiv(in, 8));
    int each = Math.ceilDiv(in, shares);
    int rows = rowsAtATime(each);
    run.parallel(
        Math.multiplyExact(images(), shares),
        cost(),
        (block, worker) -> {
          int b = block / shares;
          int channel = block % shares * each;
          int channels = Math.min(each, in - channel);
          if (channels <= 0) {
            return;
          }
          int k = patch(channels);
          Patches patches = new Patches(this, channels, rows, false, 0, run.scratch(worker));
          patches.clear();
          for (int first = 0; first < down.places(); first += rows) {
            run.poll(worker);
            int count = Math.min(rows, down.places() - first);
            int n = count * across.places();
            long from = (long) b * out * places() + (long) first * across.places();
            Blas.gemm(
                dtype,
                true,
                false,
                k,
                n,
                out,
                1,
                weights(inputs[1], b) + (long) patch(channel) * dtype.bytes(),
                patch(in),
                at(inputs[0], from),
                places(),
                0,
                patches.address(),
                n);
            patches.add(first, count);
          }
          long plane = (long) down.size() * across.size();
          patches.store(at(output, (long) b * image() + channel * plane));
        });
  }

  // ---- the gradient of the weights
  // ----------------------------------------------------------------

  private void weights(MemorySegment[] inputs, MemorySegment output, Run run) {
    int in = perGroup(this.in);
    int out = perGroup(this.out);
    int rows = rowsAtATime(in);
    int perImage = Math.ceilDiv(down.places(), rows);
    // of a group
    int pieces = Math.multiplyExact(batch, perImage);
    boolean wide = isWide(in, out, rows);
    int k = patch(in);
    long each = (long) out * k;
    long size = groups * each;
    int most = Math.clamp(PART_NUMBERS / size, 2, Math.max(2, PARTS / groups));
    int parts = Math.min(pieces, most);
    MemorySegment sums =
        parts == 1 ? output : run.scratch(0).sums(Math.multiplyExact(parts, size * dtype.bytes()));
    run.parallel(
        Math.multiplyExact(parts, groups),
        cost(),
        (block, worker) -> {
          int part = block / groups;
          int group = block % groups;
          Patches patches = new Patches(this, in, rows, wide, out, run.scratch(worker));
          int from = (int) ((long) pieces * part / parts);
          int to = (int) ((long) pieces * (part + 1) / parts);
          for (int piece = from; piece < to; piece++) {
            run.poll(worker);
            int b = piece / perImage * groups + group;
            int first = piece % perImage * rows;
            int count = Math.min(rows, down.places() - first);
            patches.load(at(inputs[0], (long) b * image()), first, count);
            long g = at(inputs[1], (long) b * out * places() + (long) first * across.places());
            int n = patches.columns(count);
            int apart = places();
            if (wide) {
              patches.widen(out, count, g, apart);
              g = patches.results();
              apart = n;
            }
            double beta = piece == from ? 0 : 1;
            long p = patches.address();
            long sum = at(sums, part * size + group * each);
            Blas.gemm(dtype, false, true, out, k, n, 1, g, apart, p, n, beta, sum, k);
          }
        });
    if (parts > 1) {
      new Partials(dtype, size, parts).run(new MemorySegment[] {sums}, output, run);
    }
  }
}
