// SPDX-License-Identifier: Apache-2.0
package org.nnlang.engine;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.kernel.Pool;
import org.nnlang.source.Problem;
import org.nnlang.source.Warnings;
import org.nnlang.tensor.Generator;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;

/**
 * What one context computes with: memory, threads, random numbers, and the plans it has made. One
 * thread at a time.
 *
 * <p>All work on tensors goes through {@link #apply} and its kin, whose bodies are written on graph
 * nodes; so a function is written once and runs at the prompt, inside a model and in a loss.
 */
public final class Engine implements AutoCloseable {
  /** Plans kept; the least recently used goes first. */
  private static final int PLANS = 512;

  /** What tensors written as lists may take where nothing is computed. */
  private static final long FORESEEN_BYTES = 64L << 20;

  private final Memory memory;
  private final Pool pool;
  private final Generator random;
  private final Warnings warnings;
  private final Map<PlanKey, Plan> plans =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<PlanKey, Plan> eldest) {
          return size() > PLANS;
        }
      };
  private MemorySegment workspace;
  private Trace trace;
  private Profile profile;
  private boolean foresees;
  private int sizes;

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
    this.warnings = warnings;
    memory = new Memory(budget);
    pool = new Pool(threads, poll);
    random = new Generator(0, threads, (n, nanos, work) -> pool.parallel(n, nanos, work::make));
    workspace = memory.allocate(0);
  }

  /**
   * An engine that computes nothing: its tensors are nodes of one graph that never runs, their
   * sizes and those of weights known as far as can be. For checking scripts before they run.
   */
  public static Engine foreseeing() {
    Engine engine = new Engine(1, FORESEEN_BYTES, () -> {});
    engine.trace = new Trace(false, true);
    engine.foresees = true;
    return engine;
  }

  /** Whether nothing is computed, see {@link #foreseeing}. */
  public boolean foresees() {
    return foresees;
  }

  public Memory memory() {
    return memory;
  }

  /** The generator; what draws from it is not {@linkplain #foresees foreseen}. */
  public Generator random() {
    if (foresees) {
      throw new Undecided();
    }
    return random;
  }

  public Pool pool() {
    return pool;
  }

  /** From now on {@code profile} takes note of all that is run; null ends that. */
  public void profile(Profile profile) {
    this.profile = profile;
  }

  Profile profile() {
    return profile;
  }

  /** Where what is odd and stops nothing is said. */
  public Warnings warnings() {
    return warnings;
  }

  /** The innermost function being traced, or null where everything is computed at once. */
  public Trace trace() {
    return trace;
  }

  /** {@link #applyAll} for one result. */
  public TensorLike apply(List<? extends TensorLike> args, Function<List<Node>, Node> body) {
    return applyAll(args, nodes -> List.of(body.apply(nodes))).get(0);
  }

  /**
   * The results of {@code body} on {@code args}: nodes where an argument is a node of the function
   * being traced, else tensors, computed now. For functions of their arguments alone.
   */
  public List<TensorLike> applyAll(
      List<? extends TensorLike> args, Function<List<Node>, List<Node>> body) {
    if (foresees) {
      return foreseen(args, body);
    }
    if (trace != null && (trace.symbolic() || args.stream().anyMatch(Node.class::isInstance))) {
      return List.copyOf(body.apply(lift(trace, args)));
    }
    return alone(args, false, body);
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
    if (foresees) {
      return foreseen(args, body);
    }
    if (trace != null) {
      return List.copyOf(body.apply(lift(trace, args)));
    }
    return alone(args, training, body);
  }

  private List<TensorLike> foreseen(
      List<? extends TensorLike> args, Function<List<Node>, List<Node>> body) {
    return surely(() -> List.copyOf(body.apply(lift(trace, args))));
  }

  /** A size that is not known, and no other one's; it is called {@code name} or much alike. */
  public Dim newSize(String name) {
    sizes++;
    return Dim.named(sizes == 1 ? name : name + sizes);
  }

  /** What {@code body} gives, whose problems are {@linkplain Problem#byTypes by types} alone. */
  public <T> T surely(Supplier<T> body) {
    try {
      return body.get();
    } catch (Problem p) {
      throw p.byTypes();
    }
  }

  private List<TensorLike> alone(
      List<? extends TensorLike> args, boolean training, Function<List<Node>, List<Node>> body) {
    Trace own = new Trace(training, false);
    List<Node> results = traced(own, () -> List.copyOf(body.apply(lift(own, args))));
    return List.copyOf(run(own, results));
  }

  /** Traces {@code body} on values of these types and runs nothing; unknown sizes stay unknown. */
  public void check(List<Type> args, boolean training, Consumer<List<Node>> body) {
    Trace own = new Trace(training, true);
    List<Node> inputs = new ArrayList<>();
    for (Type t : args) {
      inputs.add(own.graph().input(t, new Object()));
    }
    try {
      traced(
          own,
          () -> {
            body.accept(inputs);
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
          boolean outer = trace.differentiated();
          trace.differentiated(outer || wrt.stream().anyMatch(Variable.class::isInstance));
          Node value = Differentiation.scalar(body.apply(nodes));
          trace.differentiated(outer);
          List<Node> targets = new ArrayList<>();
          for (Object w : wrt) {
            targets.add(w instanceof Variable v ? trace.read(v) : trace.lift((TensorLike) w));
          }
          List<Node> out = new ArrayList<>(List.of(value));
          out.addAll(
              foresees
                  ? targets.stream().map(this::unknown).toList()
                  : Differentiation.gradients(value, targets, i -> {}));
          return out;
        };
    List<TensorLike> all = call(args, training, both);
    return new Gradients(all.get(0), all.subList(1, all.size()));
  }

  /** A node of the same type, of which nothing else is known. */
  private Node unknown(Node like) {
    return trace.graph().input(like.type(), new Object());
  }

  /**
   * A step of training, compiled once: a loss and its gradients by {@code parameters}.
   *
   * @param inputs the types of what each run gets
   * @param parameters what to differentiate by, all of one element type
   */
  public Step step(List<Type> inputs, List<Variable> parameters, Function<List<Node>, Node> loss) {
    Trace own = new Trace(true, false);
    own.differentiated(true);
    List<Variable> without = new ArrayList<>();
    Compiled c =
        compile(
            own,
            inputs,
            nodes -> {
              Node value = Differentiation.scalar(loss.apply(nodes));
              List<Node> out = new ArrayList<>(List.of(value));
              List<Node> targets = parameters.stream().map(own::read).toList();
              out.addAll(
                  Differentiation.gradients(value, targets, i -> without.add(parameters.get(i))));
              return out;
            });
    return new Step(this, c.plan, c.bindings, parameters, c.states, without);
  }

  /**
   * A function compiled once, to be run on many inputs of these types. Variables that it reads are
   * read at each run, states that it assigns are written back.
   */
  public Program program(
      List<Type> inputs, boolean training, Function<List<Node>, List<Node>> body) {
    Compiled c = compile(new Trace(training, false), inputs, body);
    return new Program(this, c.plan, c.bindings, c.states, c.draws, c.overwriting);
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
    Function<List<Node>, List<Node>> body =
        nodes -> {
          Node value = Differentiation.scalar(loss.apply(nodes));
          trace.assigned().clear();
          return List.of(value);
        };
    Compiled c = compile(new Trace(true, false), inputs, body);
    List<Plan> plans = new ArrayList<>(List.of(c.plan));
    // a few, and such as leave no memory for several at once, are shared by the threads one by one
    int workers = pool.workers();
    boolean apart = count >= workers && memory.left() / 2 > c.plan.workspaceBytes() * workers;
    while (apart && plans.size() < workers) {
      plans.add(c.again.get());
    }
    return new Trials(this, plans, count, c.bindings);
  }

  /**
   * A function compiled once, for any number of threads at once; states that it assigns are not
   * written back.
   *
   * @param poll called by the threads that run it; what it throws ends their run
   */
  public Predictor predictor(
      List<Type> inputs, Runnable poll, Function<List<Node>, List<Node>> body) {
    Function<List<Node>, List<Node>> pure =
        nodes -> {
          List<Node> results = body.apply(nodes);
          trace.assigned().clear();
          return results;
        };
    Compiled c = compile(new Trace(false, false), inputs, pure);
    return new Predictor(c.again, inputs, c.bindings, memory, poll);
  }

  /** A plan, what makes more like it, and where its inputs come from. */
  private record Compiled(
      Plan plan,
      Supplier<Plan> again,
      Bindings bindings,
      List<Variable> states,
      boolean draws,
      Overwriting overwriting) {}

  private Compiled compile(Trace own, List<Type> inputs, Function<List<Node>, List<Node>> body) {
    List<Object> slots = new ArrayList<>();
    List<Node> nodes = new ArrayList<>();
    for (Type t : inputs) {
      Object slot = new Object();
      slots.add(slot);
      nodes.add(own.graph().input(t, slot));
    }
    List<Node> outputs = new ArrayList<>(traced(own, () -> body.apply(nodes)));
    outputs.addAll(own.assigned().values());
    List<Node> needed = PlanKey.needed(outputs);
    List<Node> taken = new PlanKey(needed, outputs).takeInputs();
    var bindings = new Bindings(slots, taken.stream().map(own.graph()::binding).toList());
    Supplier<Plan> plan = () -> Planner.plan(needed, taken, outputs);
    List<Variable> states = List.copyOf(own.assigned().keySet());
    Plan first = plan.get();
    Overwriting overwriting = Overwriting.of(first, needed, nodes, outputs);
    return new Compiled(first, plan, bindings, states, own.draws(), overwriting);
  }

  private static List<Node> lift(Trace into, List<? extends TensorLike> args) {
    List<Node> nodes = new ArrayList<>();
    for (TensorLike a : args) {
      nodes.add(into.lift(a));
    }
    return nodes;
  }

  List<Node> traced(Trace own, Supplier<List<Node>> body) {
    Trace outer = trace;
    trace = own;
    try {
      return body.get();
    } finally {
      trace = outer;
    }
  }

  private List<Tensor> run(Trace own, List<Node> results) {
    List<Node> outputs = new ArrayList<>(results);
    for (Node n : results) {
      own.lift(n);
    }
    outputs.addAll(own.assigned().values());
    List<Node> needed = PlanKey.needed(outputs);
    PlanKey key = new PlanKey(needed, outputs);
    List<Node> inputs = key.takeInputs();
    Plan plan = plans.get(key);
    if (plan == null) {
      plan = Planner.plan(needed, inputs, outputs);
      plans.put(key, plan);
    }
    List<Tensor> out =
        run(own, plan, inputs, outputs, random.seed(), own.draws() ? random.next() : 0);
    int i = results.size();
    for (Variable v : own.assigned().keySet()) {
      v.set(out.get(i++));
    }
    return out.subList(0, results.size());
  }

  /** Values within a function that was run with these random numbers; it leaves nothing behind. */
  List<Tensor> again(Trace own, List<Node> values, long seed, long counter) {
    List<Node> needed = PlanKey.needed(values);
    List<Node> inputs = new PlanKey(needed, values).takeInputs();
    return run(own, Planner.plan(needed, inputs, values), inputs, values, seed, counter);
  }

  private List<Tensor> run(
      Trace own, Plan plan, List<Node> inputs, List<Node> outputs, long seed, long counter) {
    MemorySegment[] arguments = new MemorySegment[inputs.size()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = tensor(own.graph().binding(inputs.get(i))).data();
    }
    List<Tensor> out = new ArrayList<>();
    MemorySegment[] targets = new MemorySegment[outputs.size()];
    for (int i = 0; i < targets.length; i++) {
      Type t = outputs.get(i).type();
      Tensor tensor = Tensor.zeros(memory, t.dtype(), t.shape());
      out.add(tensor);
      targets[i] = tensor.data();
    }
    if (own.draws()) {
      pool.random(seed, counter);
    }
    execute(plan, arguments, targets);
    plan.release();
    return out;
  }

  static Tensor tensor(Object binding) {
    return binding instanceof Variable v ? v.value() : (Tensor) binding;
  }

  void execute(Plan plan, MemorySegment[] arguments, MemorySegment[] results) {
    plan.run(workspace(plan), arguments, results, pool, profile);
  }

  /** Memory for a plan that runs while no other does. */
  MemorySegment workspace(Plan plan) {
    if (workspace.byteSize() < plan.workspaceBytes()) {
      workspace = memory.allocate(plan.workspaceBytes());
    }
    return workspace;
  }

  @Override
  public void close() {
    pool.close();
  }
}
