// SPDX-License-Identifier: Apache-2.0
package org.nnlang.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.op.Attention;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;
import org.nnlang.tensor.Tensor;

/**
 * Attention reads and writes heads where they lie, and gives what it gives on copies; products that
 * make up a gradient are added where the first of them is.
 */
class InPlaceTest {
  private static final int BATCH = 3;
  private static final int TIME = 37;
  private static final int HEADS = 2;
  private static final int WIDTH = 5;

  private final Engine engine = new Engine(2, 1L << 30, () -> {});
  private final Variable x = variable(BATCH, TIME, 3 * HEADS * WIDTH);
  private final Variable up = variable(BATCH, TIME, HEADS * WIDTH);

  private Variable variable(long... shape) {
    int n = (int) Tensor.sizeOf(shape);
    float[] numbers = new float[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = (float) Math.sin(i * 0.37 + n);
    }
    return new Variable(Tensor.of(engine.memory(), numbers, shape), true);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  /** A loss whose gradient by what {@code f} gives is {@code up}. */
  private TrainingStep step(Function<Node, Node> f) {
    return engine.step(
        List.<Type>of(),
        List.of(x),
        none -> {
          Node y = f.apply(engine.trace().read(x));
          return Ops.sum(Numeric.mul(y, engine.trace().read(up)), null, false);
        });
  }

  /** As GPTs do; with a copy, what comes before and after is made by something else than views. */
  private static Node heads(Node x, boolean copies) {
    Node parts = Ops.reshape(x, dims(BATCH, TIME, 3, HEADS, WIDTH));
    Node all = Ops.permute(parts, List.of(2, 0, 3, 1, 4));
    if (copies) {
      all = Numeric.neg(Numeric.neg(all));
    }
    Node y =
        Attention.attention(
            Ops.index(all, 0, 0),
            Ops.index(all, 0, 1),
            Ops.index(all, 0, 2),
            Attention.Options.ofCausal());
    if (copies) {
      y = Numeric.neg(Numeric.neg(y));
    }
    return Ops.reshape(Ops.permute(y, List.of(0, 2, 1, 3)), dims(BATCH, TIME, HEADS * WIDTH));
  }

  private static List<Dim> dims(long... sizes) {
    return LongStream.of(sizes).mapToObj(Dim::of).toList();
  }

  @Test
  void sameAsOnCopies() {
    TrainingStep direct = step(n -> heads(n, false));
    TrainingStep copied = step(n -> heads(n, true));
    assertEquals(copied.run(List.of(), 0, 0), direct.run(List.of(), 0, 0), 1e-4);
    assertArrayEquals(
        copied.gradients().toDoubles(), direct.gradients().toDoubles(), 1e-6, direct::toString);
  }

  @Test
  void nothingIsCopied() {
    String tasks = step(n -> heads(n, false)).toString();
    assertFalse(tasks.contains("permute"), tasks);
  }

  /** A result that is wanted in its own order too; keys that are a slice; a batch of one. */
  @Test
  void otherWaysToUseIt() {
    TrainingStep direct = step(n -> slices(n, false));
    TrainingStep copied = step(n -> slices(n, true));
    assertEquals(copied.run(List.of(), 0, 0), direct.run(List.of(), 0, 0), 1e-4);
    assertArrayEquals(
        copied.gradients().toDoubles(), direct.gradients().toDoubles(), 1e-6, direct::toString);
  }

  private static Node slices(Node x, boolean copies) {
    List<Node> parts = Ops.split(x, 2, dims(10, 10, 10));
    Node[] p = new Node[3];
    for (int i = 0; i < 3; i++) {
      p[i] = copies ? Numeric.neg(Numeric.neg(parts.get(i))) : parts.get(i);
    }
    Node y = Attention.attention(p[0], p[1], p[2], Attention.Options.PLAIN);
    return Numeric.add(y, Ops.flip(y, List.of(1)));
  }

  /** A weight used three times has the sum of the gradients of three weights used once. */
  @Test
  void partsOfAGradientAreAddedInPlace() {
    Variable w = variable(WIDTH, WIDTH);
    TrainingStep shared = powers(w, w, w);
    Variable[] own = {
      variable(WIDTH, WIDTH), variable(WIDTH, WIDTH), variable(WIDTH, WIDTH),
    };
    TrainingStep apart = powers(own);
    assertEquals(apart.run(List.of(), 0, 0), shared.run(List.of(), 0, 0), 1e-6);
    double[] parts = apart.gradients().toDoubles();
    int size = WIDTH * WIDTH;
    double[] sum = new double[size];
    for (int i = 0; i < size; i++) {
      sum[i] = parts[i] + parts[size + i] + parts[2 * size + i];
    }
    assertArrayEquals(sum, shared.gradients().toDoubles(), 1e-6, shared::toString);
    String onto = "[5, 5], [5, 5], [5, 5]] -> [5, 5]";
    assertEquals(
        2, shared.toString().lines().filter(l -> l.contains(onto)).count(), shared::toString);
  }

  private TrainingStep powers(Variable... w) {
    return engine.step(
        List.<Type>of(),
        List.of(w).stream().distinct().toList(),
        none -> {
          Node a = engine.trace().read(w[0]);
          Node b = Ops.matmul(a, engine.trace().read(w[1]));
          Node c = Ops.matmul(b, engine.trace().read(w[2]));
          return Ops.sum(Numeric.mul(c, c), null, false);
        });
  }
}
