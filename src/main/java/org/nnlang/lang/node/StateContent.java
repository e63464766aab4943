// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Trace;
import org.nnlang.engine.Variable;
import org.nnlang.graph.Type;
import org.nnlang.lang.ModelInstance;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.TypeNames;

/** New content of a {@code state}, and the first one of {@code param} and {@code state}. */
final class StateContent {
  private StateContent() {}

  /** Gives a state its new value: at once, or in a trace after the run. */
  static void assign(
      Engine engine, @Nullable Trace trace, ModelInstance instance, String name, Object value) {
    if (!(value instanceof TensorLike t)) {
      throw Problem.of(ErrorCode.TYPE, "a state holds a tensor, found " + TypeNames.found(value));
    }
    if (trace != null) {
      instance.assign(trace, name, t);
      return;
    }
    Variable variable = instance.variable(name);
    Tensor tensor = (Tensor) t;
    if (!Type.of(tensor).equals(variable.type())) {
      throw Problem.of(
          ErrorCode.SHAPE,
          "state " + name + " is " + variable.type() + " and cannot become " + Type.of(tensor));
    }
    variable.become(tensor);
  }

  /** The tensor that {@code param name = value} or {@code state name = value} begins with. */
  static Tensor first(Engine engine, Object value, String what, boolean trainable) {
    if (value instanceof TensorLike && !(value instanceof Tensor)) {
      throw Problem.of(
              ErrorCode.TRACE, "a model with weights cannot be made inside of a traced function")
          .hint("make the instance outside and use it inside");
    }
    if (!(value instanceof Tensor tensor)) {
      throw Problem.of(ErrorCode.TYPE, what + " needs a tensor, found " + TypeNames.found(value))
          .hint(
              value instanceof Long || value instanceof Double
                  ? "tensor(…) makes one of a number"
                  : null);
    }
    if (trainable && !tensor.dtype().isFloat()) {
      throw Problem.of(
          ErrorCode.TYPE, what + " needs a tensor of floats, found one of " + word(tensor.dtype()));
    }
    return tensor;
  }

  private static String word(DType type) {
    return type == DType.INT ? "integers" : "booleans";
  }
}
