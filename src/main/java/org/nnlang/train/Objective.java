// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Undecided;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Callable;
import org.nnlang.value.Module;
import org.nnlang.value.Pair;

/**
 * What is made small: the loss of a net's prediction from the inputs of a batch, and the targets, a
 * list where there are several.
 *
 * @param loss null where there is none, and none is asked for
 * @param precision of the floats of a batch; null leaves them as they are
 */
record Objective(Module net, @Nullable Callable loss, @Nullable DType precision) {
  Objective(Module net, @Nullable Callable loss) {
    this(net, loss, null);
  }

  /**
   * What the net gives, and the target: a node, or a list of them.
   *
   * @param targets the nodes of the target
   */
  record Outcome(Object prediction, Object target, List<Node> targets) {}

  /** Runs the net on a batch, within the function being traced. */
  Outcome outcome(Pair<Node> given) {
    Pair<Node> batch =
        given.with(
            given.fields().stream()
                .map(n -> precision != null && n.dtype().isFloat() ? Numeric.cast(n, precision) : n)
                .toList());
    Object prediction = net.call(batch.inputs().toArray());
    return new Outcome(prediction, batch.target(), batch.targetList());
  }

  /** The loss of an outcome, a scalar. */
  Node loss(Outcome outcome) {
    Object value = Objects.requireNonNull(loss).call(outcome.prediction(), outcome.target());
    if (!(value instanceof TensorLike t)) {
      throw Messages.lossIs(value);
    }
    Node node = net.engine().trace().lift(t);
    if (t instanceof Tensor constant && constant.size() == 1) {
      throw Messages.lossIsConstant();
    }
    Type type = node.type();
    if (!type.isKnown() && type.dims().stream().allMatch(d -> !d.isKnown() || d.is(1))) {
      // of a batch of one row it may be one number
      throw new Undecided();
    }
    if (!type.isKnown() || type.size() != 1 || !type.dtype().isFloat()) {
      throw Messages.lossIs(node);
    }
    return Ops.reshape(node, List.of());
  }

  /** The loss of a batch. */
  Node loss(Pair<Node> batch) {
    return loss(outcome(batch));
  }
}
