// SPDX-License-Identifier: Apache-2.0
package org.nnlang.decode;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Loop;
import org.nnlang.engine.Recent;
import org.nnlang.engine.Traced;
import org.nnlang.engine.Undecided;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Subgraph;
import org.nnlang.graph.Type;
import org.nnlang.source.Coded;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;

/**
 * A net of tokens that needs its text all at once, as plans that serve many lengths: a text is
 * filled up to a room, and what takes places together leaves those behind the text out.
 */
public final class Whole {
  private static final long ROOM = 16;
  private static final int CHECKED = 6;
  private static final double CLOSE = 1e-3;

  private static final int PLANS = 16;

  private final Engine engine;
  private final Layouts layouts;
  private final Traced net;

  /** By batch and room. */
  private final Map<List<Long>, Loop> plans = new Recent<>(PLANS);

  private Whole(Grounds grounds, Samples samples) {
    engine = grounds.engine();
    net = samples.first();
    Tensor zeros = Tensor.zeros(engine.memory(), DType.INT, samples.batch(0), samples.time(0));
    layouts =
        Layouts.ofAllPlaces(
            samples,
            n -> {
              Tensor value = engine.values(net, List.of(n), List.of(zeros)).get(0);
              grounds.lookedAt(n);
              return value;
            });
    layouts.putTokens(net.arguments().get(0));
    for (Node n : Subgraph.needed(net.results())) {
      layouts.of(n);
    }
    layouts.checkLogits(net.results().get(0));
  }

  /**
   * Finds out how a net's text can be filled up.
   *
   * @param grounds what that will rest on
   * @param context how many tokens it takes at most; {@code Integer.MAX_VALUE} where that is not
   *     known
   * @return nothing where that cannot be said
   * @throws RuntimeException what the net throws
   */
  public static Optional<Whole> of(
      Grounds grounds, int context, Function<List<Node>, List<Node>> net) {
    long longest = context;
    for (long[] lengths : Decoder.LENGTHS) {
      if (lengths[0] > longest) {
        continue;
      }
      try {
        Whole whole = new Whole(grounds, Decoder.samples(grounds, net, lengths));
        Decoder.limit(whole.layouts, grounds, context, net);
        if (whole.longest() >= lengths[0]) {
          return whole.isRight(net) ? Optional.of(whole) : Optional.empty();
        }
        longest = whole.longest();
      } catch (NotCausal | Undecided e) {
        return Optional.empty();
      } catch (RuntimeException e) {
        if (!Coded.isOfSizes(e)) {
          throw e;
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Whether it gives what the net does, at a length that the net has not been looked at with: a
   * size that is no multiple of the length and some more would be taken for one.
   */
  private boolean isRight(Function<List<Node>, List<Node>> net) {
    Traced traced = engine.trace(List.of(Type.of(DType.INT, 1, CHECKED)), false, net);
    Type logits = traced.results().get(0).type();
    long[] ids = new long[Math.toIntExact(room(CHECKED))];
    Arrays.setAll(ids, i -> i < CHECKED ? i % logits.last().value() : 0);
    Tensor text = Tensor.of(engine.memory(), Arrays.copyOf(ids, CHECKED), 1, CHECKED);
    Tensor wanted = engine.values(traced, traced.results(), List.of(text)).get(0);
    Tensor found = last(Tensor.of(engine.memory(), ids, 1, ids.length), CHECKED);
    for (long i = 0; i < found.size(); i++) {
      double right = wanted.getDouble(wanted.size() - found.size() + i);
      double off = Math.abs(found.getDouble(i) - right);
      if (off > CLOSE * Math.max(1, Math.abs(right))) {
        return false;
      }
    }
    return true;
  }

  /**
   * The logits {@code [batch, 1, vocabulary]} of the last token of each text.
   *
   * @param ids {@code [batch, room]}
   * @param length how many of each row are the text's
   */
  public Tensor last(Tensor ids, int length) {
    Loop plan = plans.computeIfAbsent(List.of(ids.dim(0), ids.dim(1)), this::plan);
    Type type = plan.results().get(0);
    Tensor logits = Tensor.zeros(engine.memory(), type.dtype(), type.shape());
    plan.run(List.of(ids, Tensor.of(engine.memory(), new long[] {length})), List.of(logits));
    return logits;
  }

  /** Forgets the texts that it was run on. */
  public void release() {
    plans.values().forEach(Loop::release);
  }

  /** How many tokens its tables are made for; {@code Long.MAX_VALUE} where it takes any number. */
  public long longest() {
    return layouts.longest();
  }

  /** Room for so many tokens: a power of two, or as many as the net takes. */
  public long room(long tokens) {
    return Math.min(Math.max(ROOM, Long.highestOneBit(2 * tokens - 1)), longest());
  }

  private Loop plan(List<Long> size) {
    return engine.loop(
        trace -> {
          Dim batch = Dim.of(size.get(0));
          Dim room = Dim.of(size.get(1));
          Type tokens = new Type(DType.INT, List.of(batch, room));
          Node ids = trace.graph().input(tokens, new Object());
          Node length = trace.graph().input(Type.of(DType.INT), new Object());
          var builder = new WholeBuilder(layouts, trace, batch, room, length);
          builder.put(net.arguments().get(0), ids);
          Node last = builder.last(net.results().get(0));
          return new Traced(trace, List.of(ids, length), List.of(last));
        });
  }
}
