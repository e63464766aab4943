// SPDX-License-Identifier: Apache-2.0
package org.nnlang.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nnlang.engine.Engine;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Callable;
import org.nnlang.value.TypeNames;

/**
 * Makes the first weights of a layer: evenly from {@code -bound} to {@code bound}, or, where the
 * layer's setting {@code init} is a function, what that gives for the shape.
 */
final class Initializer {
  private final Layer layer;
  private final Engine engine;
  private final double bound;
  private final Callable init;

  Initializer(Layer layer, double bound) {
    this.layer = layer;
    this.engine = layer.engine();
    this.bound = bound;
    this.init = layer.settings().get("init") instanceof Callable c ? c : null;
  }

  void weight(String name, long... shape) {
    layer.weight(name, init == null ? s -> Inits.uniform(engine, bound, s) : this::own, shape);
  }

  void bias(String name, long... shape) {
    layer.weight(
        name, s -> init == null ? Inits.uniform(engine, bound, s) : Inits.zeros(engine, s), shape);
  }

  private Tensor own(long... shape) {
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
    return t;
  }
}
