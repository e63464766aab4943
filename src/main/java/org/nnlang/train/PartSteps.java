// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nnlang.graph.Type;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Dataset;
import org.nnlang.value.Module;

/**
 * The steps of one of several workers: a share of the rows of each batch, or every so many-th
 * batch.
 */
final class PartSteps extends GradientSteps {
  private final Map<List<Object>, long[]> known = new HashMap<>();
  private int part;
  private int parts = 1;
  private boolean shares;
  private String odd = "";

  PartSteps(
      Module net,
      Dataset data,
      Setup setup,
      Objective objective,
      WeightRows weights,
      BatchOrder batches) {
    super(net, data, setup, objective, weights, batches);
  }

  /**
   * From now on those of one part.
   *
   * @param part which, from 0
   * @param shares whether batches are shared out; else a part has batches of its own
   */
  void only(int part, int parts, boolean shares) {
    this.part = part;
    this.parts = parts;
    this.shares = shares;
    batches.only(shares ? part : 0, shares ? parts : 1, shares ? 1 : parts);
  }

  @Override
  long batchOf(long done, int i) {
    return shares ? super.batchOf(done, i) : super.batchOf(done * parts + part, i);
  }

  /** How many rows a step takes. */
  double rows(long done) {
    double rows = 0;
    for (int i = 0; i < setup.order().accumulate(); i++) {
      rows += batches.rows(batchOf(done, i)).length;
    }
    return rows;
  }

  /** What is odd about the share; empty where nothing is. */
  String odd() {
    return odd;
  }

  /** Dropout draws the same numbers for a row, whatever part has it. */
  @Override
  long[] ahead(List<Tensor> batch, long number) {
    if (!shares || parts == 1) {
      return super.ahead(batch, number);
    }
    int first = batches.first(number);
    int whole = batches.whole(number);
    List<Type> types = batch.stream().map(Type::of).toList();
    return known.computeIfAbsent(List.of(types, first, whole), k -> ahead(types, first, whole));
  }

  private long[] ahead(List<Type> types, int first, int whole) {
    long rows = types.getFirst().shape()[0];
    List<Type> all =
        types.stream()
            .map(
                t -> {
                  long[] shape = t.shape();
                  shape[0] = whole;
                  return Type.of(t.dtype(), shape);
                })
            .toList();
    Map<Integer, Type> here = engine.draws(types, this::loss);
    Map<Integer, Type> there = engine.draws(all, this::loss);
    long[] out = new long[here.keySet().stream().mapToInt(s -> s + 1).max().orElse(0)];
    here.forEach(
        (stream, type) -> {
          Type full = there.get(stream);
          long each = type.rank() == 0 ? 0 : type.size() / rows;
          if (full != null && isRows(type, full, rows, whole)) {
            out[stream] = first * each;
          } else if (!type.equals(full)) {
            odd = Messages.otherNumbers(type);
          }
        });
    return out;
  }

  /** Whether the first axis is that of the rows, and no other one depends on how many there are. */
  private static boolean isRows(Type part, Type full, long rows, long whole) {
    if (part.rank() == 0 || part.rank() != full.rank() || part.equals(full)) {
      return false;
    }
    long[] a = part.shape();
    long[] b = full.shape();
    boolean same = a[0] * whole == b[0] * rows && a[0] % rows == 0;
    for (int i = 1; i < a.length; i++) {
      same &= a[i] == b[i];
    }
    return same;
  }
}
