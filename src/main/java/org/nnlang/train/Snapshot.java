// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Engine;
import org.nnlang.graph.Type;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Module;
import org.nnlang.value.Record;
import org.nnlang.value.TrainedRange;

/**
 * Makes a checkpoint of a run and a run of a checkpoint: weights, what the optimizers remember, the
 * mean of the weights, the best of them, the history and the {@link RunState}.
 */
record Snapshot(Engine engine, Module net, WeightRows weights, History history) {
  /**
   * What this writes: 2 keeps the state of a run by name. 1, which names no version, had it as a
   * row of numbers, and is still read.
   */
  private static final long VERSION = 2;

  private static final String MEAN = "mean.";
  private static final String TRAINED = "trained.";

  /**
   * @param average may be null, as may {@code best}
   */
  Checkpoints.Saved of(
      Record facts, RunState state, @Nullable Average average, @Nullable Best best) {
    Map<String, Tensor> progress = new LinkedHashMap<>();
    progress.putAll(weights.memory());
    Map<String, Tensor> now = new LinkedHashMap<>();
    net.variables().forEach((path, v) -> now.put(path, v.value()));
    if (average != null) {
      put(progress, MEAN, weights.named(average.mean()));
      put(progress, TRAINED, weights.named(average.trained()));
      if (!average.isShown()) {
        now.putAll(weights.named(average.mean()));
      }
    }
    progress.putAll(history.saved(engine.memory()));
    Restored.put(
        Objects.requireNonNull(net.attached(TrainedRange.class)), progress, engine.memory());
    facts.put("version", VERSION);
    facts.put("state", state.saved(engine.random()));
    return new Checkpoints.Saved(facts, now, best == null ? Map.of() : best.named(), progress);
  }

  private static void put(Map<String, Tensor> into, String prefix, Map<String, Tensor> tensors) {
    tensors.forEach((path, t) -> into.put(prefix + path, t));
  }

  /** A run as it was; {@code average} and {@code best} may be null. */
  record Run(RunState state, @Nullable Average average, @Nullable Best best) {}

  /**
   * Makes net, optimizers and history what they were.
   *
   * @param facts of the run that is to go on
   * @param decay of the mean of the weights; 0 where none is kept
   * @param columns of the data
   * @throws org.nnlang.source.Problem where the checkpoint is of another run
   */
  Run restore(Checkpoints.Saved saved, Record facts, double decay, List<String> columns) {
    Object version = saved.facts().get("version");
    boolean old = version == null;
    if (version != null && !version.equals(VERSION)) {
      throw Messages.otherVersion(version, VERSION);
    }
    Restored.check(saved, facts, net.variables(), MEAN, decay > 0);
    net.variables().forEach((path, v) -> v.set(Restored.tensor(saved.weights(), path, v.type())));
    Restored.fill(weights.memory(), saved.progress(), "");
    Average average = null;
    if (decay > 0) {
      average = new Average(weights, decay);
      average.restore(
          mean -> Restored.fill(weights.named(mean), saved.progress(), MEAN),
          trained -> Restored.fill(weights.named(trained), saved.progress(), TRAINED));
    }
    Best best = null;
    if (!saved.best().isEmpty()) {
      best = new Best(net.variables(), engine.memory());
      best.restore(saved.best());
    }
    history.restore(saved.progress(), engine.memory());
    net.attach(TrainedRange.class, Restored.range(saved.progress(), columns));
    return new Run(old ? oldState(saved) : state(saved), average, best);
  }

  private RunState state(Checkpoints.Saved saved) {
    if (!(saved.facts().get("state") instanceof Record state)) {
      throw Messages.checkpointLacks("state");
    }
    return RunState.of(state, engine.random());
  }

  private RunState oldState(Checkpoints.Saved saved) {
    long[] run = Restored.tensor(saved.progress(), "run", Type.of(DType.INT, 7)).toLongs();
    return RunState.old(run, engine.random());
  }
}
