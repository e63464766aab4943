// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import java.util.ArrayList;
import java.util.List;
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
 * @param rows the type of each field of a row, that of the target last
 */
public record DatasetSpec(List<Type> rows) implements Dataset {
  public DatasetSpec {
    rows = List.copyOf(rows);
  }

  /** What data looks like that a script gives as a data set or as tensors; null if unknown. */
  public static DatasetSpec of(Object data) {
    return switch (data) {
      case DatasetSpec o -> o;
      case TensorLike t when t.rank() > 0 -> new DatasetSpec(List.of(row(t)));
      case List<?> list when isPair(list) -> {
        List<Type> rows = new ArrayList<>();
        for (Object t : list) {
          rows.add(row((TensorLike) t));
        }
        yield new DatasetSpec(rows);
      }
      default -> null;
    };
  }

  /** Whether these are tensors of the same rows: inputs and a target, as {@code [x, y]}. */
  public static boolean isPair(List<?> list) {
    return !list.isEmpty()
        && list.stream().allMatch(item -> item instanceof TensorLike t && t.rank() > 0);
  }

  private static Type row(TensorLike t) {
    Type type = Type.of(t);
    return type.with(type.dims().subList(1, type.rank()));
  }

  /** A batch of rows nobody knows how many: nodes of the engine's graph. */
  public List<Node> batch(Engine engine) {
    List<Node> nodes = new ArrayList<>();
    for (Type row : rows) {
      List<Dim> dims = new ArrayList<>(List.of(Dim.named("batch")));
      dims.addAll(row.dims());
      nodes.add(engine.trace().graph().input(row.with(dims), new Object()));
    }
    return nodes;
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
  public List<Tensor> batch(long[] numbers, List<Tensor> reuse) {
    throw new Undecided();
  }

  @Override
  public String show() {
    throw new Undecided();
  }
}
