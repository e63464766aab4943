// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.ArrayList;
import java.util.List;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Origin;
import org.nnlang.graph.Type;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;

/** Scaled dot-product attention on {@code [..., time, dim]}. */
public final class Attention {
  private Attention() {}

  /**
   * What may be asked of attention.
   *
   * @param causal each query sees keys up to its own place; the last query is at the last key
   * @param mask bools, true where a query sees a key, or floats added to the scores; broadcasts to
   *     {@code [..., queries, keys]}; may be null
   * @param dropout probability with which a weight becomes 0
   * @param stream sets the dropout of this place apart
   * @param scale factor of the scores; null is {@code 1 / sqrt(dim)}
   */
  public record Options(boolean causal, Node mask, double dropout, int stream, Double scale) {
    public static final Options PLAIN = new Options(false, null, 0, 0, null);

    public static Options ofCausal() {
      return new Options(true, null, 0, 0, null);
    }
  }

  /**
   * {@code softmax(q @ kᵀ * scale) @ v}.
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
    Node keys = Ops.cast(Types.real(k), x.dtype());
    Node values = Ops.cast(Types.real(v), x.dtype());
    Dropout.check(options.dropout);
    Attend op = new Attend(options.causal, scale(x, options), options.dropout, options.stream);
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
    Node scores = Ops.mul(Ops.matmul(q, Ops.transpose(k)), scale(q, options));
    if (options.causal) {
      scores = Ops.where(visible(scores), scores, Double.NEGATIVE_INFINITY);
    }
    if (options.mask != null) {
      scores = masked(scores, options.mask);
    }
    Node weights = Softmax.softmax(scores, -1);
    return Ops.matmul(Dropout.dropout(weights, options.dropout, options.stream), v);
  }

  private static double scale(Node q, Options options) {
    return options.scale != null ? options.scale : 1 / Math.sqrt(Sizes.number(q.type().last()));
  }

  private static Node masked(Node scores, Node mask) {
    return mask.dtype() == DType.BOOL
        ? Ops.where(mask, scores, Double.NEGATIVE_INFINITY)
        : Ops.add(scores, Ops.cast(mask, scores.dtype()));
  }

  /** {@code [queries, keys]}: true where a query is not before a key. */
  private static Node visible(Node scores) {
    int n = scores.rank();
    Type plane = new Type(DType.INT, scores.type().dims().subList(n - 2, n));
    double ahead = Sizes.number(plane.dim(1).minus(plane.dim(0)));
    Node query = Ops.iota(scores.graph(), plane, 0, ahead, 1);
    return Ops.ge(query, Ops.iota(scores.graph(), plane, 1, 0, 1));
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
    List<Dim> lead = new ArrayList<>(q.dims().subList(0, n - 2));
    boolean fits =
        Shapes.mayEqual(lead, k.dims().subList(0, n - 2))
            && Shapes.mayEqual(lead, v.dims().subList(0, n - 2))
            && !q.last().cannotEqual(k.last())
            && !k.dim(n - 2).cannotEqual(v.dim(n - 2));
    if (!fits) {
      throw Messages.attention(q, k, v);
    }
  }

  static List<Sample> samples() {
    Sample.Arg qk = Sample.real(2, 2, 3, 4);
    return List.of(
        of(Options.PLAIN, qk, qk, Sample.real(2, 2, 3, 5)),
        of(Options.ofCausal(), qk, qk, qk),
        of(Options.ofCausal(), Sample.real(2, 4), Sample.real(3, 4), Sample.real(3, 2)),
        of(new Options(true, null, 0.3, 5, 0.5), qk, qk, qk),
        Sample.of(
            "attention",
            n -> attention(n.get(0), n.get(0), n.get(0), new Options(false, n.get(1), 0, 0, null)),
            qk,
            Sample.real(3, 3)),
        Sample.of(
            "attention",
            n -> {
              // each key seen by all or none of the queries, the first by all
              Node seen = Ops.concat(List.of(Ops.eq(n.get(1), n.get(1)), n.get(1)), -1);
              return attention(n.get(0), n.get(0), n.get(0), new Options(false, seen, 0, 0, null));
            },
            Sample.real(2, 4, 3),
            Sample.bool(1, 2)));
  }

  private static Sample of(Options options, Sample.Arg q, Sample.Arg k, Sample.Arg v) {
    return Sample.of("attention", n -> attention(n.get(0), n.get(1), n.get(2), options), q, k, v);
  }
}
