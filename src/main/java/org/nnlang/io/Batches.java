// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Dataset;
import org.nnlang.value.HasItems;
import org.nnlang.value.Pair;
import org.nnlang.value.Shown;
import org.nnlang.value.TypeNames;
import org.nnlang.value.Typed;

/**
 * A dataset cut into batches in order, each a list of tensors, made when it is asked for. The last
 * one has what is left.
 */
public record Batches(Dataset data, long rows) implements HasItems, Typed, Shown {
  /**
   * @throws Problem {@code value} where {@code rows} is less than 1
   */
  public Batches {
    if (rows < 1) {
      throw Problem.of(ErrorCode.VALUE, "a batch has at least 1 row, found " + rows);
    }
  }

  /** How many batches there are. */
  public long count() {
    return (data.size() + rows - 1) / rows;
  }

  @Override
  public List<Object> items() {
    int count = TypeNames.toInt(count());
    return new AbstractList<>() {
      @Override
      public Object get(int index) {
        long from = Objects.checkIndex(index, count) * rows;
        long to = Math.min(data.size(), from + rows);
        List<Tensor> batch = data.batch(LongStream.range(from, to).toArray());
        return new Pair<>(batch, data.targets()).asList();
      }

      @Override
      public int size() {
        return count;
      }
    };
  }

  @Override
  public String type() {
    return "dataset";
  }

  @Override
  public String show() {
    return "%d batches of up to %d rows".formatted(count(), rows);
  }
}
