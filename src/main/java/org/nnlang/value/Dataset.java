// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;

/**
 * Examples to train and measure on, read as they are asked for. A row is one example; it has one or
 * more fields, of which the last is the target and those before it are what a net takes.
 */
public interface Dataset extends Typed, Shown {
  /** The number of rows. */
  long size();

  /** The names of the fields, in the order of {@link #batch}; the target's comes last. */
  default List<String> fields() {
    return List.of("input", "target");
  }

  /**
   * These rows, stacked: for each field a tensor whose first axis has the length of {@code rows}.
   *
   * @param rows row numbers from 0 to {@link #size}, in any order, repeated or not
   * @param reuse what an earlier call with as many rows gave and nobody needs any more, whose
   *     memory may be written again; or null
   */
  List<Tensor> batch(long[] rows, List<Tensor> reuse);

  /** These rows, stacked, in memory of their own. */
  default List<Tensor> batch(long... rows) {
    return batch(rows, null);
  }

  /** One row: a tensor for each field, without the axis of the rows. */
  default List<Object> row(long number) {
    List<Object> row = new ArrayList<>();
    for (Tensor t : batch(number)) {
      long[] shape = t.shape();
      row.add(t.reshape(Arrays.copyOfRange(shape, 1, shape.length)));
    }
    return row;
  }

  /** Rows {@code from} up to, not including, {@code to}. */
  default Dataset rows(long from, long to) {
    return new Part(this, from, to - from);
  }

  @Override
  default String type() {
    return "dataset";
  }

  /** {@code dataset of 64 rows}. */
  @Override
  default String show() {
    return "dataset of " + size() + (size() == 1 ? " row" : " rows");
  }

  /**
   * The rows of tensors with equally long first axes, as {@code [x, y]} in a script.
   *
   * @throws Problem {@code shape} where the first axes differ, {@code value} where there are none
   */
  static Dataset of(Memory memory, List<Tensor> tensors) {
    return new Rows(memory, tensors);
  }

  /** Rows of tensors held in memory. */
  record Rows(Memory memory, List<Tensor> tensors) implements Dataset {
    public Rows {
      tensors = List.copyOf(tensors);
      if (tensors.isEmpty()) {
        throw Problem.of("value", "a dataset needs at least one tensor, an empty list was given");
      }
      for (Tensor t : tensors) {
        if (t.rank() == 0) {
          throw Problem.of("shape", "a scalar has no rows to make a dataset of");
        }
        if (t.dim(0) != tensors.get(0).dim(0)) {
          throw Problem.of(
              "shape",
              "the tensors of a dataset need as many rows each, found shapes "
                  + Arrays.toString(tensors.get(0).shape())
                  + " and "
                  + Arrays.toString(t.shape()));
        }
      }
    }

    @Override
    public long size() {
      return tensors.get(0).dim(0);
    }

    @Override
    public List<String> fields() {
      List<String> names = new ArrayList<>();
      int inputs = tensors.size() - 1;
      for (int i = 1; i <= inputs; i++) {
        names.add(inputs == 1 ? "input" : "input" + i);
      }
      names.add("target");
      return names;
    }

    @Override
    public List<Tensor> batch(long[] rows, List<Tensor> reuse) {
      List<Tensor> out = new ArrayList<>();
      for (int i = 0; i < tensors.size(); i++) {
        out.add(tensors.get(i).gatherRows(memory, rows, reuse == null ? null : reuse.get(i)));
      }
      return out;
    }

    @Override
    public Dataset rows(long from, long to) {
      return new Rows(memory, tensors.stream().map(t -> t.rows(from, to)).toList());
    }
  }

  /** Some rows of another dataset, next to each other. */
  record Part(Dataset whole, long from, long size) implements Dataset {
    @Override
    public List<String> fields() {
      return whole.fields();
    }

    @Override
    public List<Tensor> batch(long[] rows, List<Tensor> reuse) {
      long[] own = new long[rows.length];
      for (int i = 0; i < rows.length; i++) {
        own[i] = from + rows[i];
      }
      return whole.batch(own, reuse);
    }
  }
}
