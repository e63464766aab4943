// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.nnlang.cluster.Answer;
import org.nnlang.engine.Variable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Dataset;
import org.nnlang.value.Module;
import org.nnlang.value.TrainedRange;

/**
 * The part that a machine has in a training which another one leads: it answers what {@link
 * Helpers} ask. Nothing of one answer goes into the next, but for what is compiled and the range of
 * the inputs seen.
 */
public final class Share {
  private final String name;
  private final Module net;
  private final WeightRows weights;
  private final @Nullable CandidateSteps trying;
  private final PartSteps steps;
  private final String subject;

  /** What a worker is asked for. */
  enum Work {
    /** Those of its share of the next batches. */
    GRADIENTS,
    /** To make steps of its own, and give the weights that it comes to. */
    STEPS,
    /** Those of its share of the candidates; that of the first part, of the weights too. */
    LOSSES
  }

  /**
   * @param name of the machine, for people
   * @param weights lent
   */
  Share(
      String name,
      Module net,
      Dataset data,
      Setup setup,
      Objective objective,
      WeightRows weights,
      BatchOrder batches) {
    this.name = name;
    this.net = net;
    this.weights = weights;
    steps = new PartSteps(net, data, setup, objective, weights, batches);
    trying =
        setup.updating().optimizer() instanceof Optimizer.Sampled
            ? new CandidateSteps(net, data, setup, objective, weights, batches)
            : null;
    subject = Fingerprint.of(net, data, setup);
  }

  /**
   * The answer to a request.
   *
   * @param part which part of the work is to be done, from 0
   */
  public byte[] answer(byte[] request, int part, int parts) {
    try {
      return answer(new Packet(request), part, parts);
    } catch (Problem p) {
      return failure(name, p.code(), p.getMessage(), p.hint());
    }
  }

  /** The answer of a machine that cannot do its part. */
  public static byte[] failure(String name, ErrorCode code, String message, @Nullable String hint) {
    byte[] head =
        new Packet.Writer()
            .put(name)
            .put(code.word())
            .put(message)
            .put(hint == null ? "" : hint)
            .bytes();
    return new Answer(head, List.of()).bytes();
  }

  private byte[] answer(Packet request, int part, int parts) {
    Work work = Work.values()[(int) request.whole()];
    if (!request.text().equals(subject)) {
      throw Messages.otherSubject();
    }
    if (request.whole() != steps.setup.order().seed()) {
      throw Messages.otherSubject();
    }
    RunState state = RunState.at(request.whole(), request.whole());
    double[] factors = request.reals();
    request.read(weights.values());
    if (work == Work.STEPS) {
      weights.remembered().forEach(request::read);
    }
    // a step puts the states of a net elsewhere
    for (Variable v : steps.states()) {
      request.read(v.value());
    }
    if (work == Work.LOSSES) {
      steps.only(0, 1, true);
    } else {
      steps.only(part, parts, work == Work.GRADIENTS);
    }
    return switch (work) {
      case GRADIENTS -> gradients(state);
      case STEPS -> steps(state, factors);
      case LOSSES -> losses(Objects.requireNonNull(trying), state, factors[0], part, parts);
    };
  }

  private byte[] gradients(RunState state) {
    double rows = steps.rows(state.done());
    if (rows == 0) {
      return answer(new double[1], new double[1], 1, List.of());
    }
    steps.begin();
    Gradients found = steps.gradients(state);
    List<Answer.Row> given = new ArrayList<>();
    given.add(Answer.Row.of(found.sum(), rows, found.scale()));
    given.addAll(rows(now(), rows));
    return answer(new double[] {rows}, new double[] {found.loss()}, 1, given);
  }

  private byte[] steps(RunState state, double[] factors) {
    double[] rows = new double[factors.length];
    double[] losses = new double[factors.length];
    RunState at = state;
    for (int i = 0; i < factors.length; i++) {
      rows[i] = steps.rows(at.done());
      Steps.Computed computed = steps.step(at, new double[] {factors[i]}, List.of());
      computed.move().run();
      losses[i] = computed.loss();
      at = at.stepped(1);
    }
    List<Tensor> given = new ArrayList<>(List.of(weights.values()));
    given.addAll(weights.remembered());
    given.addAll(now());
    return answer(rows, losses, 1, rows(given, DoubleStream.of(rows).sum()));
  }

  private byte[] losses(CandidateSteps trying, RunState state, double factor, int part, int parts) {
    double rate = trying.setup.updating().optimizer().lr() * factor;
    trying.begin();
    trying.candidates.only(part, parts);
    trying.candidates.begin(trying.setup.order().seed(), state.done(), rate);
    CandidateSteps.Measured found = trying.measure(state, part == 0);
    // the first part alone has measured the weights, which is what states are written by
    List<Answer.Row> given = rows(now(), part == 0 ? 1 : 0);
    return answer(new double[] {found.loss()}, trying.candidates.losses(), found.parts(), given);
  }

  private List<Tensor> now() {
    return steps.states().stream().map(Variable::value).toList();
  }

  private static List<Answer.Row> rows(List<Tensor> tensors, double weight) {
    return tensors.stream().map(t -> Answer.Row.of(t, weight, 1)).toList();
  }

  private byte[] answer(double[] rows, double[] losses, double scale, List<Answer.Row> given) {
    Packet.Writer out = new Packet.Writer().put(name).put("").put(steps.odd());
    TrainedRange range = net.attached(TrainedRange.class);
    List<TrainedRange.Input> inputs = range == null ? List.of() : range.inputs();
    out.put((long) inputs.size());
    inputs.forEach(i -> out.put(i.min()).put(i.max()));
    return new Answer(out.put(rows).put(losses).put(scale).bytes(), given).bytes();
  }
}
