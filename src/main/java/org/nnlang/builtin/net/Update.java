// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.net;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.optimizer.OptimizerBuiltin;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Variable;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.op.Mismatch;
import org.nnlang.op.Numeric;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.source.Suggest;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;
import org.nnlang.train.Grouped;
import org.nnlang.train.HandSteps;
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
    return "update(net: instance, gradients: record, f)";
  }

  @Override
  public String doc() {
    return """
    Makes each weight `w` of a net what `f(w, dw)` gives, where dw is what the record has for its
    path; frozen weights stay. Or does a step of an optimizer, which remembers what it has to with
    the net, as does a function `(w, dw, s) -> [w, s]`, whose `s` is none at first. Gives
    the net.
    Example: net.update(g, adam(lr: 0.01))\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    Module net = (Module) a.get("net");
    net.mustNotBePacked("updated");
    Engine engine = session.engine();
    if (engine.traceIfAny() != null) {
      throw Problem.of(
              ErrorCode.TRACE, "weights cannot be changed while a function is being traced")
          .hint("take the gradient first, then update");
    }
    Map<String, Variable> weights = net.parameters();
    Record given = a.record("gradients");
    Map<String, Tensor> gradients = gradients(given, weights);
    if (given.isEmpty() && !weights.isEmpty()) {
      session
          .warnings()
          .warn(
              ErrorCode.GRADIENT,
              "`update` changes no weight: `gradients` is empty",
              "`grad(m -> loss(m))(net)` has a gradient for each weight");
    }
    Object f = a.get("f");
    Grouped optimizer = OptimizerBuiltin.of(f);
    if (optimizer == null && f instanceof Callable function) {
      if (function.signature().takes(2, List.of()) || !OptimizerBuiltin.isRule(f)) {
        change(engine, function, weights, gradients);
        return net;
      }
      optimizer = Grouped.of(HandSteps.of(net).function(engine, function));
    }
    if (optimizer == null) {
      throw Problem.of(
              ErrorCode.TYPE,
              "`update` takes a function or an optimizer, found " + TypeNames.found(f))
          .hint("`net.update(g, adam(lr: 0.01))`, `net.update(g, (w, dw) -> w - 0.1 * dw)`");
    }
    OptimizerBuiltin.warnOfNothing(optimizer, net, session.warnings());
    HandSteps.of(net).step(engine, optimizer, weights, gradients);
    return net;
  }

  /** The gradients of weights that are trained. */
  private static Map<String, Tensor> gradients(Record given, Map<String, Variable> weights) {
    Map<String, Tensor> out = new LinkedHashMap<>();
    given.forEach(
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
            out.put(path, gradient);
          }
        });
    return out;
  }

  private static void change(
      Engine engine, Callable f, Map<String, Variable> weights, Map<String, Tensor> gradients) {
    List<String> paths = List.copyOf(gradients.keySet());
    List<TensorLike> pairs = new ArrayList<>();
    gradients.forEach(
        (path, gradient) -> {
          pairs.add(Objects.requireNonNull(weights.get(path)).snapshot(engine.memory()));
          pairs.add(gradient);
        });
    List<TensorLike> changed = engine.applyAll(pairs, n -> changed(engine, f, n, paths));
    for (int i = 0; i < paths.size(); i++) {
      Objects.requireNonNull(weights.get(paths.get(i))).become((Tensor) changed.get(i));
    }
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
      out.add(Numeric.cast(node, type.dtype()));
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
