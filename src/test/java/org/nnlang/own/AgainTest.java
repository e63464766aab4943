// SPDX-License-Identifier: Apache-2.0
package org.nnlang.own;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Node;
import org.nnlang.graph.Subgraph;
import org.nnlang.graph.Type;
import org.nnlang.kernel.Pool;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;
import org.nnlang.tensor.DType;

/** Which results of passes are written to memory, seen by how much of it a plan needs. */
class AgainTest {
  private static final int ROWS = 256;
  private static final int COLS = 256;
  private static final long BYTES = 4L * ROWS * COLS;

  private final Graph graph = new Graph();
  private final Node x = graph.input(Type.of(DType.FLOAT32, ROWS, COLS), "x");
  private final Node w = graph.input(Type.of(DType.FLOAT32, COLS, COLS), "w");

  /** A sum that a product reads, so that it is in memory. */
  private final Node sum = Numeric.add(Numeric.exp(x), 1.0);

  private final Node product = Ops.matmul(sum, w);
  private final Node off = Numeric.sub(sum, Ops.mean(sum, List.of(-1), true));

  private Plan plan(Node... outputs) {
    return Planner.plan(new Subgraph(List.of(x, w), List.of(outputs)));
  }

  /** How many tensors as large as the sum a plan has in its workspace. */
  private long stored(Node... outputs) {
    return plan(outputs).workspaceBytes() / BYTES;
  }

  @Test
  void distancesFromAMeanAreMadeWhereTheyAreRead() {
    Node scale = Numeric.rsqrt(Ops.mean(Numeric.square(off), List.of(-1), true));
    Node normal = Numeric.mul(off, scale);
    // the sum and the product
    assertEquals(2, stored(Numeric.mul(off, product)));
    assertEquals(2, stored(Numeric.mul(normal, product)));
    assertEquals(2, stored(Numeric.mul(Numeric.add(normal, product), Numeric.mul(off, 2.0))));
  }

  @Test
  void othersAreStored() {
    // what takes long
    assertEquals(3, stored(Numeric.mul(Numeric.exp(off), product)));
    // of two tensors
    assertEquals(3, stored(Numeric.mul(Numeric.mul(sum, x), product)));
    // what a product reads
    Node read = Ops.matmul(off, Ops.transpose(w));
    assertEquals(4, stored(Numeric.mul(Numeric.mul(off, product), Numeric.mul(read, sum))));
    // of what no other reads: the distance itself is stored, and what is made of it is not
    Node own = Numeric.exp(x);
    Node from = Numeric.sub(own, Ops.mean(own, List.of(-1), true));
    Node far = Ops.matmul(Numeric.sqrt(from), w);
    Node both = Numeric.mul(Numeric.mul(from, far), Numeric.mul(from, 3.0));
    assertEquals(3, stored(both));
  }

  @Test
  void passesOfTheSameTensorAreOne() {
    Node after = Numeric.exp(product);
    Node columns = Ops.sum(Numeric.mul(product, x), List.of(0), false);
    String plan = plan(after, columns).toString();
    assertEquals(1, plan.lines().filter(l -> l.contains("exp") && l.contains("sum")).count(), plan);
    // not where another has to run in between
    Node late = Ops.sum(Numeric.mul(product, Ops.matmul(after, w)), List.of(0), false);
    String two = plan(after, late).toString();
    assertTrue(two.lines().noneMatch(l -> l.contains("exp") && l.contains("mul sum")), two);
  }

  @Test
  void hasTheNumbersOfPlainLoops() {
    Node scale = Numeric.rsqrt(Ops.mean(Numeric.square(off), List.of(-1), true));
    Node read = Numeric.add(Numeric.mul(off, scale), product);
    BinaryOperator<Node> both = (a, b) -> Numeric.add(Numeric.mul(a, 0.5), b);
    Plan plan = plan(both.apply(off, read), Ops.sum(Numeric.mul(read, off), List.of(0), false));
    try (Arena arena = Arena.ofShared();
        Pool pool = new Pool(2, () -> {})) {
      MemorySegment xs = arena.allocate(BYTES, 64);
      MemorySegment ws = arena.allocate(BYTES, 64);
      for (int i = 0; i < ROWS * COLS; i++) {
        xs.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) Math.sin(0.37 * i));
        // the product is the sum twice as large
        ws.setAtIndex(ValueLayout.JAVA_FLOAT, i, i % (COLS + 1) == 0 ? 2f : 0f);
      }
      MemorySegment full = arena.allocate(BYTES, 64);
      MemorySegment columns = arena.allocate(4L * COLS, 64);
      MemorySegment workspace = arena.allocate(Math.max(64, plan.workspaceBytes()), 64);
      plan.run(
          workspace, new MemorySegment[] {xs, ws}, new MemorySegment[] {full, columns}, pool, null);
      double[] sums = new double[COLS];
      for (int r = 0; r < ROWS; r++) {
        double mean = 0;
        for (int c = 0; c < COLS; c++) {
          mean += plain(r, c) / COLS;
        }
        double square = 0;
        for (int c = 0; c < COLS; c++) {
          square += Math.pow(plain(r, c) - mean, 2) / COLS;
        }
        for (int c = 0; c < COLS; c++) {
          double from = plain(r, c) - mean;
          double all = from / Math.sqrt(square) + 2 * plain(r, c);
          float found = full.getAtIndex(ValueLayout.JAVA_FLOAT, r * COLS + c);
          assertEquals(0.5 * from + all, found, 1e-5);
          sums[c] += all * from;
        }
      }
      for (int c = 0; c < COLS; c++) {
        assertEquals(sums[c], columns.getAtIndex(ValueLayout.JAVA_FLOAT, c), 2e-3);
      }
    }
  }

  private static double plain(int row, int col) {
    return Math.exp((float) Math.sin(0.37 * (row * COLS + col))) + 1;
  }
}
