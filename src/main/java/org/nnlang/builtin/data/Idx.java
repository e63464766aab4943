// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.data;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.io.TableData;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Arguments;

/** {@code idx}. */
@AutoService(Builtin.class)
public final class Idx implements Builtin {
  private static final int CLASSES = 10_000;

  @Override
  public String signature() {
    return "idx(path: string, labels: string? = none)";
  }

  @Override
  public String doc() {
    return """
    The tensor in an IDX file, as MNIST has them, packed by gzip or not; whole numbers become ints.
    With the file of the labels it is a dataset of pictures `[1, height, width]` from 0 to 1 and
    their classes.
    Example: data = idx("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz")\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    Memory memory = session.engine().memory();
    Tensor t = org.nnlang.io.Idx.read(session.disk(), a.string("path"), memory);
    if (a.isNone("labels")) {
      return t;
    }
    Tensor labels = org.nnlang.io.Idx.read(session.disk(), a.string("labels"), memory);
    long[] ids = labels.dtype() == DType.INT ? labels.toLongs() : new long[0];
    if (labels.rank() != 1 || ids.length != t.dim(0)) {
      throw Problem.of(
          ErrorCode.SHAPE,
          "there must be a label for each example, found %s for %s".formatted(labels, t));
    }
    long most = Arrays.stream(ids).max().orElse(0);
    if (most >= CLASSES || Arrays.stream(ids).anyMatch(id -> id < 0)) {
      throw Problem.of(ErrorCode.VALUE, "labels are classes from 0 on, found " + most);
    }
    List<String> classes =
        IntStream.rangeClosed(0, (int) most).mapToObj(Integer::toString).toList();
    return new TableData(memory, List.of(pictures(memory, t), labels), List.of(), classes);
  }

  private static Tensor pictures(Memory memory, Tensor t) {
    List<Long> shape = new ArrayList<>(Arrays.stream(t.shape()).boxed().toList());
    if (shape.size() == 3) {
      shape.add(1, 1L);
    }
    long[] sizes = shape.stream().mapToLong(Long::longValue).toArray();
    Tensor out = Tensor.zeros(memory, DType.FLOAT32, sizes);
    boolean bytes = t.dtype() == DType.INT;
    for (long i = 0; i < t.size(); i++) {
      out.fill(i, bytes ? t.getLong(i) / 255.0 : t.getDouble(i));
    }
    return out;
  }
}
