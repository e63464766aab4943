// SPDX-License-Identifier: Apache-2.0
package org.nnlang.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.op.Attend;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Philox;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;

class EngineTest {
  private final Engine engine = new Engine(2, 1L << 30, () -> {});

  @AfterEach
  void close() {
    engine.close();
  }

  private Tensor floats(float[] values, long... shape) {
    return Tensor.of(engine.memory(), values, shape);
  }

  private static double[] numbers(TensorLike t) {
    return assertInstanceOf(Tensor.class, t).toDoubles();
  }

  @Test
  void computesAtOnceOutsideAFunction() {
    Tensor x = floats(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
    TensorLike doubled = engine.apply(List.of(x), n -> Numeric.mul(Ops.transpose(n.get(0)), 2));
    assertArrayEquals(new double[] {2, 8, 4, 10, 6, 12}, numbers(doubled));
  }

  @Test
  void resultsMayBeInputsPartsAndTheSameTwice() {
    Tensor x = floats(new float[] {1, 2, 3, 4}, 2, 2);
    List<TensorLike> all =
        engine.applyAll(
            List.of(x),
            n -> {
              Node y = Numeric.add(n.get(0), 1);
              return List.of(
                  n.get(0), y, Ops.index(y, 0, 1), y, Ops.reshape(y, List.of(Dim.of(4))));
            });
    assertArrayEquals(new double[] {1, 2, 3, 4}, numbers(all.get(0)));
    assertArrayEquals(new double[] {2, 3, 4, 5}, numbers(all.get(1)));
    assertArrayEquals(new double[] {4, 5}, numbers(all.get(2)));
    assertArrayEquals(new double[] {2, 3, 4, 5}, numbers(all.get(3)));
    assertArrayEquals(new double[] {2, 3, 4, 5}, numbers(all.get(4)));
  }

  @Test
  void reductionsOverNothingAndOverOneAreRight() {
    Tensor none = floats(new float[0], 2, 0);
    assertArrayEquals(
        new double[] {0, 0},
        numbers(engine.apply(List.of(none), n -> Ops.sum(n.get(0), List.of(1), false))));
    Tensor column = floats(new float[] {1, 2, 3}, 3, 1);
    assertArrayEquals(
        new double[] {2, 4, 6},
        numbers(
            engine.apply(
                List.of(column), n -> Numeric.add(Ops.sum(n.get(0), List.of(1), true), n.get(0)))));
  }

  @Test
  void readsParametersAndWritesStatesBack() {
    Variable w = new Variable(floats(new float[] {3}, 1), true);
    Variable seen = new Variable(floats(new float[] {0}, 1), false);
    Tensor x = floats(new float[] {2}, 1);
    for (int i = 1; i <= 2; i++) {
      TensorLike y =
          engine
              .call(
                  List.of(x),
                  false,
                  n -> {
                    Trace t = engine.trace();
                    t.assign(seen, Numeric.add(t.read(seen), n.get(0)));
                    return List.of(Numeric.mul(t.read(w), t.read(seen)));
                  })
              .get(0);
      assertArrayEquals(new double[] {6.0 * i}, numbers(y));
      assertArrayEquals(new double[] {2.0 * i}, seen.value().toDoubles());
    }
  }

  @Test
  void gradientsOfArgumentsAndParameters() {
    // (w x)^2 at x = 2, w = 3: by x 2 w^2 x = 36, by w 2 w x^2 = 24
    Variable w = new Variable(floats(new float[] {3}), true);
    Variable unused = new Variable(floats(new float[] {1, 1}, 2), true);
    Tensor x = floats(new float[] {2});
    Engine.Gradients g =
        engine.valueAndGrad(
            List.of(x),
            List.of(x, w, unused),
            false,
            n -> Numeric.square(Numeric.mul(n.get(0), engine.trace().read(w))));
    assertArrayEquals(new double[] {36}, numbers(g.value()));
    assertArrayEquals(new double[] {36}, numbers(g.gradients().get(0)));
    assertArrayEquals(new double[] {24}, numbers(g.gradients().get(1)));
    assertArrayEquals(new double[] {0, 0}, numbers(g.gradients().get(2)));
  }

  @Test
  void gradientOfAGradient() {
    // x^3: first derivative 3 x^2, second 6 x
    Tensor x = floats(new float[] {2});
    Engine.Gradients second =
        engine.valueAndGrad(
            List.of(x),
            List.of(x),
            false,
            outer -> {
              Node at = outer.get(0);
              Engine.Gradients first =
                  engine.valueAndGrad(
                      List.of(at),
                      List.of(at),
                      false,
                      n -> Numeric.mul(Numeric.square(n.get(0)), n.get(0)));
              return (Node) first.gradients().get(0);
            });
    assertArrayEquals(new double[] {12}, numbers(second.value()));
    assertArrayEquals(new double[] {12}, numbers(second.gradients().get(0)));
  }

  @Test
  void aStepGivesLossAndAllGradientsInOneBuffer() {
    Variable a = new Variable(floats(new float[] {1, 2}, 2), true);
    Variable b = new Variable(floats(new float[] {3}, 1), true);
    TrainingStep step =
        engine.step(
            List.of(Type.of(DType.FLOAT32, 2)),
            List.of(a, b),
            n -> {
              Trace t = engine.trace();
              return Ops.sum(Numeric.mul(Numeric.mul(n.get(0), t.read(a)), t.read(b)), null, false);
            });
    // sum(x a b) with x = [5, 7]: by a [15, 21], by b 5 + 14
    assertEquals(57, step.run(List.of(floats(new float[] {5, 7}, 2)), 1, 1));
    assertArrayEquals(new double[] {15, 21, 19}, step.gradients().toDoubles());
    a.set(floats(new float[] {0, 1}, 2));
    assertEquals(21, step.run(List.of(floats(new float[] {5, 7}, 2)), 1, 2));
  }

  @Test
  void onlyASingleNumberHasAGradient() {
    Tensor x = floats(new float[] {1, 2}, 2);
    Problem p =
        assertThrows(
            Problem.class, () -> engine.valueAndGrad(List.of(x), List.of(x), false, n -> n.get(0)));
    assertEquals(ErrorCode.SHAPE, p.code());
  }

  @Test
  void aTensorOfAnEndedFunctionIsRefused() {
    List<Node> kept = new ArrayList<>();
    Tensor x = floats(new float[] {1}, 1);
    engine.apply(
        List.of(x),
        n -> {
          kept.add(n.get(0));
          return n.get(0);
        });
    assertThrows(Problem.class, () -> engine.apply(List.of(x), n -> kept.get(0)));
  }

  @Test
  void checksSymbolicSizesWithoutRunning() {
    Type x = new Type(DType.FLOAT32, List.of(Dim.named("batch"), Dim.of(4)));
    Tensor w = floats(new float[15], 5, 3);
    Problem p =
        assertThrows(
            Problem.class,
            () ->
                engine.check(List.of(x), false, n -> Ops.matmul(n.get(0), engine.trace().lift(w))));
    assertTrue(p.getMessage().contains("[batch, 4]"), p.getMessage());
  }

  @Test
  void theTraceOfACallIsTheOuterOne() {
    Tensor x = floats(new float[] {1}, 1);
    engine.apply(
        List.of(x),
        n -> {
          Trace outer = engine.trace();
          engine.call(
              List.of(x),
              false,
              inner -> {
                assertSame(outer, engine.trace());
                return inner;
              });
          return n.get(0);
        });
  }

  /** The gradient of attention's gradient is that of the same written out, also by one tensor. */
  @Test
  void attentionOfOneTensorHasASecondGradient() {
    double[] values = new double[12];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.sin(3 * i);
    }
    Tensor x = Tensor.of(engine.memory(), values, 2, 2, 3);
    TensorLike byKernel = slopeOfSlope(x, a -> attention(a, a, a));
    TensorLike byHand =
        slopeOfSlope(x, a -> Ops.matmul(Ops.softmax(Ops.matmul(a, Ops.transpose(a)), -1), a));
    assertArrayEquals(numbers(byHand), numbers(byKernel), 1e-9);
    TensorLike turned = slopeOfSlope(x, a -> attention(a, turned(a), turned(a)));
    TensorLike byTurned =
        slopeOfSlope(
            x,
            a -> Ops.matmul(Ops.softmax(Ops.matmul(a, Ops.transpose(turned(a))), -1), turned(a)));
    assertArrayEquals(numbers(byTurned), numbers(turned), 1e-9);
  }

  private static Node turned(Node a) {
    return Ops.permute(a, List.of(1, 0, 2));
  }

  private static Node attention(Node q, Node k, Node v) {
    return q.graph().add(new Attend(false, 0, 1, 0, 0), List.of(q, k, v));
  }

  private TensorLike slopeOfSlope(Tensor x, UnaryOperator<Node> f) {
    return engine
        .valueAndGrad(
            List.of(x),
            List.of(x),
            false,
            n -> {
              Node inner = Numeric.identity(n.get(0));
              Node slope =
                  (Node)
                      engine
                          .valueAndGrad(
                              List.of(inner),
                              List.of(inner),
                              false,
                              m -> Ops.sum(Numeric.square(f.apply(m.get(0))), null, false))
                          .gradients()
                          .get(0);
              return Ops.sum(Numeric.mul(slope, n.get(0)), null, false);
            })
        .gradients()
        .get(0);
  }

  /** What other backends are told to draw is what ours draws. */
  @Test
  void randomNumbersAreThoseOfPhilox() {
    engine.random().seed(5);
    engine.random().next();
    TensorLike drawn =
        engine.apply(
            List.of(),
            n -> Ops.rand(engine.trace().graph(), Type.of(DType.FLOAT32, 3, 3), draw(7)));
    float[] expected = new float[9];
    Philox.uniform(5, 1, 7, expected);
    assertArrayEquals(expected, ((Tensor) drawn).toFloats());
  }

  /** That stream's number; a trace counts those it hands out. */
  private int draw(int stream) {
    engine.trace().nextStream();
    return stream;
  }
}
