// SPDX-License-Identifier: Apache-2.0
package org.nnlang.check;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Type;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.source.UnequalSizes;
import org.nnlang.syntax.ShapeDim;
import org.nnlang.syntax.ShapeType;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Show;
import org.nnlang.value.Size;
import org.nnlang.value.TypeNames;

/**
 * The type of a parameter or result, {@code [batch, time, dim]}, against tensors: what the checker
 * and the interpreter both ask.
 *
 * @param <F> where the sizes stand that the names of dimensions mean: the frame of a call
 */
public final class ShapePattern<F> {
  private final String what;
  private final ShapeType type;
  private final Sizes<F> sizes;
  private final int count;
  private final int rest;

  /** What the dimensions of a pattern stand for in a call. */
  public interface Sizes<F> {
    /** The integer that dimension {@code i} is known to be, or null where it is a new name. */
    @Nullable Object value(F frame, int i);

    /** Makes the name of dimension {@code i} this integer. */
    void bind(F frame, int i, Object size);

    /** Words for where a name comes from: {@code " in the script"}. */
    String whose(int i);
  }

  /**
   * @param what names the value in messages: {@code `x`}, {@code the result}
   */
  public ShapePattern(String what, ShapeType type, Sizes<F> sizes) {
    this.what = what;
    this.type = type;
    this.sizes = sizes;
    count = type.dims().size();
    int at = -1;
    for (int i = 0; i < count; i++) {
      at = type.dims().get(i) instanceof ShapeDim.Rest ? i : at;
    }
    rest = at;
  }

  /**
   * Checks a value, and binds the names of sizes that are not known yet.
   *
   * @throws Problem {@code type}, {@code shape}
   */
  public void check(F frame, Object value) {
    if (!(value instanceof TensorLike t)) {
      throw Problem.of(ErrorCode.TYPE, what + " must be a tensor, found " + TypeNames.found(value))
          .hint(value instanceof List<?> ? "tensor(list) makes one of a list" : null);
    }
    boolean fits =
        switch (type.element()) {
          case INT -> t.dtype() == DType.INT;
          case BOOL -> t.dtype() == DType.BOOL;
          case FLOAT -> t.dtype().isFloat();
          case null -> true;
        };
    if (!fits) {
      throw Problem.of(
          ErrorCode.TYPE,
          what + " must be a tensor of " + word() + ", found one of " + t.dtype().word());
    }
    shape(frame, t);
  }

  private void shape(F frame, TensorLike t) {
    List<Dim> actual = Type.of(t).dims();
    int needed = count - (rest < 0 ? 0 : 1);
    int missing = actual.size() - needed;
    if (missing < 0 || rest < 0 && missing > 0) {
      String axes = actual.size() == 1 ? "there is 1 axis" : "there are " + actual.size() + " axes";
      throw wrong(t, axes + ", not " + needed + (rest < 0 ? "" : " or more"));
    }
    for (int i = 0; i < count; i++) {
      if (i != rest) {
        int axis = rest >= 0 && i > rest ? i + missing - 1 : i;
        Dim expected = size(frame, i, actual.get(axis));
        if (expected != null) {
          throw wrong(t, i, expected, actual.get(axis));
        }
      }
    }
  }

  /** Null, or the size that {@code actual} should have been. */
  private @Nullable Dim size(F frame, int i, Dim actual) {
    Object known = sizes.value(frame, i);
    if (known == null) {
      sizes.bind(frame, i, Size.of(actual));
      return null;
    }
    boolean named = type.dims().get(i) instanceof ShapeDim.Named;
    Dim expected = Size.dim(known);
    if (!expected.cannotEqual(actual)) {
      // of the two the one that is known says more
      if (named && !expected.isKnown() && actual.isKnown()) {
        sizes.bind(frame, i, actual.value());
      }
      return null;
    }
    return expected;
  }

  private String text(int i) {
    return switch (type.dims().get(i)) {
      case ShapeDim.Named d -> d.name();
      case ShapeDim.Computed d -> d.size().span().text();
      case ShapeDim d -> d.span().text();
    };
  }

  private String word() {
    return switch (type.element()) {
      case INT -> "integers";
      case BOOL -> "booleans";
      case FLOAT -> "floats";
      case null -> "numbers";
    };
  }

  private Problem wrong(TensorLike t, int i, Dim expected, Dim actual) {
    String name = text(i);
    String why =
        expected.toString().equals(name)
            ? "a size of " + expected + " is expected, not " + actual
            : "`" + name + "` is " + expected + sizes.whose(i) + ", not " + actual;
    long[] known = Stream.of(expected, actual).filter(Dim::isKnown).mapToLong(Dim::value).toArray();
    return wrong(t, why, known);
  }

  private Problem wrong(TensorLike t, String why, long... known) {
    String text = type.span().text().replaceAll("\\s+", " ");
    String message = what + " must be " + text + ", found " + Show.shape(t);
    return Problem.of(ErrorCode.SHAPE, UnequalSizes.of(message, known)).hint(why);
  }

  /**
   * The type of a tensor of which no more is known than is said here; null with {@code ...}. Names
   * that are new become sizes that are not known yet.
   */
  public @Nullable Type type(F frame) {
    if (rest >= 0) {
      return null;
    }
    List<Dim> dims = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Object known = sizes.value(frame, i);
      if (known == null) {
        known = new Size(Dim.named(text(i)));
        sizes.bind(frame, i, known);
      }
      dims.add(Size.dim(known));
    }
    DType element =
        switch (type.element()) {
          case INT -> DType.INT;
          case BOOL -> DType.BOOL;
          case FLOAT -> DType.FLOAT32;
          case null -> DType.FLOAT32;
        };
    return new Type(element, dims);
  }
}
