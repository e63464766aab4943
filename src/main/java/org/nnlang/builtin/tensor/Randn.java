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
import org.nnlang.graph.Node;
import org.nnlang.op.Numeric;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Arguments;

/** {@code randn}. */
@AutoService(Builtin.class)
public final class Randn implements Builtin {
  @Override
  public String signature() {
    return "randn(shape..., *, dtype: string? = none)";
  }

  @Override
  public String doc() {
    return """
    Random numbers of a normal distribution with mean 0 and deviation 1, of that shape.
    `seed(n)` makes them the same again.
    Example: randn([2, 3]) * 0.02\
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
            sizes -> engine.random().normal(engine.memory(), 0, 1, sizes),
            g -> {
              // Box and Muller; 1 - u is never 0
              Node u = Rand.draw(engine, g, dims);
              Node radius = Numeric.sqrt(Numeric.mul(Numeric.log(Numeric.rsub(1, u)), -2));
              Node angle = Numeric.mul(Rand.draw(engine, g, dims), 2 * Math.PI);
              return Numeric.mul(radius, Numeric.cos(angle));
            });
    return Tensors.as(session, drawn, a);
  }
}
