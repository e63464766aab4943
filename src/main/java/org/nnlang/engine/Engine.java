// SPDX-License-Identifier: Apache-2.0
package org.nnlang.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nnlang.backend.Backend;
import org.nnlang.backend.Backends;
import org.nnlang.backend.Executable;
import org.nnlang.backend.Profile;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Subgraph;
import org.nnlang.graph.Type;
import org.nnlang.kernel.Pool;
import org.nnlang.op.Attend;
import org.nnlang.op.Random;
import org.nnlang.source.Problem;
import org.nnlang.source.Warnings;
import org.nnlang.tensor.Generator;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Pending;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;

/**
 * What one context computes with: a {@link Tracer} makes graphs of functions, a {@link Compiler}
 * has a backend make them ready, a {@link Runner} has memory, threads and random numbers for them.
 * An {@link Evaluator} decides whether a call is computed or only looked at. One thread at a time.
 *
 * <p>All work on tensors goes through {@link #apply} and its kin, whose bodies are written on graph
 * nodes; so a function is written once and runs at the prompt, inside a model and in a loss.
 */
public final class Engine implements AutoCloseable {
  /** What tensors written as lists may take where nothing is computed. */
  private static final long FORESEEN_BYTES = 64L << 20;

  private final Runner runner;
  private final Tracer tracer;
  private final Compiler compiler;
  private final Evaluator evaluator;
  private final Warnings warnings;

  /**
   * @param threads how many threads share large work, the caller included
   * @param budget bytes that tensors may take at once
   * @param poll called often by the running thread; what it throws ends the work
   */
  public Engine(int threads, long budget, Runnable poll) {
    this(threads, budget, poll, Warnings.NONE);
  }

  /**
   * @param warnings where what is odd is said
   */
  public Engine(int threads, long budget, Runnable poll, Warnings warnings) {
    this(threads, budget, poll, warnings, Backends.named(Backends.OWN));
  }

  /**
   * @param backend makes what is traced ready to run
   */
  public Engine(int threads, long budget, Runnable poll, Warnings warnings, Backend backend) {
    this(threads, new Memory(budget), poll, warnings, backend);
  }

  /**
   * @param memory where all its tensors are; closed with it
   */
  public Engine(int threads, Memory memory, Runnable poll, Warnings warnings, Backend backend) {
    this.warnings = warnings;
    runner = new Runner(threads, memory, poll);
    tracer = new Tracer(null);
    compiler = new Compiler(backend);
    evaluator = new Eager(tracer, compiler, runner);
  }

  private Engine() {
    warnings = Warnings.NONE;
    runner = new Runner(1, new Memory(FORESEEN_BYTES), () -> {});
    tracer = new Tracer(new Trace(false, true));
    compiler = new Compiler(Backends.named(Backends.OWN));
    evaluator = new LookAhead(tracer);
  }

  /**
   * An engine that computes nothing: its tensors are nodes of one graph that never runs, their
   * sizes and those of weights known as far as can be. For checking scripts before they run.
   */
  public static Engine foreseeing() {
    return new Engine();
  }

  public Memory memory() {
    return runner.memory();
  }

  /**
   * The generator.
   *
   * @throws Undecided where nothing is computed
   */
  public Generator random() {
    return evaluator.random();
  }

  public Pool pool() {
    return runner.pool();
  }

  /** From now on {@code profile} takes note of all that is run; null ends that. */
  public void profile(Profile profile) {
    runner.profile(profile);
  }

  Runner runner() {
    return runner;
  }

  /** Where what is odd and stops nothing is said. */
  public Warnings warnings() {
    tracer.unknown();
    return warnings;
  }

  /** The innermost function being traced; one must be. */
  public Trace trace() {
    return Objects.requireNonNull(traceIfAny(), "nothing is being traced");
  }

  /** The same, or null where everything is computed at once. */
  public @Nullable Trace traceIfAny() {
    return tracer.current();
  }

  /** {@link #applyAll} for one result. */
  public TensorLike apply(List<? extends TensorLike> args, Function<List<Node>, Node> body) {
    return applyAll(args, nodes -> List.of(body.apply(nodes))).get(0);
  }

  /**
   * The same where {@code asked} says by its value all that {@code body} does to its arguments:
   * asked again for tensors of these types, it need not be traced again. Null where nothing does.
   */
  public TensorLike apply(
      @Nullable Object asked, List<? extends TensorLike> args, Function<List<Node>, Node> body) {
    return evaluator.apply(asked, args, nodes -> List.of(body.apply(nodes))).get(0);
  }

  /**
   * The results of {@code body} on {@code args}: nodes where an argument is a node of the function
   * being traced, else tensors, computed now. For functions of their arguments alone.
   */
  public List<TensorLike> applyAll(
      List<? extends TensorLike> args, Function<List<Node>, List<Node>> body) {
    return evaluator.apply(null, args, body);
  }

  /**
   * The results of {@code body} on {@code args} with a trace of its own: variables that it reads
   * are inputs, states that it assigns are written back. Inside another trace it becomes part of
   * that.
   *
   * @param training whether dropout and batch statistics are on; inside another trace, as there
   */
  public List<TensorLike> call(
      List<? extends TensorLike> args, boolean training, Function<List<Node>, List<Node>> body) {
    return evaluator.call(null, null, args, training, body);
  }

  /**
   * The same, which is not traced where that was done before and {@code calls} remembers it. The
   * body has to have one result, and to tell the trace all that it {@linkplain Reads reads}.
   *
   * @param asked says by its value all that the body is given beside {@code args}
   */
  public List<TensorLike> call(
      Remembered calls,
      Object asked,
      List<? extends TensorLike> args,
      boolean training,
      Function<List<Node>, List<Node>> body) {
    return evaluator.call(calls, asked, args, training, body);
  }

  /**
   * A weight that is trained, or a state.
   *
   * @param first takes the random numbers of its first value, which is made when it is needed
   */
  public Variable variable(Type type, boolean trainable, Supplier<Pending> first) {
    return evaluator.variable(type, trainable, first);
  }

  /** A size that is not known, and no other one's; it is called {@code name} or much alike. */
  public Dim newSize(String name) {
    return tracer.newSize(name);
  }

  /** What {@code body} gives, whose problems are {@linkplain Problem#byTypes by types} alone. */
  public <T> T surely(Supplier<T> body) {
    return LookAhead.byTypes(body);
  }

  /**
   * The graph of a function on values of these types, of which sizes may be unknown. Nothing is
   * run, and what the function assigns to states is not written.
   *
   * @throws Undecided where the function needs numbers or sizes that are not known
   */
  public Traced trace(List<Type> args, boolean training, Function<List<Node>, List<Node>> body) {
    return tracer.trace(new Trace(training, true), args, body);
  }

  /**
   * The same of a function that predicts; what it reads is told, but where another function is
   * being traced, which is told then.
   */
  public Traced trace(List<Type> args, Reads reads, Function<List<Node>, List<Node>> body) {
    if (tracer.current() != null) {
      reads.unknown();
    }
    Trace own = new Trace(false, true);
    own.reads(reads);
    return tracer.trace(own, args, body);
  }

  /** A function that its caller builds in an empty trace, of sizes that may be unknown. */
  public Traced traced(Function<Trace, Traced> build) {
    Trace own = new Trace(false, true);
    return tracer.within(own, () -> build.apply(own));
  }

  /**
   * The graph of a call on these tensors, as a run traces it, to be looked into by {@link #within}.
   * Nothing is run, and no state is written.
   */
  public Traced traceCall(List<Tensor> args, Function<List<Node>, List<Node>> body) {
    Trace own = new Trace(false, false);
    List<Node> arguments = Tracer.lift(own, args);
    return new Traced(own, arguments, tracer.within(own, () -> List.copyOf(body.apply(arguments))));
  }

  /** Values within a call that {@link #traceCall} traced, computed now. */
  public List<Tensor> within(Traced call, List<Node> wanted) {
    return wanted.isEmpty() ? List.of() : again(call.trace(), wanted, random().seed(), 0);
  }

  /** The gradients by weights of a loss on these tensors, as it predicts; no state is written. */
  public List<Tensor> gradients(
      List<Tensor> args, List<Variable> weights, Function<List<Node>, Node> loss) {
    Traced traced =
        traceCall(
            args,
            nodes -> {
              Node value = Differentiation.scalar(loss.apply(nodes));
              return evaluator.gradients(value, weights.stream().map(trace()::read).toList());
            });
    return within(traced, traced.results());
  }

  /** Traces {@code body} on values of these types and runs nothing; unknown sizes stay unknown. */
  public void check(List<Type> args, boolean training, Consumer<List<Node>> body) {
    try {
      trace(
          args,
          training,
          nodes -> {
            body.accept(nodes);
            return List.of();
          });
    } catch (Undecided e) {
      // what depends on real sizes is checked at the first call
      return;
    }
  }

  /** A value and its gradients, in the order asked for. */
  public record Gradients(TensorLike value, List<TensorLike> gradients) {}

  /**
   * The value of a scalar function and its gradients.
   *
   * @param args what {@code body} gets
   * @param wrt what to differentiate by: elements of {@code args}, or {@link Variable}s it reads
   * @return the gradient of what the value does not depend on is zeros
   */
  public Gradients valueAndGrad(
      List<? extends TensorLike> args,
      List<?> wrt,
      boolean training,
      Function<List<Node>, Node> body) {
    Function<List<Node>, List<Node>> both =
        nodes -> {
          Trace trace = trace();
          boolean outer = trace.differentiated();
          trace.differentiated(outer || wrt.stream().anyMatch(Variable.class::isInstance));
          Node value = Differentiation.scalar(body.apply(nodes));
          trace.differentiated(outer);
          List<Node> targets = new ArrayList<>();
          for (Object w : wrt) {
            targets.add(w instanceof Variable v ? trace.read(v) : trace.lift((TensorLike) w));
          }
          value = trace.rewritten(List.of(value), targets).get(0);
          List<Node> out = new ArrayList<>(List.of(value));
          out.addAll(evaluator.gradients(value, targets));
          return out;
        };
    List<TensorLike> all = call(args, training, both);
    return new Gradients(all.get(0), all.subList(1, all.size()));
  }

  /**
   * A step of training, compiled once: a loss and its gradients by {@code parameters}.
   *
   * @param inputs the types of what each run gets
   * @param parameters what to differentiate by, all of one element type
   */
  public TrainingStep step(
      List<Type> inputs, List<Variable> parameters, Function<List<Node>, Node> loss) {
    Trace own = new Trace(true, false);
    own.differentiated(true);
    List<Variable> without = new ArrayList<>();
    Traced traced =
        tracer.trace(
            own, inputs, nodes -> withGradients(own, loss.apply(nodes), parameters, without));
    Compiler.Compiled c = compiler.compile(traced.outputs());
    return new TrainingStep(
        runner, c.executable(), traced.bindings(c), parameters, traced.states(), without);
  }

  /**
   * What a loss draws of random numbers in training, traced on inputs of these types: the type of
   * what is drawn at each place, by its stream.
   */
  public Map<Integer, Type> draws(List<Type> inputs, Function<List<Node>, Node> loss) {
    Trace own = new Trace(true, false);
    own.differentiated(true);
    Traced traced =
        tracer.trace(own, inputs, nodes -> List.of(Differentiation.scalar(loss.apply(nodes))));
    Map<Integer, Type> drawn = new HashMap<>();
    for (Node n : Subgraph.needed(traced.rewritten().results())) {
      switch (n.op()) {
        case Random r -> drawn.put(r.stream(), r.type());
        case Attend a when a.dropout() > 0 ->
            drawn.put(a.stream(), Attend.weightType(n.input(0).type(), n.input(1).type()));
        default -> {}
      }
    }
    return drawn;
  }

  private static List<Node> withGradients(
      Trace trace, Node loss, List<Variable> parameters, List<Variable> without) {
    List<Node> targets = parameters.stream().map(trace::read).toList();
    Node value = trace.rewritten(List.of(Differentiation.scalar(loss)), targets).get(0);
    List<Node> out = new ArrayList<>(List.of(value));
    out.addAll(Differentiation.gradients(value, targets, i -> without.add(parameters.get(i))));
    return out;
  }

  /**
   * A function compiled once, to be run on many inputs of these types. Variables that it reads are
   * read at each run, states that it assigns are written back.
   */
  public Program program(
      List<Type> inputs, boolean training, Function<List<Node>, List<Node>> body) {
    Trace own = new Trace(training, false);
    Traced traced = tracer.trace(own, inputs, body).rewritten();
    Compiler.Compiled c = compiler.compile(traced.outputs());
    return new Program(runner, c.executable(), traced.bindings(c), traced.states(), own.draws());
  }

  /** Whether a {@link #loop} may write its arguments in place. */
  public boolean writesInPlace() {
    return compiler.writesInPlace();
  }

  /**
   * A function that its caller builds in an empty trace, ready to be run on what it gave before.
   * One of the same structure that was asked for earlier is not compiled again.
   */
  public Loop loop(Function<Trace, Traced> build) {
    Trace own = new Trace(false, false);
    Traced traced = tracer.within(own, () -> build.apply(own));
    Compiler.Compiled c = compiler.cached(traced.results());
    return new Loop(runner, c.executable(), traced.bindings(c));
  }

  /** Values within a function on these arguments, computed now. */
  public List<Tensor> values(Traced function, List<Node> wanted, List<Tensor> arguments) {
    if (wanted.isEmpty()) {
      return List.of();
    }
    List<Tensor> out = new ArrayList<>();
    for (Node n : wanted) {
      out.add(Tensor.zeros(memory(), n.dtype(), n.type().shape()));
    }
    values(function, wanted, arguments, out);
    return out;
  }

  /** Computes values within a function on these arguments, each where it is to go. */
  public void values(
      Traced function, List<Node> wanted, List<Tensor> arguments, List<Tensor> into) {
    Compiler.Compiled c = compiler.cached(wanted);
    Loop once = new Loop(runner, c.executable(), function.bindings(c));
    once.run(arguments, into);
    once.release();
  }

  /**
   * A loss compiled once, to be computed for many candidates at the same time. What it assigns to
   * states is forgotten.
   *
   * @param shared the types of what all candidates of a run get
   * @param own the type of what each candidate gets a row of, without its first axis
   * @param count how many candidates there are
   * @param loss of the shared inputs and, last, the candidate's own
   */
  public Trials trials(List<Type> shared, Type own, int count, Function<List<Node>, Node> loss) {
    List<Type> inputs = new ArrayList<>(shared);
    inputs.add(own);
    Traced traced =
        tracer
            .trace(
                new Trace(true, false),
                inputs,
                nodes -> List.of(Differentiation.scalar(loss.apply(nodes))))
            .rewritten();
    Compiler.Compiled first = compiler.compile(traced.results());
    List<Executable> each = new ArrayList<>(List.of(first.executable()));
    // a few, and such as leave no memory for several at once, are shared by the threads one by one
    int workers = pool().workers();
    long bytes = first.executable().workspaceBytes() * workers;
    boolean apart = count >= workers && memory().left() / 2 > bytes;
    while (apart && each.size() < workers) {
      each.add(compiler.compile(traced.results()).executable());
    }
    return new Trials(runner, each, count, traced.bindings(first));
  }

  /**
   * A function compiled once, for any number of threads at once; states that it assigns are not
   * written back.
   *
   * @param poll called by the threads that run it; what it throws ends their run
   */
  public Predictor predictor(
      List<Type> inputs, Runnable poll, Function<List<Node>, List<Node>> body) {
    Traced traced = tracer.trace(new Trace(false, false), inputs, body).rewritten();
    Bindings bindings = traced.bindings(compiler.compile(traced.results()));
    Supplier<Executable> again = () -> compiler.compile(traced.results()).executable();
    return new Predictor(again, inputs, bindings, memory(), runner.helpers(), poll);
  }

  /** The graph of a loss on tensors and its gradients, as {@link #step} makes it. */
  Traced retraced(List<Tensor> batch, List<Variable> parameters, Function<List<Node>, Node> loss) {
    Trace own = new Trace(true, false);
    own.differentiated(true);
    List<Node> arguments = Tracer.lift(own, batch);
    List<Node> results =
        tracer.within(
            own, () -> withGradients(own, loss.apply(arguments), parameters, new ArrayList<>()));
    return new Traced(own, arguments, results);
  }

  /** Values within a function that was run with these random numbers; it leaves nothing behind. */
  List<Tensor> again(Trace own, List<Node> values, long seed, long counter) {
    Compiler.Compiled function = compiler.compile(values);
    return runner.run(
        function.executable(), Bindings.of(own.graph(), function.inputs()), seed, counter);
  }

  @Override
  public void close() {
    runner.close();
  }
}
