// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Trace;
import org.nnlang.graph.Node;
import org.nnlang.op.Losses;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Callable;
import org.nnlang.value.Module;

/** The problem of optimizers.py, and nets and losses written in Java. */
final class Fixtures {
  private Fixtures() {}

  static Engine engine() {
    return new Engine(2, 1 << 28, () -> {});
  }

  /** A module whose forward is a function of itself and its first argument. */
  static final class Net extends Module {
    private final BiFunction<Net, Node, Node> forward;

    Net(Engine engine, BiFunction<Net, Node, Node> forward) {
      super(engine);
      this.forward = forward;
    }

    Node read(String name) {
      return engine().trace().read(variable(name));
    }

    @Override
    public String name() {
      return "Net";
    }

    @Override
    public String describe() {
      return "Net()";
    }

    @Override
    protected Object forward(Trace trace, Object[] positional, Map<String, Object> named) {
      return forward.apply(this, (Node) positional[0]);
    }

    @Override
    protected Module blank() {
      return new Net(engine(), forward);
    }
  }

  static Tensor tensor(Engine engine, DType dtype, double[] values, long... shape) {
    if (dtype == DType.FLOAT64) {
      return Tensor.of(engine.memory(), values, shape);
    }
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return Tensor.of(engine.memory(), floats, shape);
  }

  static Net net(Engine engine, DType dtype) {
    Net net =
        new Net(
            engine,
            (self, x) ->
                Numeric.tanh(
                    Numeric.add(Ops.matmul(x, Ops.transpose(self.read("w"))), self.read("b"))));
    double[] w = new double[6];
    for (int i = 0; i < 6; i++) {
      w[i] = (i / 3 * 3 + i % 3 * 5) % 13 / 13.0 - 0.5;
    }
    net.param("w", tensor(engine, dtype, w, 2, 3));
    net.param("b", tensor(engine, dtype, new double[] {0.1, -0.2}, 2));
    return net;
  }

  static List<Tensor> data(Engine engine, DType dtype) {
    double[] x = new double[24];
    for (int i = 0; i < 24; i++) {
      x[i] = (i / 3 * 7 + i % 3 * 3) % 11 / 11.0 - 0.4;
    }
    double[] y = new double[16];
    for (int i = 0; i < 16; i++) {
      y[i] = (i / 2 * 5 + i % 2) % 7 / 7.0;
    }
    return List.of(tensor(engine, dtype, x, 8, 3), tensor(engine, dtype, y, 8, 2));
  }

  static Callable loss(BinaryOperator<Node> body) {
    return new Callable() {
      @Override
      public String name() {
        return "loss";
      }

      @Override
      public Object call(Object[] positional, Map<String, Object> named) {
        return body.apply((Node) positional[0], (Node) positional[1]);
      }
    };
  }

  static final Callable MSE = loss(Losses::mse);

  /** All in one batch and in order, with no options. */
  static Setup setup(Optimizer optimizer, long steps) {
    return new Setup(
        MSE,
        null,
        Length.ofSteps(steps),
        new DataOrder(8, 1, false, 1),
        Updating.by(optimizer),
        Validation.NONE,
        Saving.NONE,
        Watching.NONE,
        null);
  }
}
