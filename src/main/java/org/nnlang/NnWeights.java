// SPDX-License-Identifier: Apache-2.0
package org.nnlang;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.nnlang.engine.Variable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;

/** The weights of a net at one moment. Never changes, belongs to no {@link Nn}. */
public final class NnWeights {
  /** The numbers of one weight: doubles or longs, row-major. */
  record Weight(DType dtype, long[] shape, Object numbers) {
    Tensor tensor(DType wanted, Memory memory) {
      if (numbers instanceof long[] whole) {
        return Tensor.of(memory, dtype, whole, shape);
      }
      double[] values = (double[]) numbers;
      if (wanted == DType.FLOAT64) {
        return Tensor.of(memory, values, shape);
      }
      float[] narrow = new float[values.length];
      for (int i = 0; i < narrow.length; i++) {
        narrow[i] = (float) values[i];
      }
      return Tensor.of(memory, narrow, shape);
    }

    boolean fits(Variable v) {
      boolean kind = dtype == v.type().dtype() || dtype.isFloat() && v.type().dtype().isFloat();
      return kind && Arrays.equals(shape, v.value().shape());
    }
  }

  private final Map<String, Weight> weights;

  NnWeights(Map<String, Weight> weights) {
    this.weights = new LinkedHashMap<>(weights);
  }

  /** Their paths: {@code layers.0.weight}. */
  public Set<String> paths() {
    return Collections.unmodifiableSet(weights.keySet());
  }

  void into(Map<String, Variable> wanted, Memory memory) {
    List<String> wrong = new ArrayList<>();
    wanted.forEach(
        (path, v) -> {
          Weight w = weights.get(path);
          if (w == null || !w.fits(v)) {
            wrong.add(path);
          }
        });
    if (!wrong.isEmpty()) {
      throw Problem.of(
          ErrorCode.VALUE,
          "these weights are missing or have another shape: " + String.join(", ", wrong));
    }
    fitting(wanted, memory, path -> true);
  }

  /** Gives those variables their values that have any here of their shape; the paths of these. */
  Set<String> fitting(Map<String, Variable> wanted, Memory memory, Predicate<String> which) {
    Set<String> given = new LinkedHashSet<>();
    wanted.forEach(
        (path, v) -> {
          Weight w = weights.get(path);
          if (w != null && w.fits(v) && which.test(path)) {
            v.become(w.tensor(v.type().dtype(), memory));
            given.add(path);
          }
        });
    return given;
  }
}
