// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nnlang.backend.Backends;
import org.nnlang.engine.Engine;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.source.Warnings;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Dataset;

/** Wherever a training is ended, the net is as of its last whole step, and goes on from there. */
class TornTest {
  private static final int STEPS = 4;

  private int polls;
  private int endAt = Integer.MAX_VALUE;
  private final Engine engine = new Engine(1, 64L << 20, this::poll);
  private final Dataset data = Dataset.of(engine.memory(), Fixtures.data(engine, DType.FLOAT64));

  private void poll() {
    if (++polls == endAt) {
      throw new CancellationException();
    }
  }

  @AfterEach
  void close() {
    engine.close();
  }

  /** A net that keeps a running mean, which is a state, and nets of which each way to train has. */
  private Fixtures.Net net() {
    return net(engine);
  }

  private static Fixtures.Net net(Engine engine) {
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
              }
              return Numeric.sub(Numeric.tanh(y), self.read("mean"));
            });
    var plain = Fixtures.net(engine, DType.FLOAT64);
    net.param("w", plain.variable("w").value());
    net.param("b", plain.variable("b").value());
    net.state("mean", Tensor.zeros(engine.memory(), DType.FLOAT64, 2));
    return net;
  }

  private enum Way {
    ADAM(new Adam(0.01, 0.9, 0.999, 1e-8)),
    // not elementwise: a program for each weight
    MUON(new Muon(0.02, 0.95, true, 0)),
    ACCUMULATED(new Adam(0.01, 0.9, 0.999, 1e-8)),
    AVERAGED(new Adam(0.01, 0.9, 0.999, 1e-8)),
    CLIMBING(new HillClimb(0.05)),
    EVOLUTION(new Evolution(6, 0.1, 0.05));

    private final Optimizer optimizer;

    Way(Optimizer optimizer) {
      this.optimizer = optimizer;
    }

    Setup setup() {
      Setup setup = Change.batch(Fixtures.setup(optimizer, STEPS), 3);
      return switch (this) {
        case ACCUMULATED -> Change.accumulate(setup, 2);
        case AVERAGED -> Change.average(setup, 0.9);
        case MUON ->
            Change.groups(
                setup, List.of(new Updating.Group((path, v) -> path.equals("b"), ADAM.optimizer)));
        default -> setup;
      };
    }
  }

  private static List<Double> numbers(Fixtures.Net net) {
    List<Double> out = new ArrayList<>();
    net.variables()
        .values()
        .forEach(v -> java.util.Arrays.stream(v.value().toDoubles()).forEach(out::add));
    return out;
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void theNetIsAsOfItsLastWholeStepAndGoesOn(Way way) {
    Map<Integer, List<Double>> bySteps = new TreeMap<>();
    var whole = net();
    bySteps.put(0, numbers(whole));
    var trainer = new Trainer(engine, whole, data, way.setup());
    for (int i = 1; i <= STEPS; i++) {
      trainer.run(new TrainerTest.StopAt(i));
      bySteps.put(i, numbers(whole));
    }
    var other = new Trainer(engine, net(), data, way.setup());
    polls = 0;
    other.run(Monitor.NONE);
    int all = polls;
    assertTrue(all > 20, "it polls: " + all);
    List<Integer> ends = new ArrayList<>();
    for (int k = 1; k <= all; k++) {
      var net = net();
      var ended = new Trainer(engine, net, data, way.setup());
      polls = 0;
      endAt = k;
      assertThrows(CancellationException.class, () -> ended.run(Monitor.NONE));
      endAt = Integer.MAX_VALUE;
      int done = (int) ended.history().steps();
      ends.add(done);
      if (way != Way.AVERAGED) {
        // that shows the mean where it was asked to end, and the weights where it was made to
        assertEquals(bySteps.get(done), numbers(net), "ended at poll " + k);
      }
      ended.run(Monitor.NONE);
      assertArrayEquals(
          whole.variable("w").value().toDoubles(), net.variable("w").value().toDoubles());
      assertEquals(bySteps.get(STEPS), numbers(net), "gone on after poll " + k);
    }
    assertTrue(ends.contains(0) && ends.contains(STEPS - 1), ends.toString());
  }

  /** Memory that has none left for its allocation number {@code failAt}, and then has again. */
  private static final class Failing extends Memory {
    private int count;
    private int failAt;

    Failing() {
      super(64L << 20);
    }

    /** Counts anew. */
    void begin(int newFailAt) {
      count = 0;
      failAt = newFailAt;
    }

    @Override
    public MemorySegment allocate(long bytes) {
      if (++count == failAt) {
        throw Problem.of(ErrorCode.LIMIT, "no memory for allocation " + count);
      }
      return super.allocate(bytes);
    }
  }

  /** Wherever memory is missing: at the first allocation of a training, the second, …, the last. */
  @ParameterizedTest
  @EnumSource(
      value = Way.class,
      names = {"AVERAGED"},
      mode = EnumSource.Mode.EXCLUDE)
  void theNthAllocationThatFailsLeavesTheNetWholeAndItGoesOn(Way way) {
    Map<Integer, List<Double>> bySteps = new TreeMap<>();
    var whole = net();
    bySteps.put(0, numbers(whole));
    var trainer = new Trainer(engine, whole, data, way.setup());
    for (int i = 1; i <= STEPS; i++) {
      trainer.run(new TrainerTest.StopAt(i));
      bySteps.put(i, numbers(whole));
    }
    Set<Integer> ends = new TreeSet<>();
    int all = Integer.MAX_VALUE;
    for (int n = 1; n <= all; n++) {
      var memory = new Failing();
      try (var other =
          new Engine(1, memory, () -> {}, Warnings.NONE, Backends.named(Backends.OWN))) {
        Fixtures.Net net = net(other);
        Dataset rows = Dataset.of(memory, Fixtures.data(other, DType.FLOAT64));
        if (n == 1) {
          Fixtures.Net twin = net(other);
          memory.begin(0);
          new Trainer(other, twin, rows, way.setup()).run(Monitor.NONE);
          all = memory.count;
          assertTrue(all > 10, "it allocates: " + all);
        }
        memory.begin(n);
        Trainer ended = null;
        try {
          ended = new Trainer(other, net, rows, way.setup());
          ended.run(Monitor.NONE);
        } catch (Problem p) {
          assertEquals(ErrorCode.LIMIT, p.code());
        }
        memory.begin(0);
        int steps = ended == null ? 0 : (int) ended.history().steps();
        ends.add(steps);
        String at = "allocation " + n + " of " + all;
        assertEquals(bySteps.get(steps), numbers(net), at);
        assertTrue(net.variables().values().stream().noneMatch(v -> v.isLent()), at);
        // there is memory again: the same training goes on, and so does a new one
        Trainer again = ended == null ? new Trainer(other, net, rows, way.setup()) : ended;
        again.run(Monitor.NONE);
        assertEquals(bySteps.get(STEPS), numbers(net), at);
      }
    }
    assertTrue(ends.contains(0), ends.toString());
  }
}
