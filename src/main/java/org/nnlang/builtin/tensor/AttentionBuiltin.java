// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tensor;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.engine.Trace;
import org.nnlang.op.Attention;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Arguments;

/** {@code attention}. */
@AutoService(Builtin.class)
public final class AttentionBuiltin implements Builtin {
  @Override
  public String signature() {
    return "attention(q: tensor, k: tensor, v: tensor, causal: boolean = false, mask: tensor? ="
        + " none, dropout: number = 0, scale: number? = none)";
  }

  @Override
  public String doc() {
    return """
    `softmax(q @ k.T * scale) @ v` on [..., time, dim]. With `causal` each place sees itself
    and those before; a `mask` of bools is true where a query (row) sees a key (column), one
    of floats is added. `scale` is 1 / sqrt(dim) unless given; dropout is on in training.\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    List<TensorLike> inputs = new ArrayList<>(List.of(a.tensor("q"), a.tensor("k"), a.tensor("v")));
    if (!a.isNone("mask")) {
      inputs.add(a.tensor("mask"));
    }
    Trace trace = session.engine().trace();
    boolean drops = trace != null && trace.training();
    double dropout = drops ? a.number("dropout") : 0;
    int stream = dropout > 0 ? trace.nextStream() : 0;
    Double scale = a.isNone("scale") ? null : (Double) a.number("scale");
    return session
        .engine()
        .apply(
            inputs,
            n ->
                Attention.attention(
                    n.get(0),
                    n.get(1),
                    n.get(2),
                    new Attention.Options(
                        a.flag("causal"), n.size() > 3 ? n.get(3) : null, dropout, stream, scale)));
  }
}
