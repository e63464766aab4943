// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tensor;

import com.google.auto.service.AutoService;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.SizeArguments;
import org.nnlang.builtin.Tensors;
import org.nnlang.engine.Engine;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.op.Ops;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Arguments;

/** {@code rand}. */
@AutoService(Builtin.class)
public final class Rand implements Builtin {
  @Override
  public String signature() {
    return "rand(shape..., *, dtype: string? = none)";
  }

  @Override
  public String doc() {
    return """
    Random numbers from 0 up to, and without, 1, of that shape. `seed(n)` makes them the
    same again.
    Example: rand([2, 3])\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    List<Dim> dims = SizeArguments.dims(a.list("shape"));
    Engine engine = session.engine();
    TensorLike drawn =
        Tensors.make(
            session,
            dims,
            sizes -> engine.random().uniform(engine.memory(), 0, 1, sizes),
            g -> draw(engine, g, dims));
    return Tensors.as(session, drawn, a);
  }

  /** A node that draws other numbers at each run. */
  static Node draw(Engine engine, Graph graph, List<Dim> dims) {
    return Ops.rand(graph, new Type(DType.FLOAT32, dims), engine.trace().nextStream());
  }
}
