// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tensor;

import com.google.auto.service.AutoService;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Pure;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.Tensors;
import org.nnlang.engine.Undecided;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;
import org.nnlang.op.Sizes;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Polls;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Arguments;
import org.nnlang.value.Size;

/** {@code arange}. */
@AutoService(Builtin.class)
public final class Arange implements Pure {
  @Override
  public String signature() {
    return "arange(start: number, stop: number? = none, step: number = 1, *, dtype: string? = none)";
  }

  @Override
  public String doc() {
    return """
    The numbers from `start` up to, and without, `stop`; from 0 up to `start` where that is
    all. Ints where all arguments are integers.
    Example: arange(4)\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    return Tensors.as(session, numbers(a, session), a);
  }

  private static TensorLike numbers(Arguments a, Session session) {
    Object first = a.isNone("stop") ? (Object) 0L : a.get("start");
    Object stop = a.isNone("stop") ? a.get("start") : a.get("stop");
    if (a.number("step") == 0) {
      throw Problem.of(ErrorCode.ARGUMENT, "a step must not be 0");
    }
    if (first instanceof Double || stop instanceof Double || a.get("step") instanceof Double) {
      boolean wide = Tensors.dtype(a, DType.FLOAT32) != DType.FLOAT32;
      return floats(session, number(first), number(stop), a.number("step"), wide);
    }
    long step = a.whole("step");
    // a size that is not known yet may be the end, or the start
    Dim span = Size.dim(stop).minus(Size.dim(first));
    Dim count = step == 1 ? span : span.plus(step - Long.signum(step)).floorDiv(step);
    Dim size = count.isKnown() ? Dim.of(Math.max(0, count.value())) : count;
    Dim from = Size.dim(first);
    long start = from.isKnown() ? from.value() : 0;
    return Tensors.make(
        session,
        List.of(size),
        sizes -> Tensor.ints(session.engine().memory(), i -> start + step * i, sizes),
        g -> {
          Node line = Ops.iota(g, new Type(DType.INT, List.of(size)), 0, start, step);
          return from.isKnown() ? line : Numeric.add(line, Sizes.number(g, from, DType.INT));
        });
  }

  private static TensorLike floats(
      Session session, double start, double stop, double step, boolean wide) {
    Dim size = Dim.of((long) Math.max(0, Math.ceil((stop - start) / step)));
    Type type = new Type(wide ? DType.FLOAT64 : DType.FLOAT32, List.of(size));
    return Tensors.make(
        session,
        List.of(size),
        sizes -> {
          Tensor t = Tensor.zeros(session.engine().memory(), type.dtype(), sizes);
          for (long i = 0; i < sizes[0]; i++) {
            Polls.sometimes();
            t.fill(i, start + step * i);
          }
          return t;
        },
        g -> Ops.iota(g, type, 0, start, step));
  }

  private static double number(Object value) {
    if (value instanceof Size) {
      throw new Undecided();
    }
    return ((Number) value).doubleValue();
  }
}
