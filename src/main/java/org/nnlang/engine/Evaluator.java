// SPDX-License-Identifier: Apache-2.0
package org.nnlang.engine;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.tensor.Generator;
import org.nnlang.tensor.Pending;
import org.nnlang.tensor.TensorLike;

/** What becomes of a function of tensors that is called: numbers now, or nodes of a graph. */
sealed interface Evaluator permits Eager, LookAhead {
  /** As {@link Engine#applyAll}. */
  List<TensorLike> apply(
      @Nullable Object asked,
      List<? extends TensorLike> args,
      Function<List<Node>, List<Node>> body);

  /** As {@link Engine#call}. */
  List<TensorLike> call(
      @Nullable Remembered calls,
      @Nullable Object asked,
      List<? extends TensorLike> args,
      boolean training,
      Function<List<Node>, List<Node>> body);

  /** The gradients of a scalar that is being traced. */
  List<Node> gradients(Node value, List<Node> by);

  /** As {@link Engine#variable}. */
  Variable variable(Type type, boolean trainable, Supplier<Pending> first);

  /** As {@link Engine#random}. */
  Generator random();
}
