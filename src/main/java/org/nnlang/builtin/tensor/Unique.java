// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tensor;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Given;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.Tensors;
import org.nnlang.engine.Engine;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Arguments;
import org.nnlang.value.Unknown;

/** {@code unique}. */
@AutoService(Builtin.class)
public final class Unique implements Builtin {
  @Override
  public String signature() {
    return "unique(x: tensor|list, *, counts: boolean = false)";
  }

  @Override
  public String doc() {
    return """
    The different elements of a tensor, rising; with `counts` also how often each occurs.
    Example: [classes, numbers] = unique(labels, counts: true)\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    Tensor given = Given.numbers(Tensors.of(session, a.get("x")));
    Engine engine = session.engine();
    Tensor flat = given.reshape(given.size());
    boolean bools = flat.dtype() == DType.BOOL;
    Tensor sorted =
        (Tensor)
            engine.apply(
                List.of(flat),
                n -> {
                  Node x = bools ? Numeric.cast(n.get(0), DType.INT) : n.get(0);
                  return x.type().size() == 0 ? x : Ops.sort(x, 0, false);
                });
    long[] first =
        LongStream.range(0, sorted.size())
            .filter(i -> i == 0 || differ(sorted, i - 1, i))
            .toArray();
    Tensor places = Tensor.of(engine.memory(), first, first.length);
    TensorLike found =
        engine.apply(
            List.of(sorted, places),
            n -> Numeric.cast(Ops.take(n.get(0), n.get(1), 0), flat.dtype()));
    if (!a.flag("counts")) {
      return found;
    }
    long[] counts = new long[first.length];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = (i + 1 < counts.length ? first[i + 1] : sorted.size()) - first[i];
    }
    return new ArrayList<Object>(List.of(found, Tensor.of(engine.memory(), counts, counts.length)));
  }

  private static boolean differ(Tensor t, long i, long k) {
    if (!t.dtype().isFloat()) {
      return t.getLong(i) != t.getLong(k);
    }
    double x = t.getDouble(i);
    double y = t.getDouble(k);
    // no number equals itself, and yet is one
    return x != y && !(Double.isNaN(x) && Double.isNaN(y));
  }

  /** Tensors of the right type; how many elements they have depends on the numbers. */
  @Override
  public Object foresee(Arguments a, Session session) {
    if (a.hasUnknown()) {
      return Unknown.UNKNOWN;
    }
    Engine engine = session.engine();
    List<Dim> size = List.of(engine.newSize("different"));
    Type type = new Type(Type.of(Tensors.of(session, a.get("x"))).dtype(), size);
    Node found = engine.trace().graph().input(type, new Object());
    if (!a.flag("counts")) {
      return found;
    }
    Node counts = engine.trace().graph().input(new Type(DType.INT, size), new Object());
    return new ArrayList<Object>(List.of(found, counts));
  }
}
