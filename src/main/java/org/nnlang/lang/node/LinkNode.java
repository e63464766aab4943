// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.nnlang.source.Span;

/** An operator that goes on from what stands left of it. */
public abstract class LinkNode extends ExpressionNode {
  @Child private ExpressionNode left;

  LinkNode(ExpressionNode left, Span span) {
    super(span);
    this.left = left;
  }

  /** What the operator gives. */
  abstract Object next(VirtualFrame frame, Object value);

  final ExpressionNode left() {
    return left;
  }

  @Override
  public final Object execute(VirtualFrame frame) {
    return next(frame, left.execute(frame));
  }
}
