// SPDX-License-Identifier: Apache-2.0
package org.nnlang.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.tensor.Generator;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;

/** Traces, compiles and runs at once, but for what is part of a function being traced. */
final class Eager implements Evaluator {
  private final Tracer tracer;
  private final Compiler compiler;
  private final Runner runner;

  Eager(Tracer tracer, Compiler compiler, Runner runner) {
    this.tracer = tracer;
    this.compiler = compiler;
    this.runner = runner;
  }

  @Override
  public List<TensorLike> apply(
      List<? extends TensorLike> args, Function<List<Node>, List<Node>> body) {
    Trace trace = tracer.current();
    if (trace != null && (trace.symbolic() || args.stream().anyMatch(Node.class::isInstance))) {
      return List.copyOf(body.apply(Tracer.lift(trace, args)));
    }
    return run(args, false, body);
  }

  @Override
  public List<TensorLike> call(
      List<? extends TensorLike> args, boolean training, Function<List<Node>, List<Node>> body) {
    Trace trace = tracer.current();
    return trace != null
        ? List.copyOf(body.apply(Tracer.lift(trace, args)))
        : run(args, training, body);
  }

  private List<TensorLike> run(
      List<? extends TensorLike> args, boolean training, Function<List<Node>, List<Node>> body) {
    Trace own = new Trace(training, false);
    List<Node> results = tracer.within(own, () -> List.copyOf(body.apply(Tracer.lift(own, args))));
    for (Node n : results) {
      own.lift(n);
    }
    List<Node> outputs = new ArrayList<>(own.rewritten(results, List.of()));
    outputs.addAll(own.assigned().values());
    Compiler.Compiled function = compiler.cached(outputs);
    Generator random = runner.random();
    List<Tensor> out =
        runner.run(own.graph(), function, random.seed(), own.draws() ? random.next() : 0);
    int i = results.size();
    for (Variable v : own.assigned().keySet()) {
      v.set(out.get(i++));
    }
    return List.copyOf(out.subList(0, results.size()));
  }

  @Override
  public List<Node> gradients(Node value, List<Node> by) {
    return Differentiation.gradients(value, by, i -> {});
  }

  @Override
  public Variable variable(Type type, boolean trainable, Supplier<Tensor> first) {
    return new Variable(first.get(), trainable);
  }

  @Override
  public Generator random() {
    return runner.random();
  }
}
