// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tensor;

import com.google.auto.service.AutoService;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.Shapes;
import org.nnlang.builtin.Tensors;
import org.nnlang.graph.Node;
import org.nnlang.op.Ops;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.value.Arguments;
import org.nnlang.value.TypeNames;

/** {@code pad}. */
@AutoService(Builtin.class)
public final class Pad implements Builtin {
  @Override
  public String signature() {
    return "pad(x: tensor|list, amount: integer|list, value: number = 0, *, axis: integer? = none)";
  }

  @Override
  public String doc() {
    return """
    More elements of `value` around a tensor: `amount` of them before and after the last
    axis, or `axis`; `[before, after]`; or such a pair for each axis.
    Example: pad(x, [1, 0])\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    List<?> amount =
        a.get("amount") instanceof List<?> list ? list : List.of(a.get("amount"), a.get("amount"));
    double value = a.number("value");
    return session
        .engine()
        .apply(
            List.of(Tensors.of(session, a.get("x"))),
            n -> {
              Node x = n.get(0);
              if (!amount.isEmpty() && amount.get(0) instanceof List<?>) {
                return all(x, amount, value);
              }
              int axis = a.isNone("axis") ? -1 : a.integer("axis");
              return one(x, axis, amount, value);
            });
  }

  private static Node all(Node x, List<?> pairs, double value) {
    if (pairs.size() != x.rank()) {
      throw Problem.of(
          ErrorCode.ARGUMENT,
          "there is a pair for each axis, of " + x.type().shapeText() + ", found " + pairs.size());
    }
    Node out = x;
    for (int i = 0; i < pairs.size(); i++) {
      if (!(pairs.get(i) instanceof List<?> pair)) {
        throw Problem.of(
            ErrorCode.ARGUMENT, "each axis has a pair, found " + TypeNames.found(pairs.get(i)));
      }
      out = one(out, i, pair, value);
    }
    return out;
  }

  private static Node one(Node x, int axis, List<?> pair, double value) {
    if (pair.size() != 2) {
      throw Problem.of(
          ErrorCode.ARGUMENT,
          "an axis is padded by [before, after], found " + TypeNames.found(pair));
    }
    return Ops.pad(x, axis, Shapes.dim(pair.get(0)), Shapes.dim(pair.get(1)), value);
  }
}
