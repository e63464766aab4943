// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A product of few rows by the transpose of some rows of a weight, in one call of oneDNN on the
 * calling thread: as a convolution of one place, whose code goes through weights that lie in the
 * order in which it wants them and fetches ahead as it goes, which that for products does not.
 * Belongs to one worker.
 */
final class OneDnnRows {
  private static final Cleaner CLEANER = Cleaner.create();

  // from oneapi/dnnl/dnnl_types.h: what a query asks for, and the numbers of arguments
  private static final int PREDICTING = 96;
  private static final int DIRECT = 1;
  private static final int OF_WEIGHTS = 131;
  private static final int SOURCE = 1;
  private static final int RESULT = 17;
  private static final int WEIGHTS = 33;

  private final OneDnnCall product;
  private final OneDnnCall packing;
  private final long bytes;

  /**
   * What to multiply.
   *
   * @param m rows of x
   * @param out rows of the weight, columns of the result
   * @param in columns of both
   * @param step numbers from a row of the weight to the next where it is plain; from a column to
   *     the next, negative, where its transpose is
   */
  record Sizes(int m, int out, int in, long step) {}

  private OneDnnRows(OneDnnHandles made, Sizes s, long description, long x, long y) {
    long wanted = OneDnnHandles.layout(description, OF_WEIGHTS);
    long[] apart = s.step > 0 ? new long[] {s.step, 1, 1, 1} : new long[] {1, -s.step, 1, 1};
    long plain = made.strided(weights(s), apart);
    bytes = OneDnnHandles.bytes(wanted);
    product =
        new OneDnnCall(
            made, description, new int[] {SOURCE, WEIGHTS, RESULT}, new long[] {x, wanted, y});
    packing =
        new OneDnnCall(
            made,
            made.reorder(plain, wanted),
            new int[] {SOURCE, RESULT},
            new long[] {plain, wanted});
  }

  private static long[] weights(Sizes s) {
    return new long[] {s.out, s.in, 1, 1};
  }

  /** A row for each place, and channels next to each other: what a row-major matrix is. */
  private static long matrix(OneDnnHandles made, long rows, long cols) {
    return made.strided(
        new long[] {1, cols, 1, rows}, new long[] {rows * cols, 1, rows * cols, cols});
  }

  /** How the library does it; 0 where it has no code written for it. */
  private static long describe(OneDnnHandles made, Sizes s, long x, long y) {
    long[] none = {0, 0};
    long description =
        made.description(
            "convolution_forward",
            PREDICTING,
            DIRECT,
            x,
            made.any(weights(s)),
            0L,
            y,
            new long[] {1, 1},
            none,
            none,
            none);
    return description != 0 && OneDnnHandles.implementation(description).startsWith("brg")
        ? description
        : 0;
  }

  private static @Nullable OneDnnRows make(Sizes s) {
    OneDnnHandles made = new OneDnnHandles();
    long x = matrix(made, s.m, s.in);
    long y = matrix(made, s.m, s.out);
    long description = describe(made, s, x, y);
    if (description == 0) {
      made.run();
      return null;
    }
    var rows = new OneDnnRows(made, s, description, x, y);
    CLEANER.register(rows, made);
    return rows;
  }

  /** Bytes of a weight in the order that the code wants; 0 where there is no such code. */
  static long bytes(Sizes s) {
    return described(s, s);
  }

  /** Whether weights for other numbers of rows lie in the same order. */
  static boolean areAlike(Sizes s, Sizes t) {
    return described(s, t) > 0;
  }

  /** Bytes of a weight as the code wants it for one and the other; 0 where these differ. */
  private static long described(Sizes s, Sizes t) {
    if (!OneDnn.isPresent()) {
      return 0;
    }
    int threads = OneDnn.oneThread();
    OneDnnHandles made = new OneDnnHandles();
    try {
      long one = layout(made, s);
      long other = s.equals(t) ? one : layout(made, t);
      return one != 0 && other != 0 && OneDnnHandles.isSame(one, other)
          ? OneDnnHandles.bytes(one)
          : 0;
    } finally {
      made.run();
      OneDnn.threads(threads);
    }
  }

  private static long layout(OneDnnHandles made, Sizes s) {
    long description = describe(made, s, matrix(made, s.m, s.in), matrix(made, s.m, s.out));
    return description == 0 ? 0 : OneDnnHandles.layout(description, OF_WEIGHTS);
  }

  /** The products of one worker that were used last. */
  static final class Cache {
    private static final int MOST = 128;

    private final Map<Sizes, Optional<OneDnnRows>> made =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Sizes, Optional<OneDnnRows>> eldest) {
            return size() > MOST;
          }
        };

    /** Null where the library is not there, or has no such code. */
    @Nullable OneDnnRows of(Sizes sizes) {
      if (!OneDnn.isPresent()) {
        return null;
      }
      return made.computeIfAbsent(
              sizes,
              s -> {
                int threads = OneDnn.oneThread();
                try {
                  return Optional.ofNullable(make(s));
                } finally {
                  OneDnn.threads(threads);
                }
              })
          .orElse(null);
    }
  }

  /** Bytes of the weight in the order that the code wants. */
  long bytes() {
    return bytes;
  }

  /** Bytes that a call needs for itself. */
  long scratchBytes() {
    return Math.max(product.scratchBytes(), packing.scratchBytes());
  }

  /** Brings the weight into that order, from an address to another. */
  void pack(long from, long to, long scratch) {
    run(packing, scratch, from, to);
  }

  /** Multiplies rows at an address by a weight that is packed, into row-major memory. */
  void run(long x, long packed, long y, long scratch) {
    run(product, scratch, x, packed, y);
  }

  private void run(OneDnnCall call, long scratch, long... places) {
    int threads = OneDnn.oneThread();
    call.run(scratch, places);
    OneDnn.threads(threads);
    Reference.reachabilityFence(this);
  }
}
