// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tensor;

import com.google.auto.service.AutoService;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Pure;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.SizeArguments;
import org.nnlang.builtin.Tensors;
import org.nnlang.engine.Undecided;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.op.Ops;
import org.nnlang.op.Repeats;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.value.Arguments;
import org.nnlang.value.Show;
import org.nnlang.value.TypeNames;

/** {@code pad}. */
@AutoService(Builtin.class)
public final class Pad implements Pure {
  @Override
  public String signature() {
    return "pad(x: tensor|list, amount: integer|list, value: number = 0, *, axis: integer? = none,"
        + " mode: string = \"constant\")";
  }

  @Override
  public String doc() {
    return """
    More elements of `value` around a tensor: `amount` of them before and after the last
    axis, or `axis`; `[before, after]`; or such a pair for each axis. In place of `value`, `mode`
    "edge" repeats the last element, "reflect" goes back from it, "wrap" goes on at the other end.
    Example: pad(x, [1, 0])\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    List<?> amount =
        a.get("amount") instanceof List<?> list ? list : List.of(a.get("amount"), a.get("amount"));
    Filling filling = new Filling(a.number("value"), a.string("mode"));
    return session
        .engine()
        .apply(
            List.of(Tensors.of(session, a.get("x"))),
            n -> {
              Node x = n.get(0);
              if (!amount.isEmpty() && amount.get(0) instanceof List<?>) {
                return all(x, amount, filling);
              }
              int axis = a.isNone("axis") ? -1 : a.integer("axis");
              return one(x, axis, amount, filling);
            });
  }

  private static Node all(Node x, List<?> pairs, Filling filling) {
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
      out = one(out, i, pair, filling);
    }
    return out;
  }

  private static Node one(Node x, int axis, List<?> pair, Filling filling) {
    if (pair.size() != 2) {
      throw Problem.of(
          ErrorCode.ARGUMENT,
          "an axis is padded by [before, after], found " + TypeNames.found(pair));
    }
    return filling.pad(x, axis, SizeArguments.dim(pair.get(0)), SizeArguments.dim(pair.get(1)));
  }

  /** What the new elements are. */
  private record Filling(double value, String mode) {
    Node pad(Node x, int axis, Dim before, Dim after) {
      Repeats.Continuation by =
          switch (mode) {
            case "constant" -> null;
            case "edge" -> Repeats.Continuation.EDGE;
            case "reflect" -> Repeats.Continuation.REFLECT;
            case "wrap" -> Repeats.Continuation.WRAP;
            default ->
                throw Problem.of(
                        ErrorCode.ARGUMENT, "there is no mode " + Show.quoted(mode) + " of pad")
                    .hint("\"constant\", \"edge\", \"reflect\" or \"wrap\"");
          };
      if (by == null) {
        return Ops.pad(x, axis, before, after, value);
      }
      if (!before.isKnown() || !after.isKnown()) {
        throw new Undecided();
      }
      return Repeats.extend(x, axis, before.value(), after.value(), by);
    }
  }
}
