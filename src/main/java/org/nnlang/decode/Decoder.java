// SPDX-License-Identifier: Apache-2.0
package org.nnlang.decode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Loop;
import org.nnlang.engine.Traced;
import org.nnlang.engine.Undecided;
import org.nnlang.graph.Node;
import org.nnlang.graph.Subgraph;
import org.nnlang.graph.Type;
import org.nnlang.op.Expand;
import org.nnlang.op.Fill;
import org.nnlang.op.Permute;
import org.nnlang.op.Reshape;
import org.nnlang.op.Slice;
import org.nnlang.op.Unpack;
import org.nnlang.source.ErrorCode;
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
  private static final long[][] LENGTHS = {{127, 113}, {61, 53}, {31, 29}, {13, 11}, {7, 5}};

  private final Engine engine;
  private final Layouts layouts;
  private final Map<Node, Tensor> constants = new HashMap<>();
  private final Map<Node, Tensor> seen = new HashMap<>();
  private final Traced net;
  private final Node result;
  private final Tensor zeros;

  private Decoder(Engine engine, Samples samples) {
    this.engine = engine;
    net = samples.first();
    result = net.results().get(0);
    zeros = Tensor.zeros(engine.memory(), DType.INT, samples.batch(0), samples.time(0));
    layouts = new Layouts(samples, this::value);
    Node tokens = net.arguments().get(0);
    layouts.put(
        tokens,
        new Layout(
            List.of(List.of(new Factor.Batch()), List.of(new Factor.Time(0, 0, null))), true));
    for (Node n : Subgraph.needed(net.results())) {
      layouts.of(n);
    }
    checkResult();
    findConstants();
  }

  /** Whether a net that takes so many tokens at most is worth looking at. */
  public static boolean isWorthWhile(int context) {
    return context >= LENGTHS[LENGTHS.length - 1][0];
  }

  /**
   * Finds out what a net has to remember.
   *
   * @param context how many tokens it takes at most, {@linkplain #isWorthWhile enough}; {@code
   *     Integer.MAX_VALUE} where that is not known
   * @throws NotCausal where it needs the tokens all at once
   * @throws Problem where it is no such net, or fails
   */
  public static Decoder of(Engine engine, int context, Function<List<Node>, List<Node>> net) {
    for (long[] lengths : LENGTHS) {
      long[] time = {lengths[0], lengths[1], lengths[0]};
      if (time[0] > context) {
        continue;
      }
      try {
        List<Traced> traces = new ArrayList<>();
        for (int i = 0; i < BATCH.length; i++) {
          Type type = Type.of(DType.INT, BATCH[i], time[i]);
          traces.add(engine.trace(List.of(type), false, net));
        }
        return new Decoder(engine, new Samples(traces, BATCH, time));
      } catch (Undecided e) {
        throw new NotCausal(null, "the net asks for numbers while it is looked at");
      } catch (Problem p) {
        boolean tooLong = p.code() == ErrorCode.INDEX || p.code() == ErrorCode.SHAPE;
        if (!tooLong || lengths == LENGTHS[LENGTHS.length - 1]) {
          throw p;
        }
      }
    }
    throw new IllegalArgumentException("a net that takes " + context + " tokens");
  }

  /** How many tokens its tables are made for; {@code Long.MAX_VALUE} where it takes any number. */
  public long longest() {
    return layouts.longest();
  }

  private void checkResult() {
    Layout layout = layouts.of(result);
    boolean fits =
        layout.rank() == 3
            && layout.isPureTime(1)
            && layout.time(1).rest() == 0
            && layout.axis(0).equals(List.of(new Factor.Batch()))
            && Layout.isConstant(layout.axis(2));
    if (!fits) {
      throw Problem.of(ErrorCode.TYPE, "the net does not give logits for each token");
    }
    Factor.Time time = layout.time(1);
    if (time.tail() > 0 || time.ahead() != 0) {
      throw new NotCausal(time.blame(), "sees later places");
    }
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
    List<Node> nodes = List.copyOf(wanted);
    List<Tensor> values = engine.values(net, nodes, List.of(zeros));
    for (int i = 0; i < nodes.size(); i++) {
      constants.put(nodes.get(i), values.get(i));
    }
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

  private Tensor value(Node n) {
    return seen.computeIfAbsent(n, x -> engine.values(net, List.of(x), List.of(zeros)).get(0));
  }

  /**
   * The step for so many rows and new tokens.
   *
   * @param room how many tokens there may be in all; must be as large as {@code tokens}
   * @param logits whether it gives logits; else it only hands on
   */
  public Step step(long batch, long tokens, long room, boolean logits) {
    List<State> states = new ArrayList<>();
    Loop loop =
        engine.loop(
            trace -> {
              Node ids = trace.graph().input(Type.of(DType.INT, batch, tokens), new Object());
              Node position = trace.graph().input(Type.of(DType.INT), new Object());
              Node count = trace.graph().input(Type.of(DType.INT), new Object());
              StepBuilder.Size size = new StepBuilder.Size(batch, tokens, room);
              StepBuilder builder =
                  new StepBuilder(layouts, constants, size, trace, position, count);
              builder.put(net.arguments().get(0), ids, StepBuilder.roles(null, Role.stream(0)));
              Node last = builder.result(result);
              states.addAll(builder.states().all());
              List<Node> arguments = new ArrayList<>(List.of(ids, position, count));
              arguments.addAll(builder.states().before());
              List<Node> results = new ArrayList<>();
              if (logits) {
                results.add(last);
              }
              results.addAll(builder.states().after());
              return new Traced(trace, arguments, results);
            });
    return new Step(loop, List.copyOf(states), batch, tokens, room, logits);
  }

  /** What a state is before the first token. */
  Tensor first(State state, long batch, long room) {
    Tensor out = Tensor.zeros(engine.memory(), state.dtype(), state.shape(batch, room));
    if (state.kind() != State.Kind.SUM) {
      new FirstPlaces(layouts.of(state.of()), state, out)
          .copy(() -> value(state.of()), batch, room, layouts.samples());
    }
    return out;
  }
}
