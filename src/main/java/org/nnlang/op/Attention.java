// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Origin;
import org.nnlang.graph.Type;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;

/** Scaled dot-product attention on {@code [..., heads, time, dim]}. */
public final class Attention {
  private Attention() {}

  /**
   * What may be asked of attention.
   *
   * @param causal each query sees keys up to its own place; the last query is at the last key
   * @param window of these the last so many, its own among them; makes it causal; 0 for all
   * @param mask bools, true where a query sees a key, or floats added to the scores; broadcasts to
   *     {@code [..., queries, keys]}; may be null
   * @param dropout probability with which a weight becomes 0
   * @param stream sets the dropout of this place apart
   * @param scale factor of the scores; null is {@code 1 / sqrt(dim)}
   */
  public record Options(
      boolean causal,
      int window,
      @Nullable Node mask,
      double dropout,
      int stream,
      @Nullable Double scale) {
    public static final Options PLAIN = new Options(false, 0, null, 0, 0, null);

    public static Options ofCausal() {
      return new Options(true, 0, null, 0, 0, null);
    }
  }

  /**
   * {@code softmax(q @ kᵀ * scale) @ v}. Where k and v have fewer heads, the axis before the last
   * two, each is shared by as many heads of q next to each other.
   *
   * @param q {@code [..., queries, dim]}
   * @param k {@code [..., keys, dim]}
   * @param v {@code [..., keys, width]}
   * @return {@code [..., queries, width]}
   */
  public static Node attention(Node q, Node k, Node v, Options options) {
    try {
      check(q.type(), k.type(), v.type());
      if (options.mask != null) {
        checkMask(options.mask.type(), scores(q.type(), k.type()));
      }
    } catch (Problem p) {
      List<Node> all = new ArrayList<>(List.of(q, k, v));
      all.addAll(options.mask == null ? List.of() : List.of(options.mask));
      throw Origin.note(p, "...qd, ...kd, ...kw, ...qk", all);
    }
    Node x = Types.real(q);
    if (options.scale == null && !x.type().last().isKnown()) {
      x = Numeric.div(x, Numeric.sqrt(Sizes.number(x.graph(), x.type().last(), x.dtype())));
    }
    Node keys = Numeric.cast(Types.real(k), x.dtype());
    Node values = Numeric.cast(Types.real(v), x.dtype());
    Dropout.check(options.dropout);
    if (options.window < 0) {
      throw Messages.argument("`window` must be at least 1, found " + options.window);
    }
    boolean causal = options.causal || options.window > 0;
    Attend op =
        new Attend(causal, options.window, scale(x, options), options.dropout, options.stream);
    if (options.mask == null) {
      return x.apply(op, keys, values);
    }
    // a mask of floats may be trained: the kernel has no gradient for it
    if (options.mask.dtype() != DType.BOOL || options.mask.rank() == 0) {
      return composed(x, keys, values, options);
    }
    return x.apply(op, keys, values, options.mask);
  }

  static Node composed(Node q, Node k, Node v, Options options) {
    Node weights = weights(q, k, options);
    Node values = everyHead(v, q.type());
    return Ops.matmul(Dropout.dropout(weights, options.dropout, options.stream), values);
  }

  static Node weights(Node q, Node k, Options options) {
    Node keys = everyHead(k, q.type());
    Node scores = Numeric.mul(Ops.matmul(q, Ops.transpose(keys)), scale(q, options));
    if (options.causal || options.window > 0) {
      scores = Conditions.where(visible(scores, options.window), scores, Double.NEGATIVE_INFINITY);
    }
    if (options.mask != null) {
      scores = masked(scores, options.mask);
    }
    return Softmax.softmaxOrZeros(scores, -1);
  }

  /** A head of {@code x} for each of {@code q}. */
  private static Node everyHead(Node x, Type q) {
    int heads = x.rank() - 3;
    if (heads < 0 || x.type().dim(heads).equals(q.dim(heads))) {
      return x;
    }
    List<Dim> dims = new ArrayList<>(x.type().dims());
    dims.add(heads + 1, q.dim(heads).floorDiv(x.type().dim(heads)));
    Node shared = Ops.expand(Ops.unsqueeze(x, heads + 1), dims);
    return Ops.reshape(shared, Shapes.replaced(x.type().dims(), heads, q.dim(heads)));
  }

  private static double scale(Node q, Options options) {
    Dim width = q.type().last();
    return options.scale != null
        ? options.scale
        : width.isKnown() ? 1 / Math.sqrt(width.value()) : 1;
  }

  private static Node masked(Node scores, Node mask) {
    return mask.dtype() == DType.BOOL
        ? Conditions.where(mask, scores, Double.NEGATIVE_INFINITY)
        : Numeric.add(scores, Numeric.cast(mask, scores.dtype()));
  }

  /** {@code [queries, keys]}: true where a query is not before a key, nor too far behind it. */
  private static Node visible(Node scores, int window) {
    int n = scores.rank();
    Type plane = new Type(DType.INT, scores.type().dims().subList(n - 2, n));
    Dim ahead = plane.dim(1).minus(plane.dim(0));
    Node query = Ops.iota(scores.graph(), plane, 0, ahead.isKnown() ? ahead.value() : 0, 1);
    if (!ahead.isKnown()) {
      Node keys = Sizes.number(scores.graph(), plane.dim(1), DType.INT);
      query =
          Numeric.add(
              query, Numeric.sub(keys, Sizes.number(scores.graph(), plane.dim(0), DType.INT)));
    }
    Node key = Ops.iota(scores.graph(), plane, 1, 0, 1);
    Node seen = Conditions.ge(query, key);
    return window == 0
        ? seen
        : Conditions.and(seen, Conditions.lt(Numeric.sub(query, key), window));
  }

  static void checkMask(Type mask, Type scores) {
    int extra = scores.rank() - mask.rank();
    boolean fits = extra >= 0;
    for (int i = 0; fits && i < mask.rank(); i++) {
      fits = mask.dim(i).is(1) || !mask.dim(i).cannotEqual(scores.dim(extra + i));
    }
    if (!fits) {
      throw Messages.mask(mask, scores);
    }
  }

  /** The type of the scores of queries and keys that go together. */
  static Type scores(Type q, Type k) {
    int n = q.rank();
    return q.with(Shapes.replaced(q.dims(), n - 1, k.dim(n - 2)));
  }

  static void check(Type q, Type k, Type v) {
    int n = q.rank();
    if (n < 2 || k.rank() != n || v.rank() != n) {
      throw Messages.attention(q, k, v);
    }
    List<Dim> lead = q.dims().subList(0, n - 2);
    List<Dim> keys = k.dims().subList(0, n - 2);
    boolean fits =
        Shapes.mayEqual(keys, v.dims().subList(0, n - 2))
            && (Shapes.mayEqual(lead, keys) || shares(lead, keys))
            && !q.last().cannotEqual(k.last())
            && !k.dim(n - 2).cannotEqual(v.dim(n - 2));
    if (!fits) {
      throw Messages.attention(q, k, v);
    }
  }

  /** Whether there are fewer heads of keys, each for as many of queries. */
  private static boolean shares(List<Dim> queries, List<Dim> keys) {
    int last = queries.size() - 1;
    return last >= 0
        && Shapes.mayEqual(queries.subList(0, last), keys.subList(0, last))
        && !queries.get(last).cannotBeDividedBy(keys.get(last));
  }
}
