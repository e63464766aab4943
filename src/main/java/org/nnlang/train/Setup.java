// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.value.Callable;
import org.nnlang.value.Dataset;
import org.nnlang.value.Record;

/**
 * How to train.
 *
 * @param loss of a prediction and a target: a scalar
 * @param optimizer for all weights that no group names
 * @param groups parts with optimizers of their own; the first that fits a weight has it
 * @param steps how many steps; 0 where epochs are given
 * @param epochs how often to go through the data; 0 where steps are given
 * @param batch rows of a step, or of each of its parts where gradients are accumulated
 * @param schedule what multiplies the learning rate
 * @param clip the largest norm of all gradients together; 0 for none
 * @param accumulate of how many batches the gradients are averaged for a step
 * @param validate what to measure the loss on at every {@code every} steps; may be null
 * @param every steps between validations, checkpoints and logs; 0 for ten times in all
 * @param metrics what else to measure there, by name
 * @param patience end after so many validations without a better one, and keep the best; 0: never
 * @param seed of shuffling and dropout
 * @param shuffle whether each epoch takes the rows in another order
 * @param onStep sees a record after each step; false from it ends training; may be null
 * @param checkpoints where to keep the run at {@code every} steps and at its end; may be null
 * @param resume whether to go on from what is kept there
 * @param average what part of their running mean the weights keep in each step; 0 for no mean
 * @param precision of weights and everything computed with them; null leaves it as it is
 * @param journal what writes the run down; may be null
 * @param curve whether whoever looks on wants the losses drawn
 */
public record Setup(
    Callable loss,
    Optimizer optimizer,
    List<Group> groups,
    long steps,
    double epochs,
    int batch,
    Schedule schedule,
    double clip,
    int accumulate,
    Dataset validate,
    long every,
    Map<String, Metric> metrics,
    int patience,
    long seed,
    boolean shuffle,
    Predicate<Record> onStep,
    Checkpoints checkpoints,
    boolean resume,
    double average,
    DType precision,
    Journal journal,
    boolean curve) {
  /** Weights whose path and shape fit, and their optimizer. */
  public record Group(WeightTest fits, Optimizer optimizer) {}

  public Setup {
    groups = List.copyOf(groups);
    if (steps < 0 || epochs < 0 || steps == 0 && epochs == 0) {
      throw Problem.of(
          ErrorCode.ARGUMENT, "`train` needs to know how long: steps or epochs, more than 0");
    }
    if (steps > 0 && epochs > 0) {
      throw Problem.of(
          ErrorCode.ARGUMENT, "steps and epochs both say how long to train: give one of them");
    }
    atLeast("batch", batch, 1);
    atLeast("accumulate", accumulate, 1);
    atLeast("every", every, 0);
    atLeast("patience", patience, 0);
    if (!(clip >= 0)) {
      throw Problem.of(ErrorCode.ARGUMENT, "clip must not be negative, found " + clip);
    }
    if (!(average >= 0 && average < 1)) {
      throw Problem.of(
          ErrorCode.ARGUMENT, "average must be at least 0 and less than 1, found " + average);
    }
    if (alone(optimizer) && clip > 0) {
      throw Problem.of(
          ErrorCode.ARGUMENT, "clip bounds gradients, and " + optimizer.show() + " has none");
    }
    if (groups.stream().anyMatch(g -> alone(g.optimizer()))
        || alone(optimizer) && !groups.isEmpty()) {
      throw Problem.of(
          ErrorCode.ARGUMENT, "an optimizer without gradients moves all weights, not a group");
    }
    if (validate == null && (patience > 0 || !metrics.isEmpty())) {
      String option = patience > 0 ? "patience needs" : "metrics need";
      throw Problem.of(ErrorCode.ARGUMENT, option + " data to measure on: validate is not given");
    }
    if (resume && checkpoints == null) {
      throw Problem.of(
              ErrorCode.ARGUMENT, "resume needs the folder to go on from: checkpoint is not given")
          .hint("`resume(net)` goes on with a net that was trained in this script");
    }
  }

  /**
   * The same, gone on with otherwise.
   *
   * @param newSteps how many there are in all; 0 leaves steps and epochs as they are
   */
  public Setup changed(
      Optimizer newOptimizer, List<Group> newGroups, Schedule newSchedule, long newSteps) {
    return new Setup(
        loss,
        newOptimizer,
        newGroups,
        newSteps > 0 ? newSteps : steps,
        newSteps > 0 ? 0 : epochs,
        batch,
        newSchedule,
        clip,
        accumulate,
        validate,
        every,
        metrics,
        patience,
        seed,
        shuffle,
        onStep,
        checkpoints,
        resume,
        average,
        precision,
        journal,
        curve);
  }

  private static boolean alone(Optimizer optimizer) {
    return optimizer instanceof Optimizer.Sampled;
  }

  private static void atLeast(String name, long value, long least) {
    if (value < least) {
      throw Problem.of(
          ErrorCode.ARGUMENT, name + " must be at least " + least + ", found " + value);
    }
  }
}
