// SPDX-License-Identifier: Apache-2.0
package org.nnlang;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.graalvm.polyglot.Value;

/** What came of a training. Keeps nothing of the net, and may be kept. */
public final class NnTraining {
  private final double[] losses;
  private final double[] validations;
  private final double seconds;
  private final String summary;

  private NnTraining(double[] losses, double[] validations, double seconds, String summary) {
    this.losses = losses;
    this.validations = validations;
    this.seconds = seconds;
    this.summary = summary;
  }

  static NnTraining of(Value history) {
    return new NnTraining(
        history.getMember("loss").as(double[].class),
        history.getMember("val_loss").as(double[].class),
        history.getMember("seconds").asDouble(),
        history.toString());
  }

  /** How many steps were done. */
  public int steps() {
    return losses.length;
  }

  /** The loss of each step's batch. */
  public double[] losses() {
    return losses.clone();
  }

  /** The loss of the last step's batch; empty where no step was done. */
  public OptionalDouble loss() {
    return last(losses);
  }

  /** The losses of the data to validate with, where {@code validate} was given. */
  public double[] validations() {
    return validations.clone();
  }

  /** The last of these; empty where there is none. */
  public OptionalDouble validation() {
    return last(validations);
  }

  /** How long it took. */
  public double seconds() {
    return seconds;
  }

  private static OptionalDouble last(double[] numbers) {
    return Arrays.stream(numbers).skip(Math.max(0, numbers.length - 1)).findFirst();
  }

  /** What the prompt would show. */
  @Override
  public String toString() {
    return summary;
  }
}
