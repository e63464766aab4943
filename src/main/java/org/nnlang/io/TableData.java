// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Dataset;
import org.nnlang.value.HasMembers;

/**
 * Inputs and targets that know what their numbers mean.
 *
 * @param tensors the inputs {@code [rows, columns]} and the target
 * @param columns a name for each input
 * @param classes a name for each class of the target; empty where it is a number
 */
public record TableData(
    Memory memory, List<Tensor> tensors, List<String> columns, List<String> classes)
    implements Dataset, HasMembers {
  public TableData {
    tensors = List.copyOf(tensors);
    columns = List.copyOf(columns);
    classes = List.copyOf(classes);
  }

  @Override
  public long size() {
    return tensors.get(0).dim(0);
  }

  @Override
  public List<Tensor> batch(long[] rows, List<Tensor> reuse) {
    return Dataset.of(memory, tensors).batch(rows, reuse);
  }

  @Override
  public Dataset rows(long from, long to) {
    List<Tensor> part = tensors.stream().map(t -> t.rows(from, to)).toList();
    return new TableData(memory, part, columns, classes);
  }

  /** Rows in another order, or some of them. */
  public TableData reordered(long[] rows) {
    return new TableData(memory, batch(rows), columns, classes);
  }

  @Override
  public String type() {
    return "dataset";
  }

  @Override
  public Collection<String> names() {
    return List.of("x", "y", "columns", "classes", "size");
  }

  @Override
  public Object member(String name) {
    return switch (name) {
      case "x" -> tensors.get(0);
      case "y" -> tensors.get(1);
      case "columns" -> new ArrayList<Object>(columns);
      case "classes" -> new ArrayList<Object>(classes);
      case "size" -> size();
      default -> null;
    };
  }

  @Override
  public String show() {
    String of =
        (size() == 1 ? " row, " : " rows, ")
            + columns.size()
            + (columns.size() == 1 ? " column" : " columns");
    return "dataset of "
        + size()
        + of
        + (classes.isEmpty() ? "" : ", " + classes.size() + " classes");
  }
}
