// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import org.jspecify.annotations.Nullable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.value.Callable;

/**
 * How to train.
 *
 * @param loss of a prediction and a target: a scalar
 * @param precision of weights and everything computed with them; null leaves it as it is
 * @param length how long
 * @param order which rows a step takes
 * @param updating how it moves the weights
 * @param validation what is measured on the way
 * @param saving where the run is kept and written down
 * @param watching who looks on
 * @param cluster the machines that take part; null for this one alone
 */
public record Setup(
    Callable loss,
    @Nullable DType precision,
    Length length,
    DataOrder order,
    Updating updating,
    Validation validation,
    Saving saving,
    Watching watching,
    @Nullable Cluster cluster) {
  public Setup {
    if (cluster != null && cluster.isLocal() && updating.optimizer() instanceof Optimizer.Sampled) {
      throw Problem.of(
              ErrorCode.ARGUMENT,
              "local_steps is for optimizers by gradients, and "
                  + updating.optimizer().show()
                  + " has none")
          .hint("leave it out: the candidates of each step are shared out");
    }
  }

  public Setup with(Callable newLoss) {
    return new Setup(
        newLoss, precision, length, order, updating, validation, saving, watching, cluster);
  }

  public Setup with(DType newPrecision) {
    return new Setup(
        loss, newPrecision, length, order, updating, validation, saving, watching, cluster);
  }

  public Setup with(Length newLength) {
    return new Setup(
        loss, precision, newLength, order, updating, validation, saving, watching, cluster);
  }

  public Setup with(DataOrder newOrder) {
    return new Setup(
        loss, precision, length, newOrder, updating, validation, saving, watching, cluster);
  }

  public Setup with(Updating newUpdating) {
    return new Setup(
        loss, precision, length, order, newUpdating, validation, saving, watching, cluster);
  }

  public Setup with(Validation newValidation) {
    return new Setup(
        loss, precision, length, order, updating, newValidation, saving, watching, cluster);
  }

  public Setup with(Saving newSaving) {
    return new Setup(
        loss, precision, length, order, updating, validation, newSaving, watching, cluster);
  }

  public Setup with(Watching newWatching) {
    return new Setup(
        loss, precision, length, order, updating, validation, saving, newWatching, cluster);
  }

  public Setup with(@Nullable Cluster newCluster) {
    return new Setup(
        loss, precision, length, order, updating, validation, saving, watching, newCluster);
  }

  static void atLeast(String name, long value, long least) {
    if (value < least) {
      throw Problem.of(
          ErrorCode.ARGUMENT, name + " must be at least " + least + ", found " + value);
    }
  }
}
