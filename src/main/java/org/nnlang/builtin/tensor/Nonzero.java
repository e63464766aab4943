// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tensor;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.stream.LongStream;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Given;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.Tensors;
import org.nnlang.engine.Engine;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Type;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Arguments;
import org.nnlang.value.Unknown;

/** {@code nonzero}. */
@AutoService(Builtin.class)
public final class Nonzero implements Builtin {
  @Override
  public String signature() {
    return "nonzero(x: tensor|list)";
  }

  @Override
  public String doc() {
    return """
    The indices of the elements that are not 0, or true: a row for each, a column for each axis.
    Example: nonzero(tensor([0, 3, 5]) > 1)\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    Tensor x = Given.numbers(Tensors.of(session, a.get("x")));
    long[] shape = x.shape();
    int rank = shape.length;
    long[] places = LongStream.range(0, x.size()).filter(i -> isNotZero(x, i)).toArray();
    long[] out = new long[Math.multiplyExact(places.length, rank)];
    for (int i = 0; i < places.length; i++) {
      session.poll();
      long rest = places[i];
      for (int axis = rank - 1; axis >= 0; axis--) {
        out[i * rank + axis] = rest % shape[axis];
        rest /= shape[axis];
      }
    }
    return Tensor.of(session.engine().memory(), out, places.length, rank);
  }

  private static boolean isNotZero(Tensor x, long i) {
    return x.dtype().isFloat() ? x.getDouble(i) != 0 : x.getLong(i) != 0;
  }

  /** A tensor of the right type; how many rows it has depends on the numbers. */
  @Override
  public Object foresee(Arguments a, Session session) {
    if (a.hasUnknown()) {
      return Unknown.UNKNOWN;
    }
    Engine engine = session.engine();
    Dim rank = Dim.of(Type.of(Tensors.of(session, a.get("x"))).rank());
    Type type = new Type(DType.INT, List.of(engine.newSize("places"), rank));
    return engine.trace().graph().input(type, new Object());
  }
}
