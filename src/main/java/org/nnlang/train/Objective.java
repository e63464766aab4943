// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.List;
import org.nnlang.engine.Undecided;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.op.Ops;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Callable;
import org.nnlang.value.Module;

/**
 * What is made small: the loss of a net's prediction from all fields of a batch but the last, which
 * is the target. A batch of one field is both.
 *
 * @param precision of the floats of a batch; null leaves them as they are
 */
record Objective(Module net, Callable loss, DType precision) {
  Objective(Module net, Callable loss) {
    this(net, loss, null);
  }

  /** What the net gives, and the target. */
  record Outcome(Object prediction, Node target) {}

  /** Runs the net on a batch, within the function being traced. */
  Outcome outcome(List<Node> given) {
    List<Node> batch =
        given.stream()
            .map(n -> precision != null && n.dtype().isFloat() ? Ops.cast(n, precision) : n)
            .toList();
    int inputs = Math.max(1, batch.size() - 1);
    Object prediction = net.call(batch.subList(0, inputs).toArray());
    return new Outcome(prediction, batch.getLast());
  }

  /** The loss of an outcome, a scalar. */
  Node loss(Outcome outcome) {
    Object value = loss.call(outcome.prediction(), outcome.target());
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
  Node loss(List<Node> batch) {
    return loss(outcome(batch));
  }
}
