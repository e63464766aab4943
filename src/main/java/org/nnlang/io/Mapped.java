// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Callable;
import org.nnlang.value.DataHash;
import org.nnlang.value.Dataset;
import org.nnlang.value.Pair;
import org.nnlang.value.Standardization;
import org.nnlang.value.TypeNames;

/**
 * Another dataset's rows, each changed by a function when it is asked for.
 *
 * @param width how many tensors the function gives
 * @param targets how many of them, the last ones, are targets
 */
public record Mapped(Memory memory, Dataset whole, Callable function, int width, int targets)
    implements Dataset.Of {
  /** Calls the function on the first row to see what it gives. */
  public static Mapped of(Memory memory, Dataset whole, Callable function) {
    if (whole.size() == 0) {
      return new Mapped(memory, whole, function, whole.fields().size(), whole.targets());
    }
    Pair<Tensor> first = call(function, whole.row(0));
    return new Mapped(memory, whole, function, first.fields().size(), first.targets());
  }

  @Override
  public long size() {
    return whole.size();
  }

  /** None: what a function makes of numbers has others. */
  @Override
  public List<Standardization> standards() {
    return List.of();
  }

  /** No: the function is a script's, which runs on one thread. */
  @Override
  public boolean isRead() {
    return false;
  }

  @Override
  public List<String> fields() {
    boolean alike = width == whole.fields().size() && targets == whole.targets();
    return alike ? whole.fields() : Dataset.named(width, targets);
  }

  /** Of the rows that go into the function: what it does stands in the script. */
  @Override
  public String hash() {
    return new DataHash().add("map " + whole.hash()).toString();
  }

  @Override
  public List<Tensor> batch(long[] rows, @Nullable List<Tensor> reuse) {
    List<List<Tensor>> results = new ArrayList<>();
    for (long row : rows) {
      results.add(call(function, whole.row(row)).fields());
    }
    List<Tensor> out = new ArrayList<>();
    for (int field = 0; field < width; field++) {
      out.add(stacked(results, field));
    }
    return out;
  }

  private Tensor stacked(List<List<Tensor>> rows, int field) {
    Tensor first = rows.get(0).get(field);
    long[] shape = new long[first.rank() + 1];
    shape[0] = rows.size();
    System.arraycopy(first.shape(), 0, shape, 1, first.rank());
    Tensor out = Tensor.zeros(memory, first.dtype(), shape);
    int bytes = Math.toIntExact(first.size() * first.dtype().bytes());
    for (int i = 0; i < rows.size(); i++) {
      Tensor row = rows.get(i).size() == width ? rows.get(i).get(field) : null;
      if (row == null
          || row.dtype() != first.dtype()
          || !Arrays.equals(row.shape(), first.shape())) {
        throw Problem.of(
            ErrorCode.SHAPE,
            "a function of rows gives tensors of the same shapes for all, found %s and %s"
                .formatted(first, row == null ? "another number of them" : row));
      }
      ByteBuffer target = out.bytes((long) i * bytes, bytes);
      target.put(row.bytes(0, bytes));
    }
    return out;
  }

  private static Pair<Tensor> call(Callable function, List<Object> row) {
    boolean spread = function.signature().takes(row.size(), List.of());
    Object[] arguments = spread ? row.toArray() : new Object[] {row};
    Object result = function.call(arguments, Map.of());
    Pair<Tensor> given = Pair.of(result instanceof List<?> l ? l : List.of(result), Tensor.class);
    if (given == null) {
      Object found = result instanceof List<?> list ? firstOther(list) : result;
      throw Problem.of(
          ErrorCode.TYPE,
          "a function of the rows of a dataset gives a list of tensors, found "
              + TypeNames.found(found));
    }
    return given;
  }

  private static Object firstOther(List<?> list) {
    return list.stream()
        .filter(t -> !(t instanceof Tensor))
        .findFirst()
        .<Object>map(t -> t)
        .orElse(list);
  }
}
