// SPDX-License-Identifier: Apache-2.0
package org.nnlang.engine;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nnlang.backend.Executable;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.tensor.Generator;
import org.nnlang.tensor.Pending;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;

/** Traces, compiles and runs at once, but for what is part of a function being traced. */
final class Eager implements Evaluator {
  private static final int KEPT = 512;

  private final Tracer tracer;
  private final Compiler compiler;
  private final Runner runner;
  private final Map<Asked, Asked.Answer> answers = new Recent<>(KEPT);

  Eager(Tracer tracer, Compiler compiler, Runner runner) {
    this.tracer = tracer;
    this.compiler = compiler;
    this.runner = runner;
  }

  @Override
  public List<TensorLike> apply(
      @Nullable Object asked,
      List<? extends TensorLike> args,
      Function<List<Node>, List<Node>> body) {
    Trace trace = tracer.current();
    if (trace != null && (trace.symbolic() || args.stream().anyMatch(Node.class::isInstance))) {
      return List.copyOf(body.apply(Tracer.lift(trace, args)));
    }
    return run(asked == null ? null : Asked.of(asked, args), args, body);
  }

  @Override
  public List<TensorLike> call(
      @Nullable Remembered calls,
      @Nullable Object asked,
      List<? extends TensorLike> args,
      boolean training,
      Function<List<Node>, List<Node>> body) {
    Trace trace = tracer.current();
    if (trace != null) {
      return List.copyOf(body.apply(Tracer.lift(trace, args)));
    }
    Asked whole = calls == null || asked == null ? null : Asked.of(asked, args);
    if (calls == null || whole == null) {
      return compute(new Trace(training, false), args, body).results();
    }
    Remembered.Call known = calls.find(whole);
    if (known != null) {
      List<Tensor> out =
          run(known.executable(), known.arguments(args), known.draws(), known.states());
      return List.copyOf(out.subList(0, out.size() - known.states().size()));
    }
    Trace own = new Trace(training, false);
    own.reads(new Reads(true));
    List<TensorLike> apart = Remembered.apart(args);
    Computed made = compute(own, apart, body);
    if (own.reads().areKnown()) {
      Remembered.Call call = Remembered.Call.of(own, made.function(), apart);
      if (call != null) {
        calls.keep(whole, call);
      }
    }
    return made.results();
  }

  private List<TensorLike> run(
      @Nullable Asked asked,
      List<? extends TensorLike> args,
      Function<List<Node>, List<Node>> body) {
    Asked.Answer answer = asked == null ? null : answers.get(asked);
    if (answer != null) {
      return List.copyOf(runner.run(answer.executable(), answer.arguments(args), 0, 0));
    }
    Trace own = new Trace(false, false);
    Computed made = compute(own, args, body);
    if (asked != null && own.assigned().isEmpty() && !own.draws()) {
      answer = Asked.Answer.of(made.function().executable(), args, made.arguments());
      if (answer != null) {
        answers.put(asked, answer);
      }
    }
    return made.results();
  }

  /** What came of a function that was traced. */
  private record Computed(
      Compiler.Compiled function, MemorySegment[] arguments, List<TensorLike> results) {}

  private Computed compute(
      Trace own, List<? extends TensorLike> args, Function<List<Node>, List<Node>> body) {
    List<Node> results = tracer.within(own, () -> List.copyOf(body.apply(Tracer.lift(own, args))));
    for (Node n : results) {
      own.lift(n);
    }
    List<Node> outputs = new ArrayList<>(own.rewritten(results, List.of()));
    outputs.addAll(own.assigned().values());
    Compiler.Compiled function = compiler.cached(outputs);
    MemorySegment[] arguments = Bindings.of(own.graph(), function.inputs());
    List<Variable> states = List.copyOf(own.assigned().keySet());
    List<Tensor> out = run(function.executable(), arguments, own.draws(), states);
    return new Computed(function, arguments, List.copyOf(out.subList(0, results.size())));
  }

  /** The results, and after them what the states are now. */
  private List<Tensor> run(
      Executable function, MemorySegment[] arguments, boolean draws, List<Variable> states) {
    Generator random = runner.random();
    List<Tensor> out = runner.run(function, arguments, random.seed(), draws ? random.next() : 0);
    int i = out.size() - states.size();
    for (Variable v : states) {
      v.set(out.get(i++));
    }
    return out;
  }

  @Override
  public List<Node> gradients(Node value, List<Node> by) {
    return Differentiation.gradients(value, by, i -> {});
  }

  @Override
  public Variable variable(Type type, boolean trainable, Supplier<Pending> first) {
    return new Variable(type, trainable, first.get());
  }

  @Override
  public Generator random() {
    tracer.unknown();
    return runner.random();
  }
}
