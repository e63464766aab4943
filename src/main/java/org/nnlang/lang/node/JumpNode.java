// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.Span;
import org.nnlang.value.None;

/** {@code break}, {@code continue}, {@code return value}. */
public final class JumpNode extends ExpressionNode {
  /** Where to. */
  public enum To {
    BREAK,
    CONTINUE,
    RETURN
  }

  private final To to;
  @Child private @Nullable ExpressionNode value;

  /**
   * @param value what is returned, or null
   */
  public JumpNode(To to, @Nullable ExpressionNode value, Span span) {
    super(span);
    this.to = to;
    this.value = value;
  }

  @Override
  public Object execute(VirtualFrame frame) {
    throw switch (to) {
      case BREAK -> Jump.Break.INSTANCE;
      case CONTINUE -> Jump.Continue.INSTANCE;
      case RETURN -> new Jump.Return(value == null ? None.NONE : value.execute(frame));
    };
  }
}
