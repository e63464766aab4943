// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.net;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Variable;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.op.Mismatch;
import org.nnlang.op.Ops;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.source.Suggest;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Arguments;
import org.nnlang.value.Callable;
import org.nnlang.value.Module;
import org.nnlang.value.Record;
import org.nnlang.value.TypeNames;

/** {@code update}. */
@AutoService(Builtin.class)
public final class Update implements Builtin {
  @Override
  public String signature() {
    return "update(net: instance, gradients: record, f: function)";
  }

  @Override
  public String doc() {
    return """
    Makes each weight `w` of a net what `f(w, dw)` gives, where dw is what the record has for its
    path; frozen weights stay. Gives the net.
    Example: net.update(g, (w, dw) -> w - 0.1 * dw)\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    Module net = (Module) a.get("net");
    Engine engine = session.engine();
    if (engine.trace() != null) {
      throw Problem.of(
              ErrorCode.TRACE, "weights cannot be changed while a function is being traced")
          .hint("take the gradient first, then update");
    }
    Map<String, Variable> weights = net.parameters();
    List<Variable> targets = new ArrayList<>();
    List<TensorLike> pairs = new ArrayList<>();
    Record gradients = a.record("gradients");
    gradients.forEach(
        (path, g) -> {
          Variable v = weights.get(path);
          if (v == null) {
            throw unknown(path, weights);
          }
          if (!(g instanceof Tensor gradient)) {
            throw Problem.of(
                ErrorCode.TYPE,
                "a gradient must be a tensor, and " + path + " is " + TypeNames.found(g));
          }
          if (v.trainable()) {
            targets.add(v);
            pairs.add(v.snapshot(engine.memory()));
            pairs.add(gradient);
          }
        });
    List<String> paths =
        gradients.keySet().stream().filter(p -> weights.get(p).trainable()).toList();
    Callable f = a.callable("f");
    List<TensorLike> changed = engine.applyAll(pairs, n -> changed(engine, f, n, paths));
    for (int i = 0; i < targets.size(); i++) {
      targets.get(i).become((Tensor) changed.get(i));
    }
    return net;
  }

  private static List<Node> changed(
      Engine engine, Callable f, List<Node> pairs, List<String> paths) {
    List<Node> out = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i += 2) {
      Type type = pairs.get(i).type();
      Object made = f.call(pairs.get(i), pairs.get(i + 1));
      Node node = made instanceof TensorLike t ? engine.trace().lift(t) : null;
      if (node == null || !node.type().with(type.dtype()).equals(type)) {
        throw Problem.of(
            ErrorCode.SHAPE,
            new Mismatch.Unequal(
                "a weight keeps its shape: "
                    + paths.get(i / 2)
                    + " is "
                    + type
                    + ", and would become "
                    + (node == null ? TypeNames.found(made) : node.type()),
                node == null ? List.of() : List.of(type, node.type())));
      }
      out.add(Ops.cast(node, type.dtype()));
    }
    return out;
  }

  private static Problem unknown(String path, Map<String, Variable> weights) {
    return Problem.of(ErrorCode.UNKNOWN_NAME, "the net has no weight of this path: " + path)
        .hint(
            Suggest.nearest(path, weights.keySet())
                .map(n -> "did you mean " + n + "?")
                .orElse(null));
  }
}
