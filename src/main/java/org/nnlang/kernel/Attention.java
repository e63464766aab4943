// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.View;

/**
 * What of attention depends on shapes: {@code softmax(q @ k.T * scale + mask) @ v} over equal
 * leading axes, of which the last, the heads, may be shorter in keys and values: each is then
 * shared by as many heads of queries next to each other. It is done for some queries of a head at a
 * time, so that their scores stay in cache, and scores that causality rules out are not computed
 * (but for those within such a block).
 *
 * @param q [..., queries, width]
 * @param k [..., keys, width]
 * @param v [..., keys, width of values]
 * @param causal query i sees keys up to {@code i + keys - queries}: the last query sees all
 * @param window the most keys that a query sees, the last up to the one that causality has for it;
 *     0 for all
 * @param scale what products of queries and keys are multiplied by
 * @param maskType null without a mask; BOOL for one that is true where a query may look; else it is
 *     added to the scores
 * @param mask of a shape that broadcasts to [..., queries, keys]; empty without
 * @param dropout the probability with which a weight becomes 0
 * @param stream of the random numbers of dropout: the same forward and backward
 */
public record Attention(
    DType dtype,
    long[] q,
    long[] k,
    long[] v,
    boolean causal,
    int window,
    double scale,
    @Nullable DType maskType,
    long[] mask,
    double dropout,
    int stream) {
  /** Numbers of scores that are in hand at a time. */
  private static final int SCORES = 1 << 16;

  private static final int FEWEST_QUERIES = 16;
  private static final int SOME_QUERIES = 32;
  private static final int MOST_QUERIES = 64;

  private static final double NANOS_PER_FLOP = 0.025;
  private static final double NANOS_PER_SCORE = 3;

  /**
   * Inputs q, k, v and the mask where there is one; the output is [..., queries, width of values].
   */
  public Kernel forward() {
    return forward(plainInputs(), View.rowMajor(0, result()));
  }

  /**
   * The same where rows lie apart.
   *
   * @param inputs how q, k and v lie in the memory of each
   * @param output how the result does
   * @throws IllegalArgumentException where not all {@link #fits fit}
   */
  public Kernel forward(List<View> inputs, View output) {
    return new AttentionForward(this, inputs, output, false);
  }

  /**
   * As {@link #forward()}, for a mask of bools: keys that it hides from all queries cost nothing.
   */
  public Kernel seen() {
    return seen(plainInputs(), View.rowMajor(0, result()));
  }

  /** The same where rows lie apart. */
  public Kernel seen(List<View> inputs, View output) {
    return new AttentionForward(this, inputs, output, true);
  }

  /**
   * Inputs q, k, v, the mask where there is one, and the gradient of the output. The output is the
   * gradients of q, k and v one after the other: where all are of one shape, [3, ...]. The mask
   * gets none.
   */
  public Kernel backward() {
    List<View> in = new ArrayList<>(plainInputs());
    in.add(View.rowMajor(0, result()));
    long toKeys = Tensor.sizeOf(q);
    long toValues = toKeys + Tensor.sizeOf(k);
    return backward(
        in, List.of(View.rowMajor(0, q), View.rowMajor(toKeys, k), View.rowMajor(toValues, v)));
  }

  /**
   * The same where rows lie apart.
   *
   * @param inputs how q, k, v and the gradient of the output lie in the memory of each
   * @param outputs how the gradients of q, k and v lie in that of the result
   * @throws IllegalArgumentException where not all {@link #fits fit}
   */
  public Kernel backward(List<View> inputs, List<View> outputs) {
    return new AttentionBackward(this, inputs, outputs);
  }

  private List<View> plainInputs() {
    return List.of(View.rowMajor(0, q), View.rowMajor(0, k), View.rowMajor(0, v));
  }

  /** The shape of the result. */
  public long[] result() {
    long[] shape = q.clone();
    shape[shape.length - 1] = v[v.length - 1];
    return shape;
  }

  /** Whether rows that lie so can be read and written in place. */
  public static boolean fits(View view, long[] shape) {
    return HeadRows.fits(view, shape);
  }

  int queries() {
    return size(q, 2);
  }

  int keys() {
    return size(k, 2);
  }

  int width() {
    return size(q, 1);
  }

  int valueWidth() {
    return size(v, 1);
  }

  private static int size(long[] shape, int fromEnd) {
    long size = shape[shape.length - fromEnd];
    if (size > Integer.MAX_VALUE) {
      throw Problem.of(ErrorCode.LIMIT, "attention over more than 2147483647 places: " + size);
    }
    return (int) size;
  }

  /** The product of the leading axes: how many independent attentions there are. */
  int heads() {
    return Math.toIntExact(Tensor.sizeOf(Arrays.copyOf(q, q.length - 2)));
  }

  /** How many heads of queries look at one of keys. */
  int shared() {
    return q.length < 3 || q[q.length - 3] == 0 ? 1 : (int) (q[q.length - 3] / k[k.length - 3]);
  }

  /** How many heads of keys there are. */
  int keyHeads() {
    return heads() / shared();
  }

  /** The first key that a query may see, where it may see any. */
  int first(int query) {
    long behind = (long) query + 1 + keys() - queries() - window;
    return window > 0 ? Math.clamp(behind, 0, keys()) : 0;
  }

  /** The most keys that some queries in hand see. */
  private int reach() {
    return window > 0 ? (int) Math.min(keys(), (long) window + MOST_QUERIES) : keys();
  }

  /** The key after the last that a query may see. */
  int visible(int query) {
    return causal ? Math.clamp((long) query + 1 + keys() - queries(), 0, keys()) : keys();
  }

  /** How many queries are done at a time. */
  int blockQueries() {
    int fitting = SCORES / Math.max(1, reach());
    // of a causal block the part after its first query is computed for nothing
    int most = causal && queries() < 4 * MOST_QUERIES ? SOME_QUERIES : MOST_QUERIES;
    return Math.clamp(fitting, FEWEST_QUERIES, most);
  }

  int blocksPerHead() {
    return Math.ceilDiv(queries(), blockQueries());
  }

  /** About the nanoseconds of one thread where each score takes {@code products} products. */
  long cost(int products) {
    double scores = (double) heads() * queries() * reach() * (causal && window == 0 ? 0.5 : 1);
    double flops = scores * products * (width() + valueWidth());
    return (long)
        ((flops * NANOS_PER_FLOP + scores * NANOS_PER_SCORE * products / 2)
            * (dtype == DType.FLOAT32 ? 1 : 4));
  }

  /** The element of the mask for a query and key 0 of a head. */
  long maskElement(int head, int query) {
    long[] full = q.clone();
    full[full.length - 1] = keys();
    long element = 0;
    long stride = 1;
    long rest = head;
    for (int axis = full.length - 1, m = mask.length - 1; m >= 0; axis--, m--) {
      long place;
      if (axis == full.length - 1) {
        place = 0;
      } else if (axis == full.length - 2) {
        place = query;
      } else {
        place = rest % full[axis];
        rest /= full[axis];
      }
      element += mask[m] == 1 ? 0 : place * stride;
      stride *= mask[m];
    }
    return element;
  }

  /** Whether the mask has one number for all keys. */
  boolean maskHasOneKey() {
    return mask[mask.length - 1] == 1;
  }

  /** What is outside is memory of others: the library does not look. */
  static void check(MemorySegment data, DType dtype, long numbers) {
    if (data.byteSize() < numbers * dtype.bytes()) {
      throw new IllegalArgumentException(data.byteSize() + " bytes for " + numbers + " numbers");
    }
  }
}
