// SPDX-License-Identifier: Apache-2.0
package org.nnlang.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Pending;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Callable;
import org.nnlang.value.TypeNames;

/**
 * Makes the first weights of a layer: as the layer has them, or, where its setting {@code init} is
 * a function, what that gives for the shape; biases are then zeros.
 */
final class Initializer {
  private final Layer layer;
  private final Function<long[], Pending> weights;
  private final Function<long[], Pending> biases;

  private Initializer(
      Layer layer, Function<long[], Pending> weights, Function<long[], Pending> biases) {
    this.layer = layer;
    boolean own = layer.settings().get("init") instanceof Callable;
    this.weights = own ? this::own : weights;
    this.biases = own ? shape -> () -> Inits.zeros(layer.engine(), shape) : biases;
  }

  /** Evenly from {@code -bound} to {@code bound}. */
  static Initializer uniform(Layer layer, double bound) {
    Function<long[], Pending> draw = shape -> Inits.uniform(layer.engine(), bound, shape);
    return new Initializer(layer, draw, draw);
  }

  /** Normal numbers of mean 0. */
  static Initializer normal(Layer layer, double std) {
    return new Initializer(
        layer,
        shape -> Inits.normal(layer.engine(), std, shape),
        shape -> () -> Inits.zeros(layer.engine(), shape));
  }

  /** What scales and shifts nothing: ones, and zeros for biases. */
  static Initializer ones(Layer layer) {
    return new Initializer(
        layer,
        shape -> () -> Inits.ones(layer.engine(), shape),
        shape -> () -> Inits.zeros(layer.engine(), shape));
  }

  void weight(String name, long... shape) {
    layer.weight(name, weights, shape);
  }

  void bias(String name, long... shape) {
    layer.weight(name, biases, shape);
  }

  private Pending own(long... shape) {
    Callable init = layer.settings().callable("init");
    if (init instanceof FirstValues first) {
      return first.later(shape);
    }
    List<Object> sizes = new ArrayList<>();
    for (long size : shape) {
      sizes.add(size);
    }
    Object made = init.call((Object) sizes);
    if (!(made instanceof Tensor t && t.dtype().isFloat() && Arrays.equals(t.shape(), shape))) {
      throw Problem.of(
              ErrorCode.ARGUMENT,
              "init must give floats of shape "
                  + Arrays.toString(shape)
                  + ", and this one gave "
                  + TypeNames.found(made))
          .hint("a function of a shape, as `normal(std: 0.02)` or `shape -> randn(shape) * 0.02`");
    }
    return () -> t;
  }
}
