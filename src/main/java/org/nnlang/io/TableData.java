// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Dataset;
import org.nnlang.value.Standardization;

/**
 * Inputs and targets that know what their numbers mean.
 *
 * @param tensors the inputs {@code [rows, columns]} and the target
 * @param columns a name for each input
 * @param classes a name for each class of the target; empty where it is a number
 */
public record TableData(
    Memory memory, List<Tensor> tensors, List<String> columns, List<String> classes)
    implements Dataset {
  public TableData {
    tensors = List.copyOf(tensors);
    columns = List.copyOf(columns);
    classes = List.copyOf(classes);
  }

  @Override
  public List<Standardization> standards() {
    return Standardization.known(tensors, targets());
  }

  @Override
  public long size() {
    return tensors.get(0).dim(0);
  }

  @Override
  public List<Tensor> batch(long[] rows, @Nullable List<Tensor> reuse) {
    return Dataset.of(memory, tensors).batch(rows, reuse);
  }

  @Override
  public List<Tensor> all() {
    return tensors;
  }

  @Override
  public TableData rows(long from, long to) {
    List<Tensor> part = tensors.stream().map(t -> t.rows(from, to)).toList();
    return new TableData(memory, part, columns, classes);
  }

  @Override
  public TableData pick(long... rows) {
    return new TableData(memory, batch(rows), columns, classes);
  }
}
