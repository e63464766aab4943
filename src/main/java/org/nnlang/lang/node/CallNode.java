// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.nnlang.lang.HostThings;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Span;
import org.nnlang.value.Callable;
import org.nnlang.value.TypeNames;

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
    if (!(function instanceof Callable) && !HostThings.isExecutable(function)) {
      throw notCallable(function);
    }
    Object[] positional = arguments.positional(frame, null);
    return CallNodes.call(this, function, arguments, positional, arguments.named(frame));
  }

  private RuntimeException notCallable(Object value) {
    String found = TypeNames.found(value);
    String hint =
        callee instanceof ReadNode r && context().builtin(r.name) != null
            ? "`" + r.name + "` is " + found + " here, which hides the function: rename it"
            : null;
    return error(ErrorCode.TYPE, "this cannot be called: " + found, hint);
  }
}
