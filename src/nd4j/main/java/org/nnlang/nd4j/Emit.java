// SPDX-License-Identifier: Apache-2.0
package org.nnlang.nd4j;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.custom.BitCast;
import org.nd4j.linalg.api.ops.impl.transforms.custom.Fill;
import org.nd4j.linalg.api.ops.impl.transforms.custom.LogicalOr;
import org.nd4j.linalg.factory.Nd4j;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Type;
import org.nnlang.tensor.DType;

/** What all parts of a translation make variables with: constants, shapes and checks. */
final class Emit {
  /** With this begin the names of constants that are no weights. */
  static final String UNNAMED = "%";

  final SameDiff sd;

  /** Null where nobody asks them. */
  final @Nullable Checks checks;

  private final Map<List<Object>, SDVariable> constants = new HashMap<>();
  private final Function<String, SDVariable> openSize;

  /**
   * @param openSize a rank-0 INT64 variable that is the size of that name
   */
  Emit(SameDiff sd, @Nullable Checks checks, Function<String, SDVariable> openSize) {
    this.sd = sd;
    this.checks = checks;
    this.openSize = openSize;
  }

  /** A number without axes; of an int it has no fraction. */
  SDVariable scalar(DType dtype, double value) {
    return constants.computeIfAbsent(List.of(dtype, value), k -> constant(number(dtype, value)));
  }

  private static INDArray number(DType dtype, double value) {
    return switch (dtype) {
      case FLOAT32 -> Nd4j.scalar((float) value);
      case FLOAT64 -> Nd4j.scalar(value);
      case INT -> Nd4j.scalar((long) value);
      case BOOL -> Nd4j.scalar(value != 0);
    };
  }

  /** The same number everywhere. */
  SDVariable full(DType dtype, double value, List<Dim> dims) {
    if (dims.stream().allMatch(Dim::isKnown)) {
      return constants.computeIfAbsent(
          List.of(dtype, value, dims),
          k -> {
            long[] shape = shape(dims);
            return constant(
                shape.length == 0
                    ? number(dtype, value)
                    : Nd4j.valueArrayOf(shape, value, IndArrays.type(dtype)));
          });
    }
    return new Fill(sd, shapeOf(dims), IndArrays.type(dtype), value).outputVariable();
  }

  SDVariable constant(INDArray array) {
    String name = UNNAMED + sd.variables().size();
    return sd.constant(name, array);
  }

  static long[] shape(List<Dim> dims) {
    return dims.stream().mapToLong(Dim::value).toArray();
  }

  /** Sizes as a variable of INT64. */
  SDVariable shapeOf(List<Dim> dims) {
    return sd.concat(0, dims.stream().map(d -> size(d).reshape(1)).toArray(SDVariable[]::new));
  }

  /** A size as a variable of INT64 without axes. */
  SDVariable size(Dim dim) {
    return dim.by(new Sizes());
  }

  /** Sizes as variables. */
  private final class Sizes implements Dim.Arithmetic<SDVariable> {
    @Override
    public SDVariable number(long value) {
      return scalar(DType.INT, value);
    }

    @Override
    public SDVariable named(String name) {
      return openSize.apply(name);
    }

    @Override
    public SDVariable plus(SDVariable a, SDVariable b) {
      return a.add(b);
    }

    @Override
    public SDVariable times(SDVariable a, SDVariable b) {
      return a.mul(b);
    }

    @Override
    public SDVariable floorDiv(SDVariable a, SDVariable b) {
      // sizes are not negative
      return a.div(b);
    }

    @Override
    public SDVariable least(SDVariable a, SDVariable b) {
      return sd.min(a, b);
    }
  }

  /** The same elements in another shape. */
  SDVariable reshape(SDVariable x, List<Dim> dims) {
    long open = dims.stream().filter(d -> !d.isKnown()).count();
    return open > 1
        ? sd.reshape(x, shapeOf(dims))
        : sd.reshape(x, dims.stream().mapToLong(d -> d.isKnown() ? d.value() : -1).toArray());
  }

  /** A value in the full shape of its type. */
  SDVariable full(Made made, Type type) {
    if (made.dims().equals(type.dims())) {
      return made.variable();
    }
    SDVariable x = made.variable();
    if (type.count().equals(Type.product(made.dims()))) {
      return reshape(x, type.dims());
    }
    return type.dtype() == DType.BOOL
        ? new LogicalOr(sd, x, full(DType.BOOL, 0, type.dims())).outputVariable()
        : x.mul(full(type.dtype(), 1, type.dims()));
  }

  /** The sum of all elements, for a check. */
  SDVariable sum(SDVariable x, List<Dim> dims, DType dtype) {
    Dim count = Type.product(dims);
    SDVariable row = reshape(x, List.of(Dim.of(1), count));
    return count.is(1) ? row : sd.mmul(row, full(dtype, 1, List.of(count, Dim.of(1))));
  }

  /** Checks that no number is lost: of floats what their sum is, of ints their magnitude. */
  void check(Checks.Kind kind, Made made, DType dtype) {
    if (checks != null && !Type.product(made.dims()).is(0)) {
      checks.add(kind, sum(made.variable(), made.dims(), dtype));
    }
  }

  /** Checks that numbers are no larger than ints are taken to be. */
  void checkSmall(SDVariable x, List<Dim> dims) {
    if (checks != null) {
      Dim one = Dim.of(1);
      SDVariable all = reshape(x, List.of(one, Type.product(dims), one));
      checks.add(Checks.Kind.SMALL, sd.max(all, false, 1));
    }
  }

  /** Checks that bools are false. */
  void checkNone(SDVariable bools, List<Dim> dims) {
    if (checks != null) {
      checks.add(Checks.Kind.ZERO, sum(bools.castTo(DataType.FLOAT), dims, DType.FLOAT32));
    }
  }

  /** The same bits as numbers of another type; it has no gradient. */
  SDVariable bitCast(SDVariable x, DataType type) {
    var op = new BitCast(sd, x, constant(Nd4j.scalar(type.toInt())));
    op.addIArgument(type.toInt());
    return op.outputVariable();
  }
}
