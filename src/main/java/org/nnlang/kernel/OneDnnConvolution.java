// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All of a {@link Convolve} of 32 bit floats in one call of oneDNN on the calling thread, by code
 * that the library writes for its sizes. That code wants channels last, as {@link LastConvolve} has
 * them, or in blocks of a vector, so what goes in and comes out row-major is reordered, in scratch
 * memory. Belongs to one worker.
 */
final class OneDnnConvolution {
  private static final Cleaner CLEANER = Cleaner.create();

  // from oneapi/dnnl/dnnl_types.h: what a query asks for, and the numbers of arguments
  private static final int DIRECT = 1;
  private static final int TRAINING = 64;
  private static final int OF_SOURCE = 129;
  private static final int OF_SOURCE_GRADIENT = 130;
  private static final int OF_WEIGHTS = 131;
  private static final int OF_WEIGHTS_GRADIENT = 132;
  private static final int OF_RESULT = 133;
  private static final int OF_RESULT_GRADIENT = 134;
  private static final int SOURCE = 1;
  private static final int RESULT = 17;
  private static final int WEIGHTS = 33;
  private static final int BIAS = 41;
  private static final int SOURCE_GRADIENT = 129;
  private static final int RESULT_GRADIENT = 145;
  private static final int WEIGHTS_GRADIENT = 161;

  /** Each array in scratch memory begins on a line of the cache. */
  private static final long LINE = 64;

  /** The axes of images in the order of their memory, where channels are last. */
  private static final int[] LAST = {0, 2, 3, 1};

  private final OneDnnCall convolution;
  private final Array images;
  private final Array weights;
  private final Array results;
  private final boolean imagesComeOut;
  private final boolean resultsComeOut;

  private OneDnnConvolution(
      OneDnnHandles made, Convolve c, Sizes sizes, Layouts given, long description, boolean bias) {
    boolean in = c.kind() == Convolve.Kind.IMAGES;
    boolean weight = c.kind() == Convolve.Kind.WEIGHTS;
    boolean out = c.kind() == Convolve.Kind.FORWARD;
    imagesComeOut = in;
    resultsComeOut = out;
    images = Array.of(made, description, given.images, in ? OF_SOURCE_GRADIENT : OF_SOURCE, in);
    int ofWeights = weight ? OF_WEIGHTS_GRADIENT : OF_WEIGHTS;
    weights = Array.of(made, description, made.plain(sizes.weights), ofWeights, weight);
    results = Array.of(made, description, given.results, out ? OF_RESULT : OF_RESULT_GRADIENT, out);
    int[] numbers = {
      in ? SOURCE_GRADIENT : SOURCE,
      weight ? WEIGHTS_GRADIENT : WEIGHTS,
      out ? RESULT : RESULT_GRADIENT,
      BIAS
    };
    long[] layouts = {
      images.layout, weights.layout, results.layout, bias ? made.plain(c.out()) : 0
    };
    int count = bias ? 4 : 3;
    convolution =
        new OneDnnCall(
            made, description, Arrays.copyOf(numbers, count), Arrays.copyOf(layouts, count));
  }

  /**
   * An array as the code wants it.
   *
   * @param bytes its size
   * @param reorder from what is given to that, or back where it comes out; null where that is the
   *     same
   */
  private record Array(long layout, long bytes, @Nullable OneDnnCall reorder) {
    static Array of(OneDnnHandles made, long description, long given, int query, boolean out) {
      long wanted = OneDnnHandles.layout(description, query);
      OneDnnCall reorder = null;
      if (!OneDnnHandles.isSame(given, wanted)) {
        long from = out ? wanted : given;
        long to = out ? given : wanted;
        reorder =
            new OneDnnCall(
                made, made.reorder(from, to), new int[] {SOURCE, RESULT}, new long[] {from, to});
      }
      return new Array(wanted, OneDnnHandles.bytes(wanted), reorder);
    }

    boolean isPlain() {
      return reorder == null;
    }

    /** Bytes of scratch memory, with those of the reorder. */
    long scratch() {
      return reorder == null ? 0 : lines(bytes) + lines(reorder.scratchBytes());
    }

    void reorder(long from, long to, long scratch) {
      if (reorder != null) {
        reorder.run(scratch, from, to);
      }
    }
  }

  private static long lines(long bytes) {
    return Math.ceilDiv(bytes, LINE) * LINE;
  }

  /**
   * Null where the library has no code of its own for the sizes.
   *
   * @param bias whether a number for each channel that comes out is added
   * @param last whether channels are last
   */
  private static @Nullable OneDnnConvolution make(Convolve c, boolean bias, boolean last) {
    OneDnnHandles made = new OneDnnHandles();
    Sizes sizes = Sizes.of(c);
    Layouts given = Layouts.of(made, sizes, last);
    long description = describe(made, c, sizes, last ? given : Layouts.any(made, sizes), bias);
    if (!isCompiled(description)) {
      made.run();
      return null;
    }
    var convolution = new OneDnnConvolution(made, c, sizes, given, description, bias);
    CLEANER.register(convolution, made);
    return convolution;
  }

  /** Whether the library has code of its own for the sizes with channels last. */
  static boolean isCompiledLast(Convolve c, boolean bias) {
    if (!OneDnn.isPresent()) {
      return false;
    }
    int threads = OneDnn.oneThread();
    OneDnnHandles made = new OneDnnHandles();
    try {
      Sizes sizes = Sizes.of(c);
      return isCompiled(describe(made, c, sizes, Layouts.of(made, sizes, true), bias));
    } finally {
      made.run();
      OneDnn.threads(threads);
    }
  }

  /** The convolutions of one worker that were used last. */
  static final class Cache {
    private static final int MOST = 128;

    private final Map<Key, Optional<OneDnnConvolution>> made =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Key, Optional<OneDnnConvolution>> eldest) {
            return size() > MOST;
          }
        };

    private record Key(Convolve convolve, boolean bias, boolean last) {}

    /** Null where the library is not there, or has no code of its own for the sizes. */
    @Nullable OneDnnConvolution of(Convolve c, boolean bias, boolean last) {
      if (!OneDnn.isPresent()) {
        return null;
      }
      return made.computeIfAbsent(
              new Key(c, bias, last),
              key -> {
                int threads = OneDnn.oneThread();
                try {
                  return Optional.ofNullable(make(c, bias, last));
                } finally {
                  OneDnn.threads(threads);
                }
              })
          .orElse(null);
    }
  }

  /** And not products of matrices, which are nothing better than what we do ourselves. */
  private static boolean isCompiled(long description) {
    if (description == 0) {
      return false;
    }
    String implementation = OneDnnHandles.implementation(description);
    return implementation.startsWith("jit") || implementation.startsWith("brg");
  }

  /** How images and results lie in memory. */
  private record Layouts(long images, long results) {
    static Layouts of(OneDnnHandles made, Sizes sizes, boolean last) {
      return last
          ? new Layouts(last(made, sizes.images), last(made, sizes.results))
          : new Layouts(made.plain(sizes.images), made.plain(sizes.results));
    }

    /** As the code likes it. */
    static Layouts any(OneDnnHandles made, Sizes sizes) {
      return new Layouts(made.any(sizes.images), made.any(sizes.results));
    }

    private static long last(OneDnnHandles made, long[] sizes) {
      long[] strides = new long[sizes.length];
      long stride = 1;
      for (int i = LAST.length - 1; i >= 0; i--) {
        strides[LAST[i]] = stride;
        stride *= sizes[LAST[i]];
      }
      return made.strided(sizes, strides);
    }
  }

  /** Sizes of the arrays. */
  private record Sizes(long[] images, long[] weights, long[] results) {
    static Sizes of(Convolve c) {
      WindowAxis down = c.down();
      WindowAxis across = c.across();
      long in = c.in() / c.groups();
      long out = c.out() / c.groups();
      return new Sizes(
          new long[] {c.batch(), c.in(), down.size(), across.size()},
          c.groups() == 1
              ? new long[] {out, in, down.kernel(), across.kernel()}
              : new long[] {c.groups(), out, in, down.kernel(), across.kernel()},
          new long[] {c.batch(), c.out(), down.places(), across.places()});
    }
  }

  /** 0 where the library cannot. */
  private static long describe(
      OneDnnHandles made, Convolve c, Sizes sizes, Layouts layouts, boolean bias) {
    WindowAxis down = c.down();
    WindowAxis across = c.across();
    long images = layouts.images;
    long weights = made.any(sizes.weights);
    long results = layouts.results;
    long biases = bias ? made.plain(c.out()) : 0;
    long[] strides = {down.stride(), across.stride()};
    long[] dilations = {down.dilation() - 1, across.dilation() - 1};
    long[] before = {down.before(), across.before()};
    long[] after = {after(down), after(across)};
    long forward =
        made.description(
            "convolution_forward",
            TRAINING,
            DIRECT,
            images,
            weights,
            biases,
            results,
            strides,
            dilations,
            before,
            after);
    if (forward == 0) {
      return 0;
    }
    return switch (c.kind()) {
      case FORWARD -> forward;
      case IMAGES ->
          made.description(
              "convolution_backward_data",
              DIRECT,
              images,
              weights,
              results,
              strides,
              dilations,
              before,
              after,
              forward);
      case WEIGHTS ->
          made.description(
              "convolution_backward_weights",
              DIRECT,
              images,
              weights,
              0L,
              results,
              strides,
              dilations,
              before,
              after,
              forward);
    };
  }

  /** Zeros behind the axis, as many as windows reach. */
  private static long after(WindowAxis axis) {
    return Math.max(0, axis.reach(axis.places()) - axis.before() - axis.size());
  }

  /** Bytes of weights as the code wants them. */
  long weightBytes() {
    return lines(weights.bytes);
  }

  /** Whether that is row-major. */
  boolean weightsArePlain() {
    return weights.isPlain();
  }

  /**
   * Brings weights at an address from row-major to what the code wants; gradients of weights, which
   * come out, the other way.
   */
  void reorderWeights(long from, long to, Scratch scratch) {
    MemorySegment memory = scratch.bytes(weights.scratch());
    int threads = OneDnn.oneThread();
    weights.reorder(from, to, memory.address());
    OneDnn.threads(threads);
    Reference.reachabilityFence(memory);
    Reference.reachabilityFence(this);
  }

  /**
   * Computes what comes out.
   *
   * @param imagesAt the address of images as they are given, or of where their gradient goes
   * @param weightsAt of weights as the code wants them, or of where their gradient goes, so
   * @param resultsAt of results or their gradient
   * @param biasAt of the number for each channel that comes out, where there is one
   */
  void run(long imagesAt, long weightsAt, long resultsAt, long biasAt, Scratch scratch) {
    long own = lines(convolution.scratchBytes());
    MemorySegment memory = scratch.bytes(own + images.scratch() + results.scratch() + LINE);
    long at = memory.address();
    long x = images.isPlain() ? imagesAt : at + own;
    long y = results.isPlain() ? resultsAt : at + own + images.scratch();
    int threads = OneDnn.oneThread();
    if (!imagesComeOut) {
      images.reorder(imagesAt, x, x + lines(images.bytes));
    }
    if (!resultsComeOut) {
      results.reorder(resultsAt, y, y + lines(results.bytes));
    }
    if (biasAt == 0) {
      convolution.run(at, x, weightsAt, y);
    } else {
      convolution.run(at, x, weightsAt, y, biasAt);
    }
    if (imagesComeOut) {
      images.reorder(x, imagesAt, x + lines(images.bytes));
    }
    if (resultsComeOut) {
      results.reorder(y, resultsAt, y + lines(results.bytes));
    }
    OneDnn.threads(threads);
    Reference.reachabilityFence(memory);
    Reference.reachabilityFence(this);
  }
}
