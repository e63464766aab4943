// SPDX-License-Identifier: Apache-2.0
package org.nnlang.engine;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Generator;
import org.nnlang.tensor.Pending;
import org.nnlang.tensor.TensorLike;

/**
 * Computes nothing: all is added to one graph that never runs, on types with sizes and weights
 * known as far as can be. For checking scripts before they run.
 */
final class LookAhead implements Evaluator {
  private final Tracer tracer;

  /**
   * @param tracer that traces from the start
   */
  LookAhead(Tracer tracer) {
    this.tracer = tracer;
  }

  @Override
  public List<TensorLike> apply(
      @Nullable Object asked,
      List<? extends TensorLike> args,
      Function<List<Node>, List<Node>> body) {
    return byTypes(
        () -> List.copyOf(body.apply(Tracer.lift(Objects.requireNonNull(tracer.current()), args))));
  }

  @Override
  public List<TensorLike> call(
      @Nullable Remembered calls,
      @Nullable Object asked,
      List<? extends TensorLike> args,
      boolean training,
      Function<List<Node>, List<Node>> body) {
    return apply(null, args, body);
  }

  /** What {@code body} gives, whose problems are {@linkplain Problem#byTypes by types} alone. */
  static <T> T byTypes(Supplier<T> body) {
    try {
      return body.get();
    } catch (Problem p) {
      throw p.byTypes();
    }
  }

  /** Of the types that they will have; what they depend on is not asked for. */
  @Override
  public List<Node> gradients(Node value, List<Node> by) {
    return by.stream().map(n -> n.graph().input(n.type(), new Object())).toList();
  }

  @Override
  public Variable variable(Type type, boolean trainable, Supplier<Pending> first) {
    return new Variable(type, trainable);
  }

  @Override
  public Generator random() {
    throw new Undecided();
  }
}
