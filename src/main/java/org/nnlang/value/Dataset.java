// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.source.UnequalSizes;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;

/**
 * Examples to train and measure on, read as they are asked for. A row is one example; it has one or
 * more fields, of which the last is the target and those before it are what a net takes.
 */
public interface Dataset extends HasMembers, Shown {
  /** The rows that are held at once at most. */
  long MOST_AT_ONCE = 1L << 27;

  /** The number of rows. */
  long size();

  /** The names of the fields, in the order of {@link #batch}; the target's comes last. */
  default List<String> fields() {
    return List.of("input", "target");
  }

  /** How many of the fields, the last ones, are targets. */
  default int targets() {
    return 1;
  }

  /** A name for each number of a row's input, as the columns of a table have; empty without. */
  default List<String> columns() {
    return List.of();
  }

  /** A name for each class of the target; empty where it has no classes, or none with names. */
  default List<String> classes() {
    return List.of();
  }

  /**
   * What the numbers were before they were normalized, for each field, null where it was not; empty
   * where none was.
   */
  default List<Standardization> standards() {
    return List.of();
  }

  /**
   * Whether rows are read from files: then it pays to make the next batch on another thread while
   * one is computed with, and {@link #batch} allows it.
   */
  default boolean isRead() {
    return false;
  }

  /**
   * Whether somebody hands batches over one after the other, each {@link #next} another one: nobody
   * knows how many rows there are, and {@link #size} fails. Such data is for training alone.
   */
  default boolean isStreamed() {
    return false;
  }

  /** The next batch of data that {@link #isStreamed}; null where there is none any more. */
  default @Nullable List<Tensor> next() {
    return null;
  }

  /**
   * 16 hexadecimal digits that depend on every row, and on nothing else: the same data has the same
   * hash in every process and on every machine. Checkpoints and logs name data by it.
   */
  default String hash() {
    return DataHash.of(this);
  }

  /**
   * These rows, stacked: for each field a tensor whose first axis has the length of {@code rows}.
   *
   * @param rows row numbers from 0 to {@link #size}, in any order, repeated or not
   * @param reuse what an earlier call with as many rows gave and nobody needs any more, whose
   *     memory may be written again; or null
   */
  List<Tensor> batch(long[] rows, @Nullable List<Tensor> reuse);

  /** These rows, stacked, in memory of their own. */
  default List<Tensor> batch(long... rows) {
    return batch(rows, null);
  }

  /** One row: a tensor for each field, without the axis of the rows; several targets in a list. */
  default List<Object> row(long number) {
    List<Tensor> row = new ArrayList<>();
    for (Tensor t : batch(number)) {
      long[] shape = t.shape();
      row.add(t.reshape(Arrays.copyOfRange(shape, 1, shape.length)));
    }
    return new Pair<>(row, targets()).asList();
  }

  /** Rows {@code from} up to, not including, {@code to}. */
  default Dataset rows(long from, long to) {
    return new Part(this, from, to - from);
  }

  /** These rows in this order; nothing is copied until it is asked for. */
  default Dataset pick(long... rows) {
    return new Picked(this, rows);
  }

  @Override
  default String type() {
    return "dataset";
  }

  @Override
  default Collection<String> names() {
    List<String> names = new ArrayList<>(List.of("x", "y", "size", "hash"));
    if (!columns().isEmpty()) {
      names.add("columns");
    }
    if (!classes().isEmpty()) {
      names.add("classes");
    }
    return names;
  }

  /**
   * {@code x} and {@code y} are the inputs and the targets of all rows at once, a list where there
   * is more than one.
   */
  @Override
  default @Nullable Object member(String name) {
    return switch (name) {
      case "x" -> {
        List<Object> inputs = new ArrayList<>(new Pair<>(all(), targets()).inputs());
        yield inputs.size() == 1 ? inputs.get(0) : inputs;
      }
      case "y" -> new Pair<>(all(), targets()).target();
      case "size" -> size();
      case "hash" -> hash();
      case "columns" -> new ArrayList<Object>(columns());
      case "classes" -> new ArrayList<Object>(classes());
      default -> null;
    };
  }

  /** All rows, stacked; a problem where they are more than a list of their numbers should hold. */
  default List<Tensor> all() {
    if (size() > MOST_AT_ONCE) {
      throw Problem.of(ErrorCode.LIMIT, "these are too many rows to be held at once, " + size())
          .hint("take some, as `data[0..1000]`, or go through `batches(data, 32)`");
    }
    return batch(LongStream.range(0, size()).toArray());
  }

  /** {@code dataset of 64 rows, 4 columns, 3 classes}. */
  @Override
  default String show() {
    return "dataset of "
        + counted(size(), "row")
        + (columns().isEmpty() ? "" : ", " + counted(columns().size(), "column"))
        + (classes().isEmpty() ? "" : ", " + counted(classes().size(), "class"));
  }

  private static String counted(long count, String word) {
    return count + " " + word + (count == 1 ? "" : word.endsWith("s") ? "es" : "s");
  }

  /** Another dataset's rows, or some of them: what they mean is the same. */
  interface Of extends Dataset {
    Dataset whole();

    @Override
    default List<String> fields() {
      return whole().fields();
    }

    @Override
    default int targets() {
      return whole().targets();
    }

    @Override
    default List<String> columns() {
      return whole().columns();
    }

    @Override
    default List<String> classes() {
      return whole().classes();
    }

    @Override
    default List<Standardization> standards() {
      return whole().standards();
    }

    @Override
    default boolean isRead() {
      return whole().isRead();
    }
  }

  /**
   * The rows of tensors with equally long first axes, as {@code [x, y]} in a script.
   *
   * @throws Problem {@code shape} where the first axes differ, {@code value} where there are none
   */
  static Dataset of(Memory memory, List<Tensor> tensors) {
    return new Rows(memory, tensors, 1);
  }

  /** The same, of which the last {@code targets} are targets. */
  static Dataset of(Memory memory, Pair<Tensor> pair) {
    return new Rows(memory, pair.fields(), pair.targets());
  }

  /** Names for fields: {@code input}, {@code input1} where there are several. */
  static List<String> named(int fields, int targets) {
    List<String> names = new ArrayList<>();
    number(names, "input", fields - targets);
    number(names, "target", targets);
    return names;
  }

  private static void number(List<String> names, String word, int count) {
    for (int i = 1; i <= count; i++) {
      names.add(count == 1 ? word : word + i);
    }
  }

  /** Rows of tensors held in memory. */
  record Rows(Memory memory, List<Tensor> tensors, int targets) implements Dataset {
    public Rows {
      tensors = List.copyOf(tensors);
      if (tensors.isEmpty()) {
        throw Problem.of(
            ErrorCode.VALUE, "a dataset needs at least one tensor, an empty list was given");
      }
      for (Tensor t : tensors) {
        if (t.rank() == 0) {
          throw Problem.of(ErrorCode.SHAPE, "a scalar has no rows to make a dataset of");
        }
        if (t.dim(0) != tensors.get(0).dim(0)) {
          throw Problem.of(
              ErrorCode.SHAPE,
              UnequalSizes.of(
                  "the tensors of a dataset need as many rows each, found shapes "
                      + Arrays.toString(tensors.get(0).shape())
                      + " and "
                      + Arrays.toString(t.shape()),
                  tensors.get(0).dim(0),
                  t.dim(0)));
        }
      }
    }

    @Override
    public long size() {
      return tensors.get(0).dim(0);
    }

    @Override
    public List<String> fields() {
      return Dataset.named(tensors.size(), targets);
    }

    @Override
    public List<Tensor> batch(long[] rows, @Nullable List<Tensor> reuse) {
      List<Tensor> out = new ArrayList<>();
      for (int i = 0; i < tensors.size(); i++) {
        out.add(tensors.get(i).gatherRows(memory, rows, reuse == null ? null : reuse.get(i)));
      }
      return out;
    }

    @Override
    public List<Tensor> all() {
      return tensors;
    }

    @Override
    public List<Standardization> standards() {
      return Standardization.known(tensors, targets);
    }

    @Override
    public Dataset rows(long from, long to) {
      return new Rows(memory, tensors.stream().map(t -> t.rows(from, to)).toList(), targets);
    }
  }

  /** Some rows of another dataset, next to each other. */
  record Part(Dataset whole, long from, long size) implements Of {
    @Override
    public List<Tensor> batch(long[] rows, @Nullable List<Tensor> reuse) {
      long[] own = new long[rows.length];
      for (int i = 0; i < rows.length; i++) {
        own[i] = from + Tensor.rowWithin(rows[i], size);
      }
      return whole.batch(own, reuse);
    }
  }

  /** Some rows of another dataset in an order of their own. */
  record Picked(Dataset whole, long[] order) implements Of {
    @Override
    public long size() {
      return order.length;
    }

    @Override
    public List<Tensor> batch(long[] rows, @Nullable List<Tensor> reuse) {
      return whole.batch(own(rows), reuse);
    }

    @Override
    public Dataset rows(long from, long to) {
      return new Picked(whole, Arrays.copyOfRange(order, (int) from, (int) to));
    }

    @Override
    public Dataset pick(long... rows) {
      return new Picked(whole, own(rows));
    }

    /** The whole's numbers of these rows. */
    private long[] own(long... rows) {
      long[] own = new long[rows.length];
      for (int i = 0; i < rows.length; i++) {
        own[i] = order[(int) Tensor.rowWithin(rows[i], order.length)];
      }
      return own;
    }
  }
}
