// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tensor;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Pure;
import org.nnlang.builtin.RangeChecks;
import org.nnlang.builtin.Session;
import org.nnlang.engine.Trace;
import org.nnlang.op.Attention;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Arguments;

/** {@code attention}. */
@AutoService(Builtin.class)
public final class AttentionBuiltin implements Pure {
  @Override
  public String signature() {
    return "attention(q: tensor, k: tensor, v: tensor, causal: boolean = false, mask: tensor? ="
        + " none, dropout: number = 0, scale: number? = none, window: integer? = none)";
  }

  @Override
  public String doc() {
    return """
    `softmax(q @ k.T * scale) @ v` on `[..., heads, time, dim]`. With `causal` each place sees itself
    and those before; where `q` is shorter than `k`, the last of `q` is at the last of `k`. `window: n`
    sees the last n places alone, its own among them. A `mask` of bools is true where a query (row)
    sees a key (column), one of floats is added. A query that sees nothing gives zeros. `k` and `v` may
    have fewer heads, each for as many heads of `q` next to each other (grouped heads: Ainslie and
    others, 2023). `scale` is 1 / sqrt(dim) unless given; dropout is on in training.
    Example: attention(q, k, v, causal: true)\
    """;
  }

  /** A window that reaches further than there can be places is none. */
  private static int window(Arguments a) {
    return (int) Math.min(RangeChecks.atLeast(a, "window", 1), Integer.MAX_VALUE);
  }

  @Override
  public Object call(Arguments a, Session session) {
    List<TensorLike> inputs = new ArrayList<>(List.of(a.tensor("q"), a.tensor("k"), a.tensor("v")));
    if (!a.isNone("mask")) {
      inputs.add(a.tensor("mask"));
    }
    Trace trace = session.engine().traceIfAny();
    double given = RangeChecks.within(a, "dropout", 0, 1);
    double dropout = trace != null && trace.training() ? given : 0;
    int stream = trace != null && dropout > 0 ? trace.nextStream() : 0;
    int window = a.isNone("window") ? 0 : window(a);
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
                        a.flag("causal"),
                        window,
                        n.size() > 3 ? n.get(3) : null,
                        dropout,
                        stream,
                        scale)));
  }
}
