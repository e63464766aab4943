// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Binary;
import org.nnlang.graph.Reduction;
import org.nnlang.graph.Unary;
import org.nnlang.tensor.DType;

/**
 * The part of attention that is not products: scores to weights and back, some rows at a time in
 * the registers of a {@link Tile}.
 */
final class AttentionWeights {
  // registers: even ones hold a row for each query in hand, odd ones a number
  private static final int WEIGHTS = 0;
  private static final int OTHER = 2;
  private static final int KEPT = 4;
  private static final int ROW = 1;
  private static final int REGISTERS = 5;

  // buffers
  private static final int SCORES = 0;
  private static final int GRADIENTS = 1;
  private static final int DROPPED = 2;
  private static final int MASK = 3;

  /** Numbers in a register, where a row is not longer. */
  private static final int TILE = 2048;

  /** Less than every score; the largest of a row in which all is masked. */
  private static final double LEAST = -1e30;

  private static final double TINY = 1e-30;

  /** A sum of powers of scores as they are, from which on these have lost nothing. */
  private static final double ENOUGH = 1e-20;

  /** One up to which none of them has become too large. */
  private static final double MUCH = 1e26;

  private final Attention a;
  private final DType dtype;

  AttentionWeights(Attention a) {
    this.a = a;
    dtype = a.dtype();
  }

  /**
   * Turns scores of queries {@code from} to {@code to} of a head into weights, in place.
   *
   * @param scores rows of {@code keys} numbers, of the keys from {@code first} on
   * @param mask the whole mask, or null
   * @param gradients null, or the gradients by the weights that dropout left, which become those by
   *     the scaled scores
   * @param dropped null, or where the weights that dropout left go; without it, they are what
   *     becomes of the scores
   */
  void apply(
      MemorySegment scores,
      @Nullable MemorySegment gradients,
      @Nullable MemorySegment dropped,
      @Nullable MemorySegment mask,
      int head,
      int from,
      int to,
      int first,
      int keys,
      Run run,
      int worker) {
    int rows = Math.max(1, TILE / keys);
    Tile t = run.scratch(worker).tile(Registers.of(dtype));
    t.bind(run.scratch(worker), new Tile.Layout(REGISTERS, rows * keys, rows));
    t.buffers = new MemorySegment[] {scores, gradients, dropped, mask};
    t.draw(run);
    t.cols = keys;
    for (int query = from; query < to; query += rows) {
      t.rows = Math.min(rows, to - query);
      int n = t.rows * keys;
      long place = (long) (query - from) * keys;
      softmax(t, mask != null, place, head, query, first, keys);
      if (a.dropout() > 0) {
        keep(t, head, query, first, keys);
      }
      if (gradients != null) {
        back(t, place, n);
      } else {
        if (a.dropout() > 0) {
          t.map2(WEIGHTS, WEIGHTS, KEPT, Binary.MUL, n);
        }
        t.store(WEIGHTS, SCORES, dtype, place, n);
      }
    }
    t.buffers = Tile.NO_BUFFERS;
  }

  /** A row in which all is hidden becomes zeros. */
  private void softmax(
      Tile t, boolean masked, long place, int head, int query, int first, int keys) {
    int n = t.rows * keys;
    load(t, masked, place, head, query, first, keys);
    // to find the largest of each row, and to take it away, takes half as long as all the rest: it
    // is left out where scores are neither so large nor so small that it matters
    t.map1(WEIGHTS, WEIGHTS, Unary.EXP, 0, n);
    hide(t, 0, masked, head, query, first, keys);
    t.reduce(ROW, WEIGHTS, Reduction.SUM);
    if (!t.areBetween(ROW, ENOUGH, MUCH, t.rows)) {
      load(t, masked, place, head, query, first, keys);
      hide(t, Double.NEGATIVE_INFINITY, masked, head, query, first, keys);
      t.reduce(ROW, WEIGHTS, Reduction.MAX);
      t.map1(ROW, ROW, Unary.MAX_C, LEAST, t.rows);
      t.mapRows(WEIGHTS, WEIGHTS, ROW, Binary.SUB, false);
      t.map1(WEIGHTS, WEIGHTS, Unary.EXP, 0, n);
      t.reduce(ROW, WEIGHTS, Reduction.SUM);
      t.map1(ROW, ROW, Unary.MAX_C, TINY, t.rows);
    }
    t.map1(ROW, ROW, Unary.RECIPROCAL, 0, t.rows);
    t.mapRows(WEIGHTS, WEIGHTS, ROW, Binary.MUL, false);
  }

  /** The scores, with a mask that is added. */
  private void load(Tile t, boolean masked, long place, int head, int query, int first, int keys) {
    int n = t.rows * keys;
    t.span(WEIGHTS, 0, SCORES, dtype, place, n);
    DType type = a.maskType();
    if (masked && type != null && type != DType.BOOL) {
      mask(t, type, head, query, first, keys);
      t.map2(WEIGHTS, WEIGHTS, OTHER, Binary.ADD, n);
    }
  }

  /** The mask's numbers to {@link #OTHER}. */
  private void mask(Tile t, DType type, int head, int query, int first, int keys) {
    for (int r = 0; r < t.rows; r++) {
      long element = a.maskElement(head, query + r) + (a.maskHasOneKey() ? 0 : first);
      if (a.maskHasOneKey()) {
        t.fill(OTHER, r * keys, t.element(MASK, type, element), keys);
      } else {
        t.span(OTHER, r * keys, MASK, type, element, keys);
      }
    }
  }

  /**
   * With w the weights, g the gradients and m what dropout multiplies by: w (g m - sum(w g m)), but
   * for the scale.
   */
  private void back(Tile t, long place, int n) {
    t.span(OTHER, 0, GRADIENTS, dtype, place, n);
    if (a.dropout() > 0) {
      t.map2(OTHER, OTHER, KEPT, Binary.MUL, n);
      t.map2(KEPT, KEPT, WEIGHTS, Binary.MUL, n);
      t.store(KEPT, DROPPED, dtype, place, n);
    } else {
      t.store(WEIGHTS, DROPPED, dtype, place, n);
    }
    t.map2(KEPT, WEIGHTS, OTHER, Binary.MUL, n);
    t.reduce(ROW, KEPT, Reduction.SUM);
    t.mapRows(OTHER, OTHER, ROW, Binary.SUB, false);
    t.map2(OTHER, OTHER, WEIGHTS, Binary.MUL, n);
    t.store(OTHER, GRADIENTS, dtype, place, n);
  }

  /** Makes what is of keys that a query must not see this value. */
  private void hide(
      Tile t, double value, boolean masked, int head, int query, int first, int keys) {
    if (masked && a.maskType() == DType.BOOL) {
      int n = t.rows * keys;
      mask(t, DType.BOOL, head, query, first, keys);
      t.fill(KEPT, 0, value, n);
      t.select(WEIGHTS, OTHER, WEIGHTS, KEPT, n);
    }
    for (int r = 0; r < t.rows; r++) {
      int visible = Math.clamp(a.visible(query + r) - first, 0, keys);
      t.fill(WEIGHTS, r * keys + visible, value, keys - visible);
      int hidden = Math.clamp(a.first(query + r) - first, 0, keys);
      t.fill(WEIGHTS, r * keys, value, hidden);
    }
  }

  /** Sets {@link #KEPT} to 0 for what dropout takes and to 1 / (1 - dropout) for the rest. */
  private void keep(Tile t, int head, int query, int from, int keys) {
    long first = ((long) head * a.queries() + query) * a.keys() + from;
    if (keys == a.keys()) {
      t.random(KEPT, 0, a.stream(), first, t.rows * keys);
    } else {
      for (int r = 0; r < t.rows; r++) {
        t.random(KEPT, r * keys, a.stream(), first + (long) r * a.keys(), keys);
      }
    }
    int n = t.rows * keys;
    t.map1(KEPT, KEPT, Unary.GE_C, a.dropout(), n);
    t.map1(KEPT, KEPT, Unary.MUL_C, 1 / (1 - a.dropout()), n);
  }
}
