// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.nnlang.source.Span;
import org.nnlang.value.None;

/** {@code target = value}. */
public final class AssignNode extends ExpressionNode {
  @Child private WriteNode target;
  @Child private ExpressionNode value;

  public AssignNode(WriteNode target, ExpressionNode value, Span span) {
    super(span);
    this.target = target;
    this.value = value;
  }

  @Override
  public Object execute(VirtualFrame frame) {
    target.write(frame, value.execute(frame));
    return None.NONE;
  }
}
