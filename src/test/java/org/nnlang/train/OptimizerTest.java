// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nnlang.engine.Engine;
import org.nnlang.tensor.DType;
import org.nnlang.value.Dataset;

/** 50 steps of each optimizer against PyTorch's: see optimizers.py. */
class OptimizerTest {
  private static final Map<String, double[]> EXPECTED = Reference.read("optimizers.txt");

  private static final Map<String, Setup> CASES =
      Map.ofEntries(
          Map.entry("sgd", of(new Sgd(0.1, 0, false, 0))),
          Map.entry("sgd_decay", of(new Sgd(0.1, 0, false, 0.01))),
          Map.entry("momentum", of(new Sgd(0.1, 0.9, false, 0.01))),
          Map.entry("nesterov", of(new Sgd(0.1, 0.9, true, 0))),
          Map.entry("adam", of(new Adam(0.01, 0.9, 0.999, 1e-8))),
          Map.entry("adam_betas", of(new Adam(0.01, 0.8, 0.95, 1e-6))),
          Map.entry("adamw", of(new AdamW(0.01, 0.9, 0.999, 1e-8, 0.1))),
          Map.entry("rmsprop", of(new Rmsprop(0.01, 0.99, 1e-8, 0, 0))),
          Map.entry("rmsprop_momentum", of(new Rmsprop(0.01, 0.9, 1e-8, 0.9, 0.01))),
          Map.entry("adagrad", of(new Adagrad(0.05, 1e-10, 0.01))),
          Map.entry("lion", of(new Lion(0.003, 0.9, 0.99, 0))),
          Map.entry("lion_decay", of(new Lion(0.003, 0.95, 0.98, 0.1))),
          Map.entry("clipped", Change.clip(of(new Sgd(0.5, 0, false, 0)), 0.05)),
          Map.entry(
              "stepped",
              Change.schedule(of(new Sgd(0.5, 0, false, 0)), new Schedule.Step(10, 0.5))),
          Map.entry("groups", groups()),
          Map.entry("muon", muon()));

  private static Setup of(Optimizer optimizer) {
    return Fixtures.setup(optimizer, 50);
  }

  private static Setup groups() {
    Updating.Group biases =
        new Updating.Group((path, w) -> path.equals("b"), new AdamW(0.003, 0.9, 0.999, 1e-8, 0));
    return Change.groups(of(new AdamW(0.01, 0.9, 0.999, 1e-8, 0.1)), List.of(biases));
  }

  private static Setup muon() {
    Updating.Group matrices =
        new Updating.Group((path, w) -> path.equals("w"), new Muon(0.02, 0.95, true, 0.1));
    return Change.groups(of(new Sgd(0, 0, false, 0)), List.of(matrices));
  }

  @Test
  void everyReferenceHasACase() {
    assertEquals(EXPECTED.keySet(), CASES.keySet());
  }

  @TestFactory
  Stream<DynamicTest> agreesWithPyTorchInDoublePrecision() {
    return CASES.keySet().stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () ->
                        assertArrayEquals(EXPECTED.get(name), train(name, DType.FLOAT64), 1e-10)));
  }

  @TestFactory
  Stream<DynamicTest> agreesWithPyTorchInSinglePrecision() {
    return CASES.keySet().stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> assertArrayEquals(EXPECTED.get(name), train(name, DType.FLOAT32), 1e-5)));
  }

  private static double[] train(String name, DType dtype) {
    try (Engine engine = Fixtures.engine()) {
      var net = Fixtures.net(engine, dtype);
      Dataset data = Dataset.of(engine.memory(), Fixtures.data(engine, dtype));
      new Trainer(engine, net, data, CASES.get(name)).run(Monitor.NONE);
      return DoubleStream.concat(
              Arrays.stream(net.variable("w").value().toDoubles()),
              Arrays.stream(net.variable("b").value().toDoubles()))
          .toArray();
    }
  }
}
