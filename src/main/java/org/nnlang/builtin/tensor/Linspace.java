// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tensor;

import com.google.auto.service.AutoService;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Pure;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.SizeArguments;
import org.nnlang.builtin.Tensors;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;
import org.nnlang.op.Sizes;
import org.nnlang.source.Polls;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Arguments;

/** {@code linspace}. */
@AutoService(Builtin.class)
public final class Linspace implements Pure {
  @Override
  public String signature() {
    return "linspace(start: number, stop: number, count: integer = 100, *, dtype: string? = none)";
  }

  @Override
  public String doc() {
    return """
    So many numbers from `start` to `stop`, both included, at equal distances.
    Example: linspace(-1, 1, 64)\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    double start = a.number("start");
    double stop = a.number("stop");
    Dim count = SizeArguments.dim(a.get("count"));
    double step = count.isKnown() ? (stop - start) / Math.max(1, count.value() - 1) : Double.NaN;
    DType dtype = Tensors.dtype(a, DType.FLOAT32);
    Type type = new Type(dtype == DType.FLOAT32 ? dtype : DType.FLOAT64, List.of(count));
    Memory memory = session.engine().memory();
    TensorLike line =
        Tensors.make(
            session,
            List.of(count),
            sizes -> {
              Tensor t = Tensor.zeros(memory, type.dtype(), sizes);
              for (long i = 0; i < sizes[0]; i++) {
                Polls.sometimes();
                // from both ends, so that both are met
                boolean front = i == 0 || i < sizes[0] / 2;
                t.fill(i, front ? start + step * i : stop - step * (sizes[0] - 1 - i));
              }
              return t;
            },
            g -> count.isKnown() ? Ops.iota(g, type, 0, start, step) : open(g, type, start, stop));
    return Tensors.as(session, line, a);
  }

  /** Of so many numbers as are not known yet. */
  private static Node open(Graph graph, Type type, double start, double stop) {
    Node last = Numeric.sub(Sizes.number(graph, type.dim(0), type.dtype()), 1L);
    Node step = Numeric.rdiv(stop - start, Numeric.maximum(last, 1.0));
    return Numeric.add(Numeric.mul(Ops.iota(graph, type, 0, 0L, 1L), step), start);
  }
}
