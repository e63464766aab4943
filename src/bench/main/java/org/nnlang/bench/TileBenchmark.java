// SPDX-License-Identifier: Apache-2.0
package org.nnlang.bench;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.nnlang.engine.Engine;
import org.nnlang.engine.TrainingStep;
import org.nnlang.engine.Variable;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.op.Norms;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;
import org.nnlang.tensor.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Fused passes over the rows of a GPT, 768 x 512. Forward sums the results up instead of storing
 * them; both is that and the gradient of the argument.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TileBenchmark {
  private static final long[] SHAPE = {768, 512};

  @Param({"gelu", "layerNorm", "softmax"})
  private String function;

  @Param({"1", "2"})
  private int threads;

  private Engine engine;
  private List<Tensor> batch;
  private TrainingStep forward;
  private TrainingStep both;

  @Setup
  public void prepare() {
    engine = new Engine(threads, 1L << 30, () -> {});
    Variable x = new Variable(numbers(1), true);
    batch = List.of(numbers(2));
    List<Type> types = List.of(Type.of(batch.get(0)));
    UnaryOperator<Node> op =
        switch (function) {
          case "gelu" -> Ops::gelu;
          case "softmax" -> n -> Ops.softmax(n, -1);
          case "layerNorm" -> n -> Norms.layerNorm(n, null, null, 1e-5);
          default -> throw new IllegalArgumentException(function);
        };
    forward = engine.step(types, List.of(), inputs -> loss(op, x, inputs.get(0)));
    both = engine.step(types, List.of(x), inputs -> loss(op, x, inputs.get(0)));
  }

  /** The upstream gradient is {@code factor}: with ones that of a softmax would be nothing. */
  private Node loss(UnaryOperator<Node> op, Variable x, Node factor) {
    return Ops.sum(Numeric.mul(op.apply(engine.trace().read(x)), factor), List.of(0, 1), false);
  }

  private Tensor numbers(long seed) {
    var random = new Random(seed);
    float[] values = new float[Math.toIntExact(SHAPE[0] * SHAPE[1])];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Tensor.of(engine.memory(), values, SHAPE);
  }

  @TearDown
  public void close() {
    engine.close();
  }

  @Benchmark
  public double forward() {
    return forward.run(batch, 0, 0);
  }

  @Benchmark
  public double both() {
    return both.run(batch, 0, 0);
  }
}
