// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Dataset;
import org.nnlang.value.Standardization;

/** A dataset whose inputs are normalized, and which remembers by what. */
public record Scaled(Memory memory, Dataset whole, List<Standardization> standards)
    implements Dataset.Of {
  /** Normalizes by what {@code like} holds, which has the same fields. */
  public static Dataset of(Memory memory, Dataset data, Dataset like) {
    return of(memory, data, Standardization.all(like));
  }

  /**
   * Normalizes each field that has a standard: at once where the rows are in memory, else batch by
   * batch.
   *
   * @throws Problem {@code value} where that has been done before
   */
  public static Dataset of(Memory memory, Dataset data, List<Standardization> standards) {
    if (!data.standards().isEmpty()) {
      throw Standardization.again();
    }
    if (!(data instanceof TableData table)) {
      return new Scaled(memory, data, standards);
    }
    List<Tensor> tensors = applied(memory, table.tensors(), standards);
    return new TableData(memory, tensors, table.columns(), table.classes());
  }

  /** Each of some tensors by its standard, where it has one. */
  public static List<Tensor> applied(
      Memory memory, List<Tensor> tensors, List<Standardization> standards) {
    if (tensors.size() != standards.size()) {
      throw Problem.of(
          ErrorCode.SHAPE,
          "what is normalized has %d fields and what it is to be like %d"
              .formatted(tensors.size(), standards.size()));
    }
    List<Tensor> out = new ArrayList<>();
    for (int i = 0; i < tensors.size(); i++) {
      Standardization s = standards.get(i);
      out.add(s == null ? tensors.get(i) : s.apply(memory, tensors.get(i)));
    }
    return out;
  }

  @Override
  public long size() {
    return whole.size();
  }

  @Override
  public List<Tensor> batch(long[] rows, @Nullable List<Tensor> reuse) {
    return applied(memory, whole.batch(rows, null), standards);
  }
}
