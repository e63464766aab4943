// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Undecided;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;

/**
 * A data set of which it is only known what a row is like, where a script is checked and not run.
 *
 * @param rows the type of each field of a row, those of targets last
 */
public record DatasetSpec(List<Type> rows, int targets) implements Dataset {
  public DatasetSpec {
    rows = List.copyOf(rows);
  }

  /** With one target. */
  public DatasetSpec(List<Type> rows) {
    this(rows, 1);
  }

  /** What data looks like that a script gives as a data set or as tensors; null if unknown. */
  public static @Nullable DatasetSpec of(Object data) {
    Pair<TensorLike> pair = pair(data);
    return switch (data) {
      case DatasetSpec o -> o;
      case TensorLike t when t.rank() > 0 -> new DatasetSpec(List.of(row(t)));
      case List<?> list when pair != null ->
          new DatasetSpec(pair.fields().stream().map(DatasetSpec::row).toList(), pair.targets());
      default -> null;
    };
  }

  /** Inputs and targets of the same rows; null where the value is none. */
  public static @Nullable Pair<TensorLike> pair(Object value) {
    Pair<TensorLike> pair = Pair.of(value, TensorLike.class);
    return pair != null && pair.fields().stream().allMatch(t -> t.rank() > 0) ? pair : null;
  }

  private static Type row(TensorLike t) {
    Type type = Type.of(t);
    return type.with(type.dims().subList(1, type.rank()));
  }

  /** A batch of rows nobody knows how many: nodes of the engine's graph. */
  public Pair<Node> batch(Engine engine) {
    List<Node> nodes = new ArrayList<>();
    for (Type row : rows) {
      List<Dim> dims = new ArrayList<>(List.of(Dim.named("batch")));
      dims.addAll(row.dims());
      nodes.add(engine.trace().graph().input(row.with(dims), new Object()));
    }
    return new Pair<>(nodes, targets);
  }

  @Override
  public long size() {
    throw new Undecided();
  }

  @Override
  public List<String> columns() {
    throw new Undecided();
  }

  @Override
  public List<String> classes() {
    throw new Undecided();
  }

  @Override
  public Dataset rows(long from, long to) {
    return this;
  }

  @Override
  public List<Tensor> batch(long[] numbers, @Nullable List<Tensor> reuse) {
    throw new Undecided();
  }

  @Override
  public String show() {
    throw new Undecided();
  }
}
