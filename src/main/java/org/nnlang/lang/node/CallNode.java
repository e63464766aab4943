// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.nnlang.source.Span;

/** {@code f(a, b: c)}. */
public final class CallNode extends ExpressionNode {
  @Child private ExpressionNode callee;
  @Child private ArgumentsNode arguments;

  public CallNode(ExpressionNode callee, ArgumentsNode arguments, Span span) {
    super(span);
    this.callee = callee;
    this.arguments = arguments;
  }

  @Override
  public Object execute(VirtualFrame frame) {
    Object function = callee.execute(frame);
    Object[] positional = arguments.positional(frame, null);
    return Calls.call(this, function, arguments, positional, arguments.named(frame));
  }
}
