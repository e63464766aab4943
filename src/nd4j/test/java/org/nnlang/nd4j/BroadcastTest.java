// SPDX-License-Identifier: Apache-2.0
package org.nnlang.nd4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nnlang.backend.Backend;
import org.nnlang.backend.Backends;
import org.nnlang.backend.Executable;
import org.nnlang.engine.Engine;
import org.nnlang.graph.Node;
import org.nnlang.graph.Subgraph;
import org.nnlang.op.Conditions;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;
import org.nnlang.source.Problem;
import org.nnlang.source.Warnings;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;

/** What samples of single ops do not reach: all pairs of small shapes, and numbers that are odd. */
class BroadcastTest {
  private static final List<Executable> MADE = new ArrayList<>();
  private static Engine own;
  private static Engine nd4j;

  @BeforeAll
  static void open() {
    new Nd4jBackend().open();
    own = engine(Backends.named(Backends.OWN));
    nd4j =
        engine(
            new Backend() {
              @Override
              public String name() {
                return "recording";
              }

              @Override
              public Executable compile(Subgraph function) {
                MADE.add(new Nd4jBackend().compile(function));
                return MADE.getLast();
              }
            });
  }

  private static Engine engine(Backend backend) {
    return new Engine(1, 1L << 30, () -> {}, Warnings.NONE, backend);
  }

  @AfterAll
  static void close() {
    own.close();
    nd4j.close();
  }

  private static List<double[]> run(
      Engine engine, List<Tensor> args, Function<List<Node>, List<Node>> body) {
    List<TensorLike> out = engine.applyAll(args, body);
    return out.stream().map(t -> ((Tensor) t).toDoubles()).toList();
  }

  private static void same(List<Tensor> args, Function<List<Node>, List<Node>> body) {
    List<double[]> expected = run(own, args, body);
    List<double[]> found = run(nd4j, args, body);
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i), found.get(i), 1e-6, "result " + i);
    }
  }

  private static List<long[]> shapes() {
    List<long[]> out = new ArrayList<>(List.of(new long[0]));
    for (int from = 0, rank = 1; rank <= 3; rank++) {
      int to = out.size();
      for (; from < to; from++) {
        for (long size : new long[] {1, 3}) {
          long[] longer = java.util.Arrays.copyOf(out.get(from), rank);
          longer[rank - 1] = size;
          out.add(longer);
        }
      }
    }
    return out;
  }

  @Test
  void everyPairOfShapes() {
    MADE.clear();
    for (long[] p : shapes()) {
      for (long[] q : shapes()) {
        Tensor a = Tensor.floats(own.memory(), i -> Math.sin(i + 1), p);
        Tensor b = Tensor.floats(own.memory(), i -> Math.cos(3 * i), q);
        same(
            List.of(a, b),
            n -> {
              Node x = n.get(0);
              Node y = n.get(1);
              Node test = Conditions.lt(x, y);
              Node both = Numeric.mul(x, y);
              return List.of(
                  Numeric.add(x, y),
                  // as what reads its axes has it
                  padded(both),
                  padded(Conditions.where(test, x, y)),
                  padded(Numeric.cast(test, DType.FLOAT32)),
                  Numeric.maximum(x, y),
                  Numeric.cast(test, DType.INT),
                  Numeric.cast(Conditions.or(test, Conditions.gt(y, 0)), DType.INT),
                  Conditions.where(Conditions.gt(x, 0), y, 7),
                  Conditions.where(test, x, y),
                  Conditions.where(
                      Conditions.gt(y, 0),
                      Numeric.cast(Numeric.round(x), DType.INT),
                      Numeric.cast(y, DType.INT)));
            });
      }
    }
    MADE.forEach(e -> assertEquals(false, ((SameDiffFunction) e).fellBack()));
  }

  private static Node padded(Node x) {
    return x.rank() == 0 ? x : Ops.pad(x, -1, 1, 0, 2);
  }

  /** Not a number, and infinities: as nn's own engine has them, bit for bit. */
  @Test
  void oddNumbers() {
    double[] odd = {Double.NaN, 1, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, -3};
    List<Tensor> all = new ArrayList<>();
    for (int shift = 0; shift < odd.length; shift++) {
      int by = shift;
      all.add(Tensor.floats(own.memory(), i -> odd[(int) (i + by) % odd.length], odd.length));
    }
    for (Tensor b : all) {
      same(
          List.of(all.get(0), b),
          n -> {
            Node x = n.get(0);
            Node y = n.get(1);
            return List.of(
                Numeric.maximum(x, y),
                Numeric.minimum(y, x),
                Numeric.relu(x),
                Numeric.maximum(x, 0.5),
                Conditions.where(Conditions.gt(y, 0), x, y),
                Conditions.where(Conditions.gt(y, 0), x, 0),
                Ops.max(x, null, false),
                Ops.min(y, null, false),
                Ops.sum(x, null, false),
                Numeric.cast(Ops.argmax(x, 0, false), DType.FLOAT64),
                Ops.sort(x, 0, false),
                Ops.softmax(y, 0));
          });
    }
  }

  /** What ND4J computes without a word, or dies of, is the same error as ever. */
  @Test
  void whatIsWrongIsSaid() {
    Tensor ints = Tensor.of(own.memory(), new long[] {4, 0, -7}, 3);
    Tensor large = Tensor.of(own.memory(), new long[] {1L << 62, Long.MIN_VALUE, -1}, 3);
    Tensor x = Tensor.floats(own.memory(), i -> i * 1e30, 3, 2);
    refused(List.of(x, ints), n -> Ops.take(n.get(0), n.get(1), 0));
    refused(List.of(x, ints), n -> Ops.lookup(n.get(0), n.get(1)));
    refused(List.of(ints), n -> Numeric.floorDiv(n.get(0), n.get(0)));
    refused(List.of(large), n -> Numeric.mul(n.get(0), n.get(0)));
    refused(
        List.of(large, ints),
        n -> Numeric.floorDiv(n.get(0), Numeric.sub(Numeric.mul(n.get(1), 0L), 1L)));
    refused(List.of(x), n -> Numeric.cast(n.get(0), DType.INT));
    refused(List.of(ints), n -> Ops.oneHot(n.get(0), org.nnlang.graph.Dim.of(3)));
  }

  private static void refused(List<Tensor> args, Function<List<Node>, Node> body) {
    Problem expected = assertThrows(Problem.class, () -> own.apply(args, body));
    Problem found = assertThrows(Problem.class, () -> nd4j.apply(args, body));
    assertEquals(expected.getMessage(), found.getMessage());
    assertEquals(expected.hint(), found.hint());
  }
}
