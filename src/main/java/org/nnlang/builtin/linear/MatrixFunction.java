// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Given;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.Tensors;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Type;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Polls;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Arguments;
import org.nnlang.value.Show;

/**
 * A function of matrices {@code a}, {@code [..., rows, columns]}, and perhaps of right sides {@code
 * b}, {@code [..., rows, n]} or {@code [..., rows]}, one matrix of the leading axes after the
 * other.
 */
abstract class MatrixFunction implements Builtin {
  /**
   * The shape of what a result is for one matrix.
   *
   * @param forSides whether it has one more axis, of as many as there are right sides
   */
  record Result(boolean forSides, Dim... sizes) {
    Result(Dim... sizes) {
      this(false, sizes);
    }
  }

  /** What comes out for a matrix of these sizes. */
  protected abstract List<Result> results(Dim rows, Dim columns);

  /**
   * The results for one matrix, each a matrix with as many numbers as {@link #results} says.
   *
   * @param b the right sides as columns; empty where there are none
   */
  protected abstract List<Matrix> of(Matrix a, Matrix b);

  /** Whether only square matrices will do. */
  protected boolean square() {
    return true;
  }

  @Override
  public final Object call(Arguments arguments, Session session) {
    Tensor a = Given.numbers(Tensors.of(session, arguments.get("a")));
    boolean two = arguments.signature().parameters().size() > 1;
    Tensor b = two ? Given.numbers(Tensors.of(session, arguments.get("b"))) : null;
    List<Type> types = types(Type.of(a), b == null ? null : Type.of(b));
    int rows = Math.toIntExact(a.dim(a.rank() - 2));
    int columns = Math.toIntExact(a.dim(a.rank() - 1));
    long matrices = a.size() == 0 ? 0 : a.size() / ((long) rows * columns);
    int sides = b == null || matrices == 0 ? 0 : Math.toIntExact(b.size() / matrices / rows);
    List<Tensor> out = new ArrayList<>();
    types.forEach(t -> out.add(Tensor.zeros(session.engine().memory(), t.dtype(), t.shape())));
    for (long i = 0; i < matrices; i++) {
      session.poll();
      Matrix right = b == null ? new Matrix(0, 0) : matrix(b, i, rows, sides);
      List<Matrix> found = of(matrix(a, i, rows, columns), right);
      for (int k = 0; k < found.size(); k++) {
        double[] numbers = found.get(k).data();
        int count = numbers.length;
        for (int j = 0; j < count; j++) {
          Polls.sometimes();
          out.get(k).fill(i * count + j, numbers[j]);
        }
      }
    }
    return out.size() == 1 ? out.get(0) : new ArrayList<Object>(out);
  }

  /** Tensors of the right types, of which nothing else is known. */
  @Override
  public final Object foresee(Arguments arguments, Session session) {
    if (arguments.hasUnknown()) {
      return org.nnlang.value.Unknown.UNKNOWN;
    }
    boolean two = arguments.signature().parameters().size() > 1;
    Type a = Type.of(Tensors.of(session, arguments.get("a")));
    Type b = two ? Type.of(Tensors.of(session, arguments.get("b"))) : null;
    List<Object> out = new ArrayList<>();
    for (Type t : session.engine().surely(() -> types(a, b))) {
      out.add((TensorLike) session.engine().trace().graph().input(t, new Object()));
    }
    return out.size() == 1 ? out.get(0) : out;
  }

  private List<Type> types(Type a, @Nullable Type b) {
    int n = a.rank();
    if (n < 2) {
      throw shape("needs a matrix", a);
    }
    Dim rows = a.dim(n - 2);
    Dim columns = a.last();
    if (square() && rows.cannotEqual(columns)) {
      throw shape("needs a square matrix", a);
    }
    List<Dim> lead = a.dims().subList(0, n - 2);
    boolean vector = b != null && b.rank() == n - 1;
    if (b != null) {
      boolean fits = vector || b.rank() == n;
      for (int i = 0; fits && i < n - 1; i++) {
        fits = !b.dim(i).cannotEqual(a.dim(i));
      }
      if (!fits) {
        throw Problem.of(
            ErrorCode.SHAPE,
            name()
                + " has a right side for each row of "
                + a.shapeText()
                + ", found "
                + b.shapeText());
      }
    }
    DType dtype = a.dtype() == DType.FLOAT64 ? DType.FLOAT64 : DType.FLOAT32;
    if (b != null && b.dtype() == DType.FLOAT64) {
      dtype = DType.FLOAT64;
    }
    List<Type> out = new ArrayList<>();
    for (Result r : results(rows, columns)) {
      List<Dim> dims = new ArrayList<>(lead);
      dims.addAll(List.of(r.sizes()));
      if (r.forSides() && b != null && !vector) {
        dims.add(b.last());
      }
      out.add(new Type(dtype, dims));
    }
    return out;
  }

  private String name() {
    return signature().replaceAll("\\(.*", "");
  }

  private Problem shape(String what, Type found) {
    return Problem.of(ErrorCode.SHAPE, name() + " " + what + ", found " + found.shapeText());
  }

  /** That no numbers solve it. */
  final Problem singular(Matrix a) {
    return Problem.of(
            ErrorCode.ARITHMETIC,
            name() + " of a matrix that has no inverse: " + Show.inner(rows(a)))
        .hint("its rows are not independent; lstsq gives the nearest solution");
  }

  private static List<Object> rows(Matrix a) {
    List<Object> rows = new ArrayList<>();
    for (int i = 0; i < Math.min(a.rows(), 4); i++) {
      int from = i * a.columns();
      rows.add(
          new ArrayList<Object>(
              Arrays.stream(a.data(), from, from + Math.min(a.columns(), 4)).boxed().toList()));
    }
    return rows;
  }

  private Matrix matrix(Tensor t, long i, int rows, int columns) {
    Matrix m = new Matrix(rows, columns);
    int count = rows * columns;
    for (int k = 0; k < count; k++) {
      Polls.sometimes();
      m.data()[k] = t.getDouble(i * count + k);
      if (!Double.isFinite(m.data()[k])) {
        throw Problem.of(
            ErrorCode.ARITHMETIC,
            name() + " needs finite numbers, found " + Show.number(m.data()[k]));
      }
    }
    return m;
  }
}
