// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.nnlang.cluster.Answers;
import org.nnlang.cluster.Workers;
import org.nnlang.engine.Variable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Warnings;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Dataset;
import org.nnlang.value.Module;
import org.nnlang.value.TrainedRange;

/** The workers of a cluster as the steps of a training see them; a {@link Share} answers. */
final class Helpers {
  private final Workers workers;
  private final Module net;
  private final Dataset data;
  private final Setup setup;
  private final Warnings warnings;
  private final String subject;
  private final List<Tensor> states;

  /**
   * @param machines asks for them
   */
  Helpers(Module net, Dataset data, Setup setup, Supplier<Workers> machines) {
    this.net = net;
    this.data = data;
    this.setup = setup;
    warnings = net.engine().warnings();
    subject = Fingerprint.of(net, data, setup);
    states =
        net.variables().values().stream().filter(Variable::isState).map(Variable::value).toList();
    workers = machines.get();
  }

  /**
   * What a worker gives.
   *
   * @param rows of each step
   * @param losses of each step
   * @param batches how many batches the losses are the sum over
   */
  record Head(double[] rows, double[] losses, double batches) {
    /** Rows of all steps. */
    double allRows() {
      double all = 0;
      for (double r : rows) {
        all += r;
      }
      return all;
    }
  }

  /**
   * What all of them give.
   *
   * @param heads one for each worker, always in the same order
   * @param means of the tensors asked for, then of the states of the net
   */
  record Given(List<Head> heads, List<byte[]> means) {
    /** Writes some of the means, from this one on, to tensors that they are of. */
    void read(int from, List<Tensor> into) {
      for (int i = 0; i < into.size(); i++) {
        byte[] mean = means.get(from + i);
        into.get(i).bytes(0, mean.length).put(mean);
      }
    }
  }

  /**
   * Has all workers do their part of the next steps.
   *
   * @param factors of the learning rate, one for each step
   * @param tensors what they need for it; the states of the net follow them
   */
  Given ask(Share.Work work, RunState state, double[] factors, List<Tensor> tensors) {
    byte[] request =
        new Packet.Writer()
            .put(work.ordinal())
            .put(subject)
            .put(setup.order().seed())
            .put(state.done())
            .put(state.begun())
            .put(factors)
            .put(tensors)
            .put(states)
            .bytes();
    Answers answers = workers.round(request);
    List<Head> heads = new ArrayList<>();
    for (byte[] head : answers.heads()) {
      heads.add(read(new Packet(head)));
    }
    return new Given(heads, answers.rows());
  }

  private Head read(Packet packet) {
    String name = packet.text();
    String code = packet.text();
    if (!code.isEmpty()) {
      String message = packet.text();
      String hint = packet.text();
      throw Messages.atWorker(
          Objects.requireNonNull(ErrorCode.of(code)), name, message, hint.isEmpty() ? null : hint);
    }
    String odd = packet.text();
    if (!odd.isEmpty()) {
      warnings.warn(ErrorCode.TRAINING, odd, null);
    }
    List<TrainedRange.Input> seen = new ArrayList<>();
    for (long left = packet.whole(); left > 0; left--) {
      seen.add(new TrainedRange.Input(List.of(), packet.floats(), packet.floats()));
    }
    Objects.requireNonNull(net.attached(TrainedRange.class))
        .widen(TrainedRange.of(seen), data.columns());
    return new Head(packet.reals(), packet.reals(), packet.real());
  }

  void close() {
    workers.close();
  }
}
