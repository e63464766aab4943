// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.Problem;
import org.nnlang.source.Span;
import org.nnlang.value.None;
import org.nnlang.value.Truth;

/** {@code if c { … } else { … }}. */
public final class IfNode extends ExpressionNode {
  @Child private ExpressionNode condition;
  @Child private ExpressionNode then;
  @Child private @Nullable ExpressionNode orElse;

  /**
   * @param orElse may be null
   */
  public IfNode(
      ExpressionNode condition, ExpressionNode then, @Nullable ExpressionNode orElse, Span span) {
    super(span);
    this.condition = condition;
    this.then = then;
    this.orElse = orElse;
  }

  @Override
  public Object execute(VirtualFrame frame) {
    if (holds(condition, frame, "the condition of `if`")) {
      return then.execute(frame);
    }
    return orElse == null ? None.NONE : orElse.execute(frame);
  }

  static boolean holds(ExpressionNode condition, VirtualFrame frame, String what) {
    Object value = condition.execute(frame);
    if (value instanceof Boolean b) {
      return b;
    }
    try {
      return Truth.of(value, what);
    } catch (Problem p) {
      throw condition.error(p);
    }
  }
}
