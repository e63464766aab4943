// SPDX-License-Identifier: Apache-2.0
package org.nnlang.nd4j;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.custom.LogicalOr;
import org.nd4j.linalg.factory.Nd4j;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Traced;
import org.nnlang.engine.Undecided;
import org.nnlang.engine.Variable;
import org.nnlang.export.NetGraph;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Subgraph;
import org.nnlang.graph.Type;
import org.nnlang.op.Ops;
import org.nnlang.op.Random;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Callable;

/**
 * A net as a graph of SameDiff that stands alone: weights are variables by their paths, states are
 * constants, sizes that are not known stay open. Outputs are {@code y} ({@code y0}, {@code y1}, …
 * where there are several) and, where it is to be trained, {@code loss}.
 */
final class SameDiffNet {
  private final NetGraph net;
  private final SameDiff sd = SameDiff.create();

  /** Placeholders by the argument's place. */
  private final List<SDVariable> arguments = new ArrayList<>();

  private final Map<Variable, SDVariable> weights = new IdentityHashMap<>();
  private final Map<Object, SDVariable> constants = new IdentityHashMap<>();
  private final Set<String> outputs = new HashSet<>();

  SameDiffNet(NetGraph net) {
    this.net = net;
    for (Node n : net.arguments()) {
      arguments.add(placeholder(net.name(n), n.type()));
    }
    Map<Object, SDVariable> bound = new IdentityHashMap<>();
    net.net().variables().forEach((path, v) -> weights.put(v, weight(path, v)));
    bound.putAll(weights);
    List<SDVariable> results = add(net.arguments(), arguments, net.results(), bound);
    for (int i = 0; i < results.size(); i++) {
      named(results.get(i), results.size() == 1 ? "y" : "y" + i);
    }
  }

  SameDiff sameDiff() {
    return sd;
  }

  private SDVariable placeholder(String name, Type type) {
    long[] shape = type.dims().stream().mapToLong(d -> d.isKnown() ? d.value() : -1).toArray();
    return sd.placeHolder(name, IndArrays.type(type.dtype()), shape);
  }

  private SDVariable weight(String path, Variable v) {
    Tensor t = v.value();
    INDArray array = Transfer.copy(t.data(), t.dtype(), t.shape());
    return v.trainable() && t.dtype().isFloat() ? sd.var(path, array) : sd.constant(path, array);
  }

  /** A variable of this name, which is another one where the first has a name that it keeps. */
  private void named(SDVariable x, String name) {
    SDVariable own = x;
    if (x.getVariableType() != VariableType.ARRAY || !outputs.add(x.name())) {
      own =
          x.dataType() == DataType.BOOL
              ? new LogicalOr(sd, x, x).outputVariable()
              : x.mul(sd.constant(Emit.UNNAMED + name, Nd4j.scalar(x.dataType(), 1)));
    }
    own.rename(name);
    outputs.add(name);
  }

  /** Adds nodes of one graph, of which inputs are arguments, or bound to what is known. */
  private List<SDVariable> add(
      List<Node> inputs,
      List<SDVariable> given,
      List<Node> results,
      Map<Object, SDVariable> bound) {
    Map<Node, SDVariable> known = new HashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      known.put(inputs.get(i), given.get(i));
    }
    List<Node> taken = new ArrayList<>();
    for (Node n : Subgraph.needed(results)) {
      if (n.isInput()) {
        taken.add(n);
        known.computeIfAbsent(n, k -> bound(n.graph().binding(n), bound));
      }
    }
    try {
      Subgraph parts = Decompose.of(new Subgraph(taken, results));
      var translate = new Translate(sd, null, this::draw);
      for (int i = 0; i < taken.size(); i++) {
        translate.input(parts.inputs().get(i), Objects.requireNonNull(known.get(taken.get(i))));
      }
      for (Node n : parts.outputs()) {
        if (Translate.isEmpty(n)) {
          throw new OwnOnly().at(n);
        }
      }
      translate.add(parts);
      return parts.outputs().stream().map(translate::full).toList();
    } catch (Problem p) {
      throw p;
    } catch (RuntimeException e) {
      Node at = e instanceof OwnOnly o ? o.node() : null;
      if (at == null) {
        throw Problem.of(ErrorCode.VALUE, FlatBuffersExporter.FORMAT + " cannot say this net")
            .causedBy(e);
      }
      throw NetGraph.notCovered(
              at, "`" + at.op().name() + "` of " + at.type(), FlatBuffersExporter.FORMAT)
          .hint("more is known of sizes where an example says them: `input: x`");
    }
  }

  private SDVariable bound(Object binding, Map<Object, SDVariable> bound) {
    SDVariable known = bound.get(binding);
    return known != null ? known : constants.computeIfAbsent(binding, b -> constant((Tensor) b));
  }

  private SDVariable constant(Tensor t) {
    String name = Emit.UNNAMED + "constant" + constants.size();
    return sd.constant(name, Transfer.copy(t.data(), t.dtype(), t.shape()));
  }

  private SDVariable draw(Random r) {
    if (!r.type().isKnown()) {
      throw new OwnOnly();
    }
    return sd.random.uniform(0, 1, IndArrays.type(r.type().dtype()), r.type().shape());
  }

  /**
   * Adds a loss and its target, so that SameDiff trains the net with the gradients of nn; its own
   * are wrong for many ops. All is computed of copies of the weights, cut off from them by a cast
   * of their bits, which has no gradient; then {@code (weight - copy) * gradient}, which is 0, is
   * added to the loss and has that gradient.
   */
  void train(Callable loss) {
    Engine engine = net.net().engine();
    List<Variable> trained =
        weights.keySet().stream().filter(v -> v.trainable() && v.type().dtype().isFloat()).toList();
    List<Type> types = new ArrayList<>(net.arguments().stream().map(Node::type).toList());
    Traced traced = null;
    RuntimeException refused = null;
    for (List<Type> target : targets()) {
      List<Type> all = new ArrayList<>(types);
      all.addAll(target);
      try {
        traced = engine.trace(all, true, n -> withGradients(engine, loss, trained, n));
        types = all;
        break;
      } catch (Problem | Undecided e) {
        refused = refused == null ? e : refused;
      }
    }
    if (traced == null) {
      throw refused instanceof Problem p
          ? p
          : Problem.of(ErrorCode.VALUE, "this loss depends on sizes that are not known");
    }
    List<SDVariable> given = new ArrayList<>(arguments);
    int targets = types.size() - arguments.size();
    for (int i = 0; i < targets; i++) {
      String name = targets == 1 ? "target" : "target" + i;
      given.add(placeholder(name, types.get(arguments.size() + i)));
    }
    Map<Object, SDVariable> copies = new IdentityHashMap<>(weights);
    trained.forEach(v -> copies.put(v, cut(Objects.requireNonNull(weights.get(v)))));
    List<SDVariable> results = add(traced.arguments(), given, traced.results(), copies);
    SDVariable sum = results.get(0).reshape();
    for (int i = 0; i < trained.size(); i++) {
      SDVariable weight = Objects.requireNonNull(weights.get(trained.get(i)));
      SDVariable copy = Objects.requireNonNull(copies.get(trained.get(i)));
      sum = sum.add(weight.sub(copy).mul(results.get(1 + i)).sum());
    }
    named(sum, "loss");
    sd.setLossVariables("loss");
  }

  /** What a target may be, judged by what the net gives. */
  private List<List<Type>> targets() {
    List<List<Type>> out = new ArrayList<>();
    List<Type> results = net.results().stream().map(Node::type).toList();
    out.add(results);
    if (results.stream().allMatch(t -> t.rank() > 0)) {
      out.add(
          results.stream()
              .map(t -> new Type(DType.INT, t.dims().subList(0, t.rank() - 1)))
              .toList());
    }
    return out;
  }

  private List<Node> withGradients(
      Engine engine, Callable loss, List<Variable> trained, List<Node> given) {
    List<Node> inputs = given.subList(0, arguments.size());
    List<Node> targets = given.subList(arguments.size(), given.size());
    Engine.Gradients all =
        engine.valueAndGrad(
            given,
            trained,
            true,
            nodes -> {
              Object y = net.net().call(inputs.toArray());
              Object target = targets.size() == 1 ? targets.get(0) : targets;
              Object value = loss.call(y, target);
              return Ops.reshape(engine.trace().lift((TensorLike) value), List.<Dim>of());
            });
    List<Node> out = new ArrayList<>();
    out.add(engine.trace().lift(all.value()));
    all.gradients().forEach(g -> out.add(engine.trace().lift(g)));
    return out;
  }

  /** The same numbers, of which SameDiff knows no gradient. */
  private SDVariable cut(SDVariable x) {
    boolean wide = x.dataType() == DataType.DOUBLE;
    var emit = new Emit(sd, null, name -> x);
    return emit.bitCast(emit.bitCast(x, wide ? DataType.INT64 : DataType.INT32), x.dataType());
  }
}
