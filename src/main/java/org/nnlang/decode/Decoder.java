// SPDX-License-Identifier: Apache-2.0
package org.nnlang.decode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Loop;
import org.nnlang.engine.Recent;
import org.nnlang.engine.Trace;
import org.nnlang.engine.Traced;
import org.nnlang.engine.Undecided;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Node;
import org.nnlang.graph.Op;
import org.nnlang.graph.Subgraph;
import org.nnlang.graph.Type;
import org.nnlang.op.Expand;
import org.nnlang.op.Fill;
import org.nnlang.op.Permute;
import org.nnlang.op.Reshape;
import org.nnlang.op.Slice;
import org.nnlang.op.Unpack;
import org.nnlang.source.Coded;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;

/**
 * A net of tokens, int {@code [batch, time]} to {@code [batch, time, vocabulary]}, that can take
 * its tokens one by one: what a step of it hands on to the next, and the steps themselves.
 */
public final class Decoder {
  private static final long[] BATCH = {2, 2, 3};

  /** Lengths to look at, two each; with the first that the net takes it is done. */
  static final long[][] LENGTHS = {{127, 113}, {61, 53}, {31, 29}, {13, 11}, {7, 5}};

  private static final long ROOM = 256;

  /** What is a copy for speed takes no more than this part of the memory that is left. */
  private static final long SPARE = 4;

  /** So many steps stay ready. */
  private static final int STEPS = 8;

  private final Engine engine;
  private final Grounds grounds;
  private final Layouts layouts;
  private final Set<Node> found = new HashSet<>();
  private final Constants constants;

  /** What the net has before the first token. */
  private final Constants firsts;

  private final Map<Node, Tensor> looked = new HashMap<>();
  private final Map<Wanted, Ready> steps = new Recent<>(STEPS);
  private final Traced net;
  private final Node result;
  private final Tensor zeros;

  private record Wanted(long batch, long tokens, long room, boolean logits) {}

  /**
   * A step that was built.
   *
   * @param needs the constants that it is bound to
   */
  private record Ready(Step step, Set<Node> needs) {}

  private Decoder(Grounds grounds, Samples samples) {
    this.grounds = grounds;
    engine = grounds.engine();
    net = samples.first();
    result = net.results().get(0);
    zeros = Tensor.zeros(engine.memory(), DType.INT, samples.batch(0), samples.time(0));
    constants = new Constants(engine, net, zeros);
    firsts = new Constants(engine, net, zeros);
    layouts = new Layouts(samples, this::look);
    layouts.putTokens(net.arguments().get(0));
    for (Node n : Subgraph.needed(net.results())) {
      layouts.of(n);
    }
    layouts.checkLogits(result);
    findConstants();
  }

  /**
   * Finds out what a net has to remember.
   *
   * @param grounds what that will rest on
   * @param context how many tokens it takes at most; {@code Integer.MAX_VALUE} where that is not
   *     known
   * @return nothing where it takes so few that it is not worth while
   * @throws NotCausal where it needs the tokens all at once
   * @throws Problem where it is no such net, or fails
   */
  public static Optional<Decoder> of(
      Grounds grounds, int context, Function<List<Node>, List<Node>> net) {
    long longest = context;
    for (long[] lengths : LENGTHS) {
      if (lengths[0] > longest) {
        continue;
      }
      try {
        Decoder decoder = new Decoder(grounds, samples(grounds, net, lengths));
        limit(decoder.layouts, grounds, context, net);
        // what later places need of earlier ones is seen where the step is built
        decoder.step(1, 1, decoder.room(1), true);
        if (decoder.longest() >= lengths[0]) {
          return Optional.of(decoder);
        }
        // its values are looked at too: it must take the tokens
        longest = decoder.longest();
      } catch (Undecided e) {
        throw new NotCausal(null, "the net asks for numbers while it is looked at");
      } catch (RuntimeException e) {
        if (!Coded.isOfSizes(e) || lengths == LENGTHS[LENGTHS.length - 1]) {
          throw e;
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Looks whether a net takes more tokens than it says: where it refuses them by a test of its own,
   * no table shows that.
   */
  static void limit(
      Layouts layouts, Grounds grounds, int context, Function<List<Node>, List<Node>> net) {
    if (layouts.longest() <= context) {
      return;
    }
    try {
      grounds.engine().trace(List.of(Type.of(DType.INT, 1, context + 1L)), grounds.reads(), net);
    } catch (RuntimeException e) {
      if (!(e instanceof Coded)) {
        throw e;
      }
      layouts.atMost(context);
    }
  }

  static Samples samples(Grounds grounds, Function<List<Node>, List<Node>> net, long[] lengths) {
    long[] time = {lengths[0], lengths[1], lengths[0]};
    List<Traced> traces = new ArrayList<>();
    for (int i = 0; i < BATCH.length; i++) {
      List<Type> ids = List.of(Type.of(DType.INT, BATCH[i], time[i]));
      traces.add(grounds.engine().trace(ids, grounds.reads(), net));
    }
    return new Samples(traces, BATCH, time);
  }

  /** How many tokens its tables are made for; {@code Long.MAX_VALUE} where it takes any number. */
  public long longest() {
    return layouts.longest();
  }

  /** Room for so many tokens, and for some more; 256 at first, then twice as much. */
  public long room(long tokens) {
    long room = ROOM;
    while (room < tokens) {
      room *= 2;
    }
    return Math.min(room, longest());
  }

  /** Values that are computed of weights alone are computed once and not at each step. */
  private void findConstants() {
    Set<Node> same = new HashSet<>();
    Set<Node> wanted = new LinkedHashSet<>();
    for (Node n : Subgraph.needed(net.results())) {
      if (layouts.of(n).isConstant() && same.containsAll(n.inputs())) {
        same.add(n);
      } else {
        n.inputs().stream().filter(same::contains).map(Decoder::source).forEach(wanted::add);
      }
    }
    // products take packed weights as they are
    wanted.removeIf(n -> n.isInput() || n.op() instanceof Fill || n.op() instanceof Unpack);
    constants.add(List.copyOf(wanted));
    found.addAll(wanted);
  }

  /** What a view is a view of. */
  private static Node source(Node n) {
    Node at = n;
    while (at.op() instanceof Reshape
        || at.op() instanceof Permute
        || at.op() instanceof Slice
        || at.op() instanceof Expand) {
      at = at.input(0);
    }
    return at;
  }

  /** A value that decides what the steps are. */
  private Tensor look(Node n) {
    return looked.computeIfAbsent(
        n,
        x -> {
          Tensor value = engine.values(net, List.of(x), List.of(zeros)).get(0);
          grounds.lookedAt(x);
          return value;
        });
  }

  private Tensor beforeTokens(Node n) {
    if (firsts.get(n) == null) {
      firsts.add(List.of(n));
    } else {
      firsts.refresh(List.of(n));
    }
    return Objects.requireNonNull(firsts.get(n));
  }

  /**
   * What an op makes of a value of weights alone; null where it would fill the memory.
   *
   * @param needs has it added
   */
  private @Nullable Tensor ofWeights(Node x, Op op, Set<Node> needs) {
    Node made = x.graph().add(op, List.of(x));
    if (constants.get(made) == null
        && made.type().size() * made.dtype().bytes() <= engine.memory().left() / SPARE) {
      constants.add(List.of(made));
    }
    Tensor known = constants.get(made);
    if (known != null) {
      needs.add(made);
    }
    return known;
  }

  /**
   * The step for so many rows and new tokens, with the weights as they are now; built once, as long
   * as not many others are asked for.
   *
   * @param room how many tokens there may be in all; must be as large as {@code tokens}
   * @param logits whether it gives logits; else it only hands on
   */
  public Step step(long batch, long tokens, long room, boolean logits) {
    Wanted wanted = new Wanted(batch, tokens, room, logits);
    Ready ready = steps.get(wanted);
    if (ready == null) {
      ready = built(wanted);
      steps.put(wanted, ready);
      Set<Node> needed = new HashSet<>(found);
      steps.values().forEach(r -> needed.addAll(r.needs));
      constants.keep(needed);
    }
    constants.refresh(ready.needs);
    return ready.step;
  }

  private Ready built(Wanted w) {
    StepBuilder.Size size = StepBuilder.Size.of(w.batch, w.tokens, w.room);
    List<State> states = new ArrayList<>();
    Set<Node> needs = new HashSet<>(found);
    Loop loop = engine.loop(trace -> traced(trace, size, w.logits, states, needs));
    Step step = new Step(loop, List.copyOf(states), w.batch, w.tokens, w.room, w.logits);
    return new Ready(step, needs);
  }

  /**
   * The step's graph: tokens, position, count, where not all count, and states to logits, where
   * asked for, and states.
   *
   * @param needs has the constants added that it is bound to
   */
  Traced traced(
      Trace trace, StepBuilder.Size size, boolean logits, List<State> states, Set<Node> needs) {
    Graph graph = trace.graph();
    Node ids = graph.input(new Type(DType.INT, List.of(size.batch(), size.tokens())), new Object());
    Node position = graph.input(Type.of(DType.INT), new Object());
    Node count = graph.input(Type.of(DType.INT), new Object());
    StepBuilder builder =
        new StepBuilder(
            layouts,
            constants.values(),
            (x, op) -> ofWeights(x, op, needs),
            size,
            trace,
            position,
            count);
    builder.put(net.arguments().get(0), ids, StepBuilder.roles(null, Role.stream(0)));
    Node last = builder.result(result);
    states.addAll(builder.states().all());
    List<Node> arguments = new ArrayList<>(List.of(ids, position));
    if (!size.grows()) {
      arguments.add(count);
    }
    arguments.addAll(builder.states().before());
    List<Node> results = new ArrayList<>(builder.states().after());
    if (logits) {
      results.addFirst(last);
    }
    return new Traced(trace, arguments, results);
  }

  /**
   * The step as a graph of sizes that are open: any number of rows {@code batch} and of new tokens
   * {@code time}, after any number {@code past} of tokens. Its arguments are the new tokens, the
   * number of those before, an int, and what is remembered of them; its results the logits, and
   * what is to be remembered then. Before the first token all that is remembered is zeros.
   *
   * @throws NotCausal where that cannot be said
   */
  public Traced open() {
    StepBuilder.Size size =
        StepBuilder.Size.growing(Dim.named("batch"), Dim.named("time"), Dim.named("past"));
    List<State> states = new ArrayList<>();
    Traced step = engine.traced(trace -> traced(trace, size, true, states, new HashSet<>()));
    for (State s : states) {
      Tensor first = first(s, 1, 0);
      for (long i = 0; i < first.size(); i++) {
        if (first.getDouble(i) != 0) {
          throw new NotCausal(s.of(), "is not zeros before the first token");
        }
      }
    }
    return step;
  }

  /** How many places of a history are known after so many tokens. */
  long known(State state, long tokens) {
    Layout layout = layouts.of(state.of());
    return tokens - Objects.requireNonNull(layout.time(layout.times().get(0))).ahead();
  }

  /** What a state is before the first token. */
  Tensor first(State state, long batch, long room) {
    Tensor out = Tensor.zeros(engine.memory(), state.dtype(), state.shape(batch, room));
    if (state.kind() != State.Kind.SUM) {
      new FirstPlaces(layouts.of(state.of()), state, out)
          .copy(() -> beforeTokens(state.of()), batch, room, layouts.samples());
    }
    return out;
  }
}
