// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.nnlang.source.Span;
import org.nnlang.value.None;

/** {@code while c { … }}. */
public final class WhileNode extends ExpressionNode {
  @Child private ExpressionNode condition;
  @Child private ExpressionNode body;
  @Child private MarkNode mark;

  public WhileNode(ExpressionNode condition, ExpressionNode body, Span span) {
    super(span);
    this.condition = condition;
    this.body = body;
    // an empty loop is to be counted too
    mark = new MarkNode(body.span());
  }

  @Override
  public Object execute(VirtualFrame frame) {
    try {
      while (IfNode.holds(condition, frame, "the condition of `while`")) {
        mark.executeVoid(frame);
        turn();
        try {
          body.execute(frame);
        } catch (Jump.Continue next) {
          continue;
        }
      }
    } catch (Jump.Break done) {
      return None.NONE;
    }
    return None.NONE;
  }
}
