// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.List;
import org.nnlang.engine.Variable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;

/**
 * How a step moves the weights.
 *
 * @param optimizer for all weights that no group names
 * @param groups parts with optimizers of their own; the first that fits a weight has it
 * @param schedule what multiplies the learning rate
 * @param clip the largest norm of all gradients together; 0 for none
 * @param average what part of their running mean the weights keep in each step; 0 for no mean
 */
public record Updating(
    Optimizer optimizer, List<Group> groups, Schedule schedule, double clip, double average) {
  /** Weights whose path and shape fit, and their optimizer. */
  public record Group(WeightTest fits, Optimizer optimizer) {}

  public Updating {
    groups = List.copyOf(groups);
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
    if (optimizer instanceof FunctionOptimizer && !(schedule instanceof Schedule.Constant)) {
      throw Problem.of(
              ErrorCode.ARGUMENT,
              "a schedule multiplies a learning rate, and an optimizer that is a function has none")
          .hint("count the steps in its state, or exchange it by `resume(net, optimizer: …)`");
    }
    if (groups.stream().anyMatch(g -> alone(g.optimizer()))
        || alone(optimizer) && !groups.isEmpty()) {
      throw Problem.of(
          ErrorCode.ARGUMENT, "an optimizer without gradients moves all weights, not a group");
    }
  }

  private static boolean alone(Optimizer optimizer) {
    return optimizer instanceof Optimizer.Sampled;
  }

  /** By one optimizer, and nothing else. */
  public static Updating by(Optimizer optimizer) {
    return new Updating(optimizer, List.of(), new Schedule.Constant(), 0, 0);
  }

  /** The optimizer of a weight. */
  Optimizer of(String path, Variable weight) {
    return new Grouped(optimizer, groups, List.of()).of(path, weight);
  }

  public Updating withOptimizer(Optimizer newOptimizer, List<Group> newGroups) {
    return new Updating(newOptimizer, newGroups, schedule, clip, average);
  }

  /** With another learning rate; groups that had no rate of their own go along. */
  public Updating withRate(double lr) {
    double old = optimizer.lr();
    List<Group> changed =
        groups.stream()
            .map(g -> g.optimizer().lr() == old ? new Group(g.fits(), g.optimizer().at(lr)) : g)
            .toList();
    return withOptimizer(optimizer.at(lr), changed);
  }

  public Updating withSchedule(Schedule newSchedule) {
    return new Updating(optimizer, groups, newSchedule, clip, average);
  }

  public Updating withClip(double newClip) {
    return new Updating(optimizer, groups, schedule, newClip, average);
  }

  public Updating withAverage(double newAverage) {
    return new Updating(optimizer, groups, schedule, clip, newAverage);
  }
}
