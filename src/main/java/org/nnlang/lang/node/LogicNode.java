// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.VirtualFrame;
import java.util.Locale;
import org.nnlang.source.Problem;
import org.nnlang.source.Span;
import org.nnlang.value.Truth;

/** {@code and}, {@code or}, {@code not}: booleans in, a boolean out. */
public final class LogicNode extends LinkNode {
  /** Which of them. */
  public enum Op {
    AND,
    OR,
    NOT
  }

  private final Op op;
  @Child private ExpressionNode right;

  /**
   * @param right null for {@link Op#NOT}
   */
  public LogicNode(Op op, ExpressionNode left, ExpressionNode right, Span span) {
    super(left, span);
    this.op = op;
    this.right = right;
  }

  @Override
  Object next(VirtualFrame frame, Object value) {
    boolean first = truth(left(), value);
    return switch (op) {
      case NOT -> !first;
      case AND -> first && truth(right, right.execute(frame));
      case OR -> first || truth(right, right.execute(frame));
    };
  }

  private boolean truth(ExpressionNode node, Object value) {
    if (value instanceof Boolean b) {
      return b;
    }
    try {
      return Truth.of(value, "what `" + op.name().toLowerCase(Locale.ROOT) + "` takes");
    } catch (Problem p) {
      throw node.error(p);
    }
  }
}
