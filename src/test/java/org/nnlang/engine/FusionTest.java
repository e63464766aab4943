// SPDX-License-Identifier: Apache-2.0
package org.nnlang.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.op.Activations;
import org.nnlang.op.Losses;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;

/** What people write is one pass over memory, forward and backward, without being known by name. */
class FusionTest {
  private final Engine engine = new Engine(1, 1L << 30, () -> {});

  @AfterEach
  void close() {
    engine.close();
  }

  /** Passes and calls of a step whose loss is the sum of {@code f} times a constant tensor. */
  private List<String> tasks(Function<Node, Node> f, long... shape) {
    Variable x = new Variable(Tensor.zeros(engine.memory(), DType.FLOAT32, shape), true);
    BinaryOperator<Node> loss = (a, b) -> Ops.sum(Numeric.mul(a, b), null, false);
    TrainingStep step =
        engine.step(
            List.of(Type.of(DType.FLOAT32, shape)),
            List.of(x),
            n -> loss.apply(n.get(0), f.apply(engine.trace().read(x))));
    return step.toString().lines().toList();
  }

  /** The gradient of weights that are looked up and multiplied by: no zeros, no sum of two. */
  @Test
  void sharedEmbedding() {
    float[] numbers = {1, 2, 3, 4, 5, 6};
    Variable w = new Variable(Tensor.of(engine.memory(), numbers, 3, 2), true);
    TrainingStep step =
        engine.step(
            List.of(Type.of(DType.INT, 4)),
            List.of(w),
            n -> {
              Node table = engine.trace().read(w);
              Node rows = Ops.lookup(table, n.get(0));
              return Ops.sum(Ops.matmul(rows, Ops.transpose(table)), null, false);
            });
    assertFalse(step.toString().contains("add\n"), step::toString);
    step.run(List.of(Tensor.of(engine.memory(), new long[] {2, 0, 2, 2}, 4)), 0, 0);
    // each row gets the sum of the rows looked up, [16, 20], and for each time it is looked up the
    // sum of all rows, [9, 12]
    assertArrayEquals(
        new double[] {16 + 9, 20 + 12, 16, 20, 16 + 3 * 9, 20 + 3 * 12},
        step.gradients().toDoubles());
  }

  /** The rows that count are counted before the pass over the logits, which is one. */
  @Test
  void crossEntropyOfSomeRows() {
    Variable x = new Variable(Tensor.zeros(engine.memory(), DType.FLOAT32, 64, 10), true);
    TrainingStep step =
        engine.step(
            List.of(Type.of(DType.INT, 64)),
            List.of(x),
            n ->
                Losses.crossEntropy(
                    engine.trace().read(x), n.get(0), -100L, 0, Losses.Options.PLAIN));
    List<String> large =
        step.toString().lines().filter(t -> t.contains("64x10") || t.contains("640x")).toList();
    assertEquals(1, large.size(), step::toString);
  }

  @Test
  void handWrittenGelu() {
    List<String> tasks =
        tasks(
            x ->
                Numeric.mul(
                    Numeric.mul(x, 0.5), Numeric.add(Numeric.erf(Numeric.mul(x, 0.70710678)), 1)),
            768,
            512);
    assertEquals(tasks(Activations::gelu, 768, 512), tasks);
    assertEquals(1, tasks.size(), tasks::toString);
  }

  @Test
  void handWrittenSoftmax() {
    List<String> tasks =
        tasks(
            x -> {
              Node e = Numeric.exp(Numeric.sub(x, Numeric.detach(Ops.max(x, List.of(-1), true))));
              return Numeric.div(e, Ops.sum(e, List.of(-1), true));
            },
            768,
            65);
    assertEquals(1, tasks.size(), tasks::toString);
  }

  @Test
  void handWrittenLayerNorm() {
    List<String> tasks =
        tasks(
            x -> {
              Node c = Numeric.sub(x, Ops.mean(x, List.of(-1), true));
              Node v = Ops.mean(Numeric.square(c), List.of(-1), true);
              return Numeric.mul(c, Numeric.rsqrt(Numeric.add(v, 1e-5)));
            },
            12,
            64,
            128);
    assertEquals(1, tasks.size(), tasks::toString);
  }
}
