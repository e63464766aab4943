// SPDX-License-Identifier: Apache-2.0
package org.nnlang.decode;

import org.nnlang.graph.Node;
import org.nnlang.graph.Unary;
import org.nnlang.op.Cast;
import org.nnlang.op.CompareScalar;
import org.nnlang.op.Detach;
import org.nnlang.op.Expand;
import org.nnlang.op.Identity;
import org.nnlang.op.Not;
import org.nnlang.op.Pairwise;
import org.nnlang.op.Permute;
import org.nnlang.op.Pointwise;
import org.nnlang.op.Reducing;
import org.nnlang.op.Reshape;
import org.nnlang.op.Slice;
import org.nnlang.op.Where;
import org.nnlang.tensor.Tensor;

/**
 * What is known of a table of queries and keys where the key is later than the query: this is how
 * masks are recognised, however they are written. Values that tokens have no part in are computed
 * and looked at; through what is computed of tokens it is followed op by op.
 */
final class Beyond {
  /** Added to a score, it leaves no weight: what people write who avoid infinity. */
  private static final double LOW = -1e4;

  private final Layouts layouts;
  private final Values values;

  Beyond(Layouts layouts, Values values) {
    this.layouts = layouts;
    this.values = values;
  }

  /**
   * What all those numbers are.
   *
   * @param value what they are; where all that is known is that they are low, minus infinity
   */
  record Bound(Kind kind, double value) {
    /** How much is known. */
    enum Kind {
      NOTHING,
      EQUAL,
      LOW
    }

    static final Bound NOTHING = new Bound(Kind.NOTHING, 0);
    static final Bound FAR_BELOW = new Bound(Kind.LOW, Double.NEGATIVE_INFINITY);

    static Bound equal(double value) {
      return new Bound(Kind.EQUAL, value);
    }

    boolean is(double wanted) {
      return kind == Kind.EQUAL && value == wanted;
    }

    boolean isKnown() {
      return kind == Kind.EQUAL;
    }

    /** Whether nothing of it is left in a softmax. */
    boolean isLow() {
      return kind == Kind.LOW || kind == Kind.EQUAL && value <= LOW;
    }
  }

  /**
   * What the numbers are where {@code key + aheadOfKeys > query + aheadOfQueries}.
   *
   * @param query the axis of queries, which {@code x} may have as 1 or, counted from the right, not
   *     at all
   * @param key that of keys
   */
  Bound of(Node x, int query, int key, long aheadOfQueries, long aheadOfKeys) {
    return at(x, x.rank() - query, x.rank() - key, aheadOfQueries, aheadOfKeys);
  }

  /** The same with axes counted from the right, the last being 1. */
  private Bound at(Node x, int query, int key, long aheadOfQueries, long aheadOfKeys) {
    Layout layout = layouts.of(x);
    if (!layout.tokens()) {
      return computed(x, query, key, aheadOfKeys - aheadOfQueries);
    }
    if (!hasTime(layout, query) || !hasTime(layout, key)) {
      // the same number for several keys, or for several queries
      return Bound.NOTHING;
    }
    return switch (x.op()) {
      case Where w -> {
        Bound condition = at(x.input(0), query, key, aheadOfQueries, aheadOfKeys);
        Bound then = at(x.input(1), query, key, aheadOfQueries, aheadOfKeys);
        Bound other = at(x.input(2), query, key, aheadOfQueries, aheadOfKeys);
        yield condition.isKnown()
            ? condition.value() != 0 ? then : other
            : then.equals(other) ? then : Bound.NOTHING;
      }
      case Pointwise p ->
          mapped(p.unary(), p.c(), at(x.input(0), query, key, aheadOfQueries, aheadOfKeys));
      case CompareScalar c ->
          mapped(c.op(), c.c(), at(x.input(0), query, key, aheadOfQueries, aheadOfKeys));
      case Not n -> mapped(Unary.NOT, 0, at(x.input(0), query, key, aheadOfQueries, aheadOfKeys));
      case Pairwise p ->
          mapped(
              p,
              at(x.input(0), query, key, aheadOfQueries, aheadOfKeys),
              at(x.input(1), query, key, aheadOfQueries, aheadOfKeys));
      case Cast c -> at(x.input(0), query, key, aheadOfQueries, aheadOfKeys);
      case Detach d -> at(x.input(0), query, key, aheadOfQueries, aheadOfKeys);
      case Identity i -> at(x.input(0), query, key, aheadOfQueries, aheadOfKeys);
      case Expand e -> at(x.input(0), query, key, aheadOfQueries, aheadOfKeys);
      case Permute p ->
          at(
              x.input(0),
              x.rank() - p.axes().get(x.rank() - query),
              x.rank() - p.axes().get(x.rank() - key),
              aheadOfQueries,
              aheadOfKeys);
      case Reshape r -> reshaped(x, query, key, aheadOfQueries, aheadOfKeys);
      case Slice s ->
          at(
              x.input(0),
              query,
              key,
              aheadOfQueries - start(x, s, query),
              aheadOfKeys - start(x, s, key));
      case Reducing r -> reduced(x, r, query, key, aheadOfQueries, aheadOfKeys);
      default -> Bound.NOTHING;
    };
  }

  private static boolean hasTime(Layout layout, int fromRight) {
    int axis = layout.rank() - fromRight;
    return axis >= 0 && layout.time(axis) != null;
  }

  private static long start(Node x, Slice s, int fromRight) {
    return s.starts().get(x.rank() - fromRight).value();
  }

  private Bound reshaped(Node x, int query, int key, long aheadOfQueries, long aheadOfKeys) {
    Layout out = layouts.of(x);
    Layout in = layouts.of(x.input(0));
    int queryAt = out.times().indexOf(x.rank() - query);
    int keyAt = out.times().indexOf(x.rank() - key);
    if (queryAt < 0 || keyAt < 0 || in.times().size() != out.times().size()) {
      return Bound.NOTHING;
    }
    return at(
        x.input(0),
        in.rank() - in.times().get(queryAt),
        in.rank() - in.times().get(keyAt),
        aheadOfQueries,
        aheadOfKeys);
  }

  private Bound reduced(
      Node x, Reducing r, int query, int key, long aheadOfQueries, long aheadOfKeys) {
    int gone = r.keep() ? 0 : r.to() - r.from();
    int q = x.rank() - query;
    int k = x.rank() - key;
    int inQuery = q < r.from() ? q : q + gone;
    int inKey = k < r.from() ? k : k + gone;
    int rank = x.input(0).rank();
    Bound in = at(x.input(0), rank - inQuery, rank - inKey, aheadOfQueries, aheadOfKeys);
    return switch (r.reduction()) {
      case SUM, PROD -> in.is(0) ? in : Bound.NOTHING;
      case MAX, MIN -> in;
    };
  }

  private static Bound mapped(Unary op, double c, Bound x) {
    if (x.kind() == Bound.Kind.NOTHING) {
      return x;
    }
    double v = x.kind() == Bound.Kind.LOW ? Double.NEGATIVE_INFINITY : x.value();
    if (x.isLow()) {
      switch (op) {
        case EXP, SIGMOID, RELU, SOFTPLUS, GELU -> {
          return Bound.equal(0);
        }
        case ADD_C -> {
          return x.isKnown() ? Bound.equal(v + c) : x;
        }
        case MUL_C -> {
          boolean still = c > 0 && (x.kind() == Bound.Kind.LOW || v * c <= LOW);
          return x.isKnown() ? Bound.equal(v * c) : still ? x : Bound.NOTHING;
        }
        default -> {
          // as any other number
        }
      }
    }
    if (!x.isKnown()) {
      return Bound.NOTHING;
    }
    return switch (op) {
      case NEG -> Bound.equal(-v);
      case ABS -> Bound.equal(Math.abs(v));
      case SQUARE -> Bound.equal(v * v);
      case EXP -> Bound.equal(Math.exp(v));
      case RELU -> Bound.equal(Math.max(v, 0));
      case NOT -> Bound.equal(v == 0 ? 1 : 0);
      case ADD_C -> Bound.equal(v + c);
      case MUL_C -> Bound.equal(v * c);
      case RSUB_C -> Bound.equal(c - v);
      case TANH -> Bound.equal(Math.tanh(v));
      case EQ_C -> Bound.equal(v == c ? 1 : 0);
      case NE_C -> Bound.equal(v != c ? 1 : 0);
      case GT_C -> Bound.equal(v > c ? 1 : 0);
      case GE_C -> Bound.equal(v >= c ? 1 : 0);
      case LT_C -> Bound.equal(v < c ? 1 : 0);
      case LE_C -> Bound.equal(v <= c ? 1 : 0);
      default -> Bound.NOTHING;
    };
  }

  private static Bound mapped(Pairwise op, Bound a, Bound b) {
    return switch (op.binary()) {
      case ADD ->
          a.isKnown() && b.isKnown()
              ? Bound.equal(a.value() + b.value())
              : a.isLow() || b.isLow() ? Bound.FAR_BELOW : Bound.NOTHING;
      case SUB ->
          a.isKnown() && b.isKnown()
              ? Bound.equal(a.value() - b.value())
              : a.isLow() ? Bound.FAR_BELOW : Bound.NOTHING;
      case MUL -> {
        if (a.is(0) || b.is(0)) {
          yield Bound.equal(0);
        }
        if (a.isKnown() && b.isKnown()) {
          yield Bound.equal(a.value() * b.value());
        }
        boolean low = a.isLow() && b.isKnown() && b.value() > 0;
        boolean others = b.isLow() && a.isKnown() && a.value() > 0;
        yield low || others ? Bound.FAR_BELOW : Bound.NOTHING;
      }
      case DIV -> {
        if (a.is(0)) {
          yield a;
        }
        yield a.isLow() && b.isKnown() && b.value() > 0 ? Bound.FAR_BELOW : Bound.NOTHING;
      }
      case MIN -> a.isLow() || b.isLow() ? Bound.FAR_BELOW : Bound.NOTHING;
      case GATE ->
          a.isKnown() && a.value() <= 0 || a.isLow() || b.is(0) ? Bound.equal(0) : Bound.NOTHING;
      default -> Bound.NOTHING;
    };
  }

  /** What is computed without tokens: all its numbers are looked at. */
  private Bound computed(Node x, int query, int key, long ahead) {
    int rank = x.rank();
    int queryAxis = rank - query;
    int keyAxis = rank - key;
    Layout layout = layouts.of(x);
    boolean both =
        queryAxis >= 0
            && keyAxis >= 0
            && layout.isPureTime(queryAxis)
            && layout.isPureTime(keyAxis);
    Tensor t = values.of(x);
    double first = 0;
    boolean any = false;
    for (long i = 0; i < t.size(); i++) {
      if (both && place(t, i, keyAxis) + ahead <= place(t, i, queryAxis)) {
        continue;
      }
      double v = t.getDouble(i);
      if (any && v != first || Double.isNaN(v)) {
        return Bound.NOTHING;
      }
      first = v;
      any = true;
    }
    return any ? Bound.equal(first) : Bound.NOTHING;
  }

  private static long place(Tensor t, long element, int axis) {
    long step = 1;
    for (int i = t.rank() - 1; i > axis; i--) {
      step *= t.dim(i);
    }
    return element / step % t.dim(axis);
  }
}
