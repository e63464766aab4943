// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nnlang.engine.Engine;
import org.nnlang.op.Losses;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Dataset;
import org.nnlang.value.Record;

class TrainerTest {
  private static final Optimizer ADAM = new Adam(0.01, 0.9, 0.999, 1e-8);

  private final Engine engine = Fixtures.engine();
  private final Dataset data = Dataset.of(engine.memory(), Fixtures.data(engine, DType.FLOAT64));

  @AfterEach
  void close() {
    engine.close();
  }

  private Fixtures.Net net() {
    return Fixtures.net(engine, DType.FLOAT64);
  }

  /** A net that draws random numbers and keeps a running mean. */
  private Fixtures.Net restless() {
    var net =
        new Fixtures.Net(
            engine,
            (self, x) -> {
              var trace = self.engine().trace();
              var y = Numeric.add(Ops.matmul(x, Ops.transpose(self.read("w"))), self.read("b"));
              if (trace.training()) {
                var seen = Ops.mean(y, List.of(0), false);
                self.assign(
                    trace,
                    "mean",
                    Numeric.add(Numeric.mul(self.read("mean"), 0.9), Numeric.mul(seen, 0.1)));
                y =
                    Numeric.add(
                        y, Numeric.mul(Ops.rand(trace.graph(), y.type(), trace.nextStream()), 0.1));
              }
              return Numeric.sub(Numeric.tanh(y), self.read("mean"));
            });
    var plain = net();
    net.param("w", plain.variable("w").value());
    net.param("b", plain.variable("b").value());
    net.state("mean", Tensor.zeros(engine.memory(), DType.FLOAT64, 2));
    return net;
  }

  private static double[] weights(Fixtures.Net net) {
    List<Double> out = new ArrayList<>();
    for (var v : net.variables().values()) {
      for (double d : v.value().toDoubles()) {
        out.add(d);
      }
    }
    return out.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static Setup shuffled(long steps) {
    Setup setup = Change.batch(Fixtures.setup(ADAM, steps), 3);
    return Change.shuffle(setup, true);
  }

  @Test
  void theLossFallsAndTheHistorySaysSo() {
    History history = new Trainer(engine, net(), data, Fixtures.setup(ADAM, 50)).run(Monitor.NONE);
    assertEquals(50, history.steps());
    List<Object> loss = history.loss();
    assertTrue((Double) loss.get(49) < (Double) loss.get(0) / 2, loss.toString());
    assertEquals(history.lastLoss(), history.best());
    assertEquals(0.01, (Double) ((List<?>) history.member("lr")).get(7));
  }

  /** Gradients lie where later weights do: one that is always 0 must be written in each step. */
  @Test
  void aWeightThatTheLossDoesNotReadStays() {
    var net = net();
    Tensor unread = Tensor.of(engine.memory(), new double[] {3, -4}, 2);
    net.param("unread", unread);
    new Trainer(engine, net, data, Fixtures.setup(ADAM, 4)).run(Monitor.NONE);
    assertArrayEquals(unread.toDoubles(), net.variable("unread").value().toDoubles());
    var without = net();
    new Trainer(engine, without, data, Fixtures.setup(ADAM, 4)).run(Monitor.NONE);
    assertArrayEquals(
        without.variable("w").value().toDoubles(), net.variable("w").value().toDoubles());
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    var a = restless();
    var b = restless();
    new Trainer(engine, a, data, shuffled(20)).run(Monitor.NONE);
    new Trainer(engine, b, data, shuffled(20)).run(Monitor.NONE);
    assertArrayEquals(weights(a), weights(b));
    var c = restless();
    new Trainer(engine, c, data, Change.seed(shuffled(20), 2L)).run(Monitor.NONE);
    assertFalse(java.util.Arrays.equals(weights(a), weights(c)));
  }

  @Test
  void anInterruptedRunGoesOnAsIfItHadNotBeen() {
    var whole = restless();
    History expected = new Trainer(engine, whole, data, shuffled(20)).run(Monitor.NONE);
    var parted = restless();
    var trainer = new Trainer(engine, parted, data, shuffled(20));
    History history = trainer.run(new StopAt(7));
    assertEquals(7, history.steps());
    assertTrue(history.show().contains("interrupted"), history.show());
    trainer.run(new StopAt(8));
    trainer.run(Monitor.NONE);
    assertEquals(expected.loss(), history.loss());
    assertArrayEquals(weights(whole), weights(parted));
  }

  @Test
  void aRunGoesOnFromACheckpointAsIfItHadNotEnded() {
    var whole = restless();
    History expected = new Trainer(engine, whole, data, shuffled(20)).run(Monitor.NONE);
    var kept = new Kept();
    Setup saving = Change.every(Change.checkpoints(shuffled(20), kept), 5L);
    new Trainer(engine, restless(), data, saving).run(new StopAt(11));
    var other = restless();
    History history =
        new Trainer(engine, other, data, Change.resume(saving, true)).run(Monitor.NONE);
    assertEquals(expected.loss(), history.loss());
    assertArrayEquals(weights(whole), weights(other));
    Setup otherSeed = Change.seed(Change.resume(saving, true), 5L);
    Problem p =
        assertThrows(
            Problem.class,
            () -> new Trainer(engine, restless(), data, otherSeed).run(Monitor.NONE));
    assertTrue(p.getMessage().contains("another seed: 1"), p.getMessage());
  }

  /** Version 1 had the state of a run as numbers by their place, and no version. */
  @Test
  void aCheckpointOfAnOlderVersionIsReadAndOneOfANewerIsNamed() {
    var whole = restless();
    new Trainer(engine, whole, data, shuffled(20)).run(Monitor.NONE);
    var kept = new Kept();
    Setup saving = Change.checkpoints(shuffled(20), kept);
    new Trainer(engine, restless(), data, saving).run(new StopAt(11));
    Record facts = new Record(kept.last.facts());
    Record state = (Record) facts.remove("state");
    facts.remove("version");
    Map<String, Tensor> progress = new java.util.HashMap<>(kept.last.progress());
    long random = (Long) state.get("random_seed");
    long[] run = {11, 1, 0, 0, random, (Long) state.get("random_counter"), 0};
    progress.put("run", Tensor.of(engine.memory(), run, 7));
    kept.last = new Checkpoints.Saved(facts, kept.last.weights(), kept.last.best(), progress);
    var other = restless();
    new Trainer(engine, other, data, Change.resume(saving, true)).run(Monitor.NONE);
    assertArrayEquals(weights(whole), weights(other));
    facts.put("version", 9L);
    kept.last = new Checkpoints.Saved(facts, kept.last.weights(), kept.last.best(), progress);
    Setup resuming = Change.resume(saving, true);
    Problem p =
        assertThrows(
            Problem.class, () -> new Trainer(engine, restless(), data, resuming).run(Monitor.NONE));
    assertTrue(p.getMessage().contains("version 9"), p.getMessage());
  }

  /** Groups change the layout of the weights; what Adam remembers of each goes along. */
  @Test
  void aChangedRunGoesOnWithWhatItRemembers() {
    var whole = restless();
    new Trainer(engine, whole, data, Change.average(shuffled(20), 0.9)).run(Monitor.NONE);
    var parted = restless();
    var trainer = new Trainer(engine, parted, data, Change.average(shuffled(15), 0.9));
    trainer.run(new StopAt(7));
    Updating.Group biases = new Updating.Group((path, w) -> path.equals("b"), ADAM.at(0.02));
    trainer.change(changed(trainer.setup(), ADAM.at(0.02), List.of(biases), 20));
    trainer.change(changed(trainer.setup(), ADAM, List.of(), 0));
    assertEquals(20, trainer.run(Monitor.NONE).steps());
    assertArrayEquals(weights(whole), weights(parted));
  }

  @Test
  void anotherKindOfOptimizerBeginsAnew() {
    var net = net();
    var trainer = new Trainer(engine, net, data, Fixtures.setup(new HillClimb(0.1), 20));
    trainer.run(new StopAt(5));
    var twin = net();
    for (String name : List.of("w", "b")) {
      twin.variable(name).set(net.variable(name).snapshot(engine.memory()).copy(engine.memory()));
    }
    trainer.change(changed(trainer.setup(), ADAM, List.of(), 0));
    trainer.run(Monitor.NONE);
    new Trainer(engine, twin, data, Fixtures.setup(ADAM, 15)).run(Monitor.NONE);
    assertArrayEquals(weights(twin), weights(net));
  }

  /**
   * mean = d mean + (1 - d) w with d = min(0.9, (1 + step) / (10 + step)), by weights seen on the
   * way.
   */
  @Test
  void theAverageIsWhatANetEndsWith() {
    var net = net();
    List<double[]> seen = new ArrayList<>(List.of(weights(net)));
    Setup looking =
        Change.onStep(
            Change.average(Change.validate(Fixtures.setup(ADAM, 30), data, 30), 0.9),
            record -> {
              seen.add(weights(net));
              return true;
            });
    History history = new Trainer(engine, net, data, looking).run(Monitor.NONE);
    double[] mean = seen.get(0);
    for (int step = 1; step <= 30; step++) {
      double d = Math.min(0.9, (1.0 + step) / (10.0 + step));
      for (int i = 0; i < mean.length; i++) {
        mean[i] = d * mean[i] + (1 - d) * seen.get(step)[i];
      }
    }
    assertArrayEquals(mean, weights(net), 1e-12);
    Evaluation again = Evaluation.of(net, Fixtures.MSE, Map.of(), 8);
    assertEquals(history.valLoss().getLast(), again.of(data).get("loss"));
  }

  @Test
  void precisionMakesANetDouble() {
    Dataset single = Dataset.of(engine.memory(), Fixtures.data(engine, DType.FLOAT32));
    var net = Fixtures.net(engine, DType.FLOAT32);
    Setup wide = Change.precision(Fixtures.setup(ADAM, 20), DType.FLOAT64);
    new Trainer(engine, net, single, wide).run(Monitor.NONE);
    assertEquals(DType.FLOAT64, net.variable("w").type().dtype());
    var twin = net();
    new Trainer(engine, twin, data, Fixtures.setup(ADAM, 20)).run(Monitor.NONE);
    // but for the numbers of the data, which were rounded to 24 bits
    assertArrayEquals(weights(twin), weights(net), 1e-6);
  }

  @Test
  void whatAScriptReadBeforeDoesNotChangeUnderIt() {
    var net = restless();
    Tensor before = (Tensor) net.member("w");
    Tensor mean = (Tensor) net.member("mean");
    double[] first = before.toDoubles();
    List<Tensor> seen = new ArrayList<>();
    List<double[]> copies = new ArrayList<>();
    Setup looking =
        Change.onStep(
            shuffled(10),
            record -> {
              for (String name : List.of("w", "mean")) {
                Tensor now = (Tensor) net.member(name);
                seen.add(now);
                copies.add(now.toDoubles());
              }
              return true;
            });
    var trainer = new Trainer(engine, net, data, looking);
    trainer.run(new StopAt(5));
    Tensor between = (Tensor) net.member("w");
    Tensor betweenMean = (Tensor) net.member("mean");
    double[] then = between.toDoubles();
    double[] thenMean = betweenMean.toDoubles();
    trainer.run(Monitor.NONE);
    assertArrayEquals(first, before.toDoubles());
    assertArrayEquals(new double[2], mean.toDoubles());
    assertArrayEquals(then, between.toDoubles());
    assertArrayEquals(thenMean, betweenMean.toDoubles());
    for (int i = 0; i < seen.size(); i++) {
      assertArrayEquals(copies.get(i), seen.get(i).toDoubles());
    }
  }

  /** Weights set between two steps are those that the next step starts from. */
  @Test
  void weightsSetInTrainingAreTrainedOn() {
    var net = net();
    Tensor zeros = Tensor.zeros(engine.memory(), DType.FLOAT64, 2, 3);
    Setup setup =
        Change.onStep(
            Fixtures.setup(new Sgd(0.1, 0, false, 0), 2),
            record -> {
              if (record.get("step").equals(1L)) {
                net.variable("w").become(zeros);
              }
              return true;
            });
    new Trainer(engine, net, data, setup).run(Monitor.NONE);
    for (double w : net.variable("w").value().toDoubles()) {
      // one step of 0.1 from zeros; without it some are near 0.5
      assertTrue(w != 0 && Math.abs(w) < 0.1, "" + w);
    }
  }

  /** Eight rows in one batch, or the mean over four batches of two: the same gradient. */
  @Test
  void accumulatedBatchesAreOneLargeOne() {
    var whole = net();
    new Trainer(engine, whole, data, Fixtures.setup(ADAM, 10)).run(Monitor.NONE);
    var parts = net();
    Setup setup = Change.batch(Fixtures.setup(ADAM, 10), 2);
    new Trainer(engine, parts, data, Change.accumulate(setup, 4)).run(Monitor.NONE);
    assertArrayEquals(weights(whole), weights(parts), 1e-12);
  }

  /** Batches of 3, 3 and 2 rows count by their rows. */
  @Test
  void accumulatedBatchesOfUnequalSizeCountByTheirRows() {
    var whole = net();
    History one = new Trainer(engine, whole, data, Fixtures.setup(ADAM, 10)).run(Monitor.NONE);
    var parts = net();
    Setup setup = Change.accumulate(Change.batch(Fixtures.setup(ADAM, 10), 3), 3);
    History three = new Trainer(engine, parts, data, setup).run(Monitor.NONE);
    assertArrayEquals(weights(whole), weights(parts), 1e-12);
    assertEquals(one.lastLoss(), three.lastLoss(), 1e-12);
  }

  @Test
  void epochsAreCountedInSteps() {
    Setup setup = Change.batch(Fixtures.setup(ADAM, 1), 3);
    setup = Change.epochs(setup, 2);
    assertEquals(6, new Trainer(engine, net(), data, setup).run(Monitor.NONE).steps());
  }

  @Test
  void aLossThatIsNoNumberEndsTrainingWithTheLastGoodWeights() {
    var net = net();
    Setup wild = Fixtures.setup(new Sgd(1e200, 0, false, 0), 50);
    Setup square =
        Change.loss(
            wild,
            Fixtures.loss(
                (p, t) -> Losses.mse(Numeric.mul(Numeric.exp(Numeric.mul(p, 1e3)), p), t)));
    var trainer = new Trainer(engine, net, data, square);
    Problem p = assertThrows(Problem.class, () -> trainer.run(Monitor.NONE));
    assertEquals(ErrorCode.TRAIN, p.code());
    assertTrue(p.getMessage().contains("at step 1"), p.getMessage());
    for (double w : weights(net)) {
      assertTrue(Double.isFinite(w));
    }
  }

  @Test
  void aFirstLossThatIsNoNumberLeavesTheWeights() {
    var net = net();
    Setup setup =
        Change.loss(
            Fixtures.setup(ADAM, 5),
            Fixtures.loss((p, t) -> Numeric.add(Losses.mse(p, t), Double.POSITIVE_INFINITY)));
    var trainer = new Trainer(engine, net, data, setup);
    assertThrows(Problem.class, () -> trainer.run(Monitor.NONE));
    assertArrayEquals(weights(net()), weights(net));
  }

  @Test
  void patienceEndsTrainingAndKeepsTheBest() {
    var net = net();
    Dataset held = data.rows(0, 2);
    Setup setup = Change.validate(Fixtures.setup(new Sgd(5, 0, false, 0), 400), held, 1);
    History history = new Trainer(engine, net, data, Change.patience(setup, 3)).run(Monitor.NONE);
    assertTrue(history.steps() < 400);
    Evaluation again = Evaluation.of(net, Fixtures.MSE, Map.of(), 8);
    assertEquals(history.best(), (Double) again.of(held).get("loss"), 1e-15);
  }

  /** The mean over batches of 3, 3 and 2 rows is weighted by rows. */
  @Test
  void validationIsOverAllRows() {
    Evaluation parts = Evaluation.of(net(), Fixtures.MSE, Map.of(), 3);
    Evaluation whole = Evaluation.of(net(), Fixtures.MSE, Map.of(), 8);
    assertEquals((Double) whole.of(data).get("loss"), (Double) parts.of(data).get("loss"), 1e-15);
  }

  /** Asked to end while it measures after step 4, a run measures first when it goes on. */
  @Test
  void aValidationThatWasEndedIsDoneAfterwards() {
    Setup setup = Change.validate(Fixtures.setup(ADAM, 8), data, 4);
    History expected = new Trainer(engine, net(), data, setup).run(Monitor.NONE);
    var trainer = new Trainer(engine, net(), data, Change.batch(setup, 8));
    int[] asked = {0};
    History history = trainer.run(Monitor.quiet(() -> asked[0]++ >= 3));
    assertEquals(4, history.steps());
    assertEquals(List.of(), history.valLoss());
    trainer.run(Monitor.NONE);
    assertEquals(expected.valLoss(), history.valLoss());
    assertEquals(expected.loss(), history.loss());
  }

  @Test
  void frozenWeightsStay() {
    var net = net();
    double[] b = net.variable("b").value().toDoubles();
    net.variable("b").trainable(false);
    new Trainer(engine, net, data, Fixtures.setup(ADAM, 5)).run(Monitor.NONE);
    assertArrayEquals(b, net.variable("b").value().toDoubles());
    net.variable("w").trainable(false);
    assertThrows(Problem.class, () -> new Trainer(engine, net, data, Fixtures.setup(ADAM, 5)));
  }

  @Test
  void aLossMustBeOneNumber() {
    Setup setup = Change.loss(Fixtures.setup(ADAM, 5), Fixtures.loss(Numeric::sub));
    Problem p =
        assertThrows(
            Problem.class, () -> new Trainer(engine, net(), data, setup).run(Monitor.NONE));
    assertTrue(p.getMessage().contains("one number"), p.getMessage());
  }

  /** [8, 1] against [8] would broadcast to [8, 8]. */
  @Test
  void shapesOfPredictionAndTargetMustBeEqual() {
    List<Tensor> flat =
        List.of(
            Fixtures.data(engine, DType.FLOAT64).get(0),
            Tensor.zeros(engine.memory(), DType.FLOAT64, 8));
    Dataset wrong = Dataset.of(engine.memory(), flat);
    Problem p =
        assertThrows(
            Problem.class,
            () -> new Trainer(engine, net(), wrong, Fixtures.setup(ADAM, 5)).run(Monitor.NONE));
    assertTrue(p.getMessage().contains("[8, 2]") && p.getMessage().contains("[8]"), p.getMessage());
  }

  static final class StopAt implements Monitor {
    private final long last;
    private long now;

    StopAt(long last) {
      this.last = last;
    }

    @Override
    public void begin(Status status) {
      now = status.step();
    }

    @Override
    public void step(Status status) {
      now = status.step();
    }

    @Override
    public void end(History history) {}

    @Override
    public boolean interrupted() {
      return now >= last;
    }
  }

  private static final class Kept implements Checkpoints {
    private Saved last;

    @Override
    public void save(Saved saved) {
      // a file keeps the numbers of now
      last =
          new Saved(
              saved.facts(), copy(saved.weights()), copy(saved.best()), copy(saved.progress()));
    }

    @Override
    public void prepare() {}

    private static Map<String, Tensor> copy(Map<String, Tensor> tensors) {
      var memory = new org.nnlang.tensor.Memory(1 << 24);
      Map<String, Tensor> out = new java.util.LinkedHashMap<>();
      tensors.forEach((name, t) -> out.put(name, t.copy(memory)));
      return out;
    }

    @Override
    public Optional<Saved> load() {
      return Optional.ofNullable(last);
    }
  }

  private static Setup changed(
      Setup before, Optimizer optimizer, List<Updating.Group> groups, long steps) {
    Setup changed = before.with(before.updating().withOptimizer(optimizer, groups));
    return steps == 0 ? changed : changed.with(changed.length().withSteps(steps));
  }
}
