// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.List;
import java.util.function.Predicate;
import org.nnlang.tensor.DType;
import org.nnlang.value.Callable;
import org.nnlang.value.Dataset;
import org.nnlang.value.Record;

/** Setups that differ from others in one option. */
final class Change {
  private Change() {}

  static Setup loss(Setup setup, Callable loss) {
    return setup.with(loss);
  }

  static Setup precision(Setup setup, DType precision) {
    return setup.with(precision);
  }

  static Setup epochs(Setup setup, double epochs) {
    return setup.with(Length.ofEpochs(epochs));
  }

  static Setup every(Setup setup, long every) {
    return setup.with(setup.length().withEvery(every));
  }

  static Setup batch(Setup setup, int batch) {
    return setup.with(setup.order().withBatch(batch));
  }

  static Setup accumulate(Setup setup, int batches) {
    return setup.with(setup.order().withAccumulate(batches));
  }

  static Setup shuffle(Setup setup, boolean shuffle) {
    return setup.with(setup.order().withShuffle(shuffle));
  }

  static Setup seed(Setup setup, long seed) {
    return setup.with(setup.order().withSeed(seed));
  }

  static Setup clip(Setup setup, double norm) {
    return setup.with(setup.updating().withClip(norm));
  }

  static Setup average(Setup setup, double decay) {
    return setup.with(setup.updating().withAverage(decay));
  }

  static Setup schedule(Setup setup, Schedule schedule) {
    return setup.with(setup.updating().withSchedule(schedule));
  }

  static Setup groups(Setup setup, List<Updating.Group> groups) {
    Updating updating = setup.updating();
    return setup.with(updating.withOptimizer(updating.optimizer(), groups));
  }

  static Setup validate(Setup setup, Dataset data, long every) {
    return every(setup.with(Validation.on(data)), every);
  }

  static Setup patience(Setup setup, int patience) {
    return setup.with(setup.validation().withPatience(patience));
  }

  static Setup checkpoints(Setup setup, Checkpoints checkpoints) {
    return setup.with(Saving.in(checkpoints));
  }

  static Setup resume(Setup setup, boolean resume) {
    return setup.with(setup.saving().withResume(resume));
  }

  static Setup onStep(Setup setup, Predicate<Record> onStep) {
    return setup.with(Watching.by(onStep));
  }
}
