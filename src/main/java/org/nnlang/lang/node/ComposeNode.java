// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.nnlang.lang.Composition;
import org.nnlang.source.Span;

/** {@code f >> g}. */
public final class ComposeNode extends ExpressionNode {
  @Child private ExpressionNode first;
  @Child private ExpressionNode second;

  public ComposeNode(ExpressionNode first, ExpressionNode second, Span span) {
    super(span);
    this.first = first;
    this.second = second;
  }

  @Override
  public Object execute(VirtualFrame frame) {
    Object f = first.execute(frame);
    Object g = second.execute(frame);
    try {
      return Composition.of(context(), f, g);
    } catch (RuntimeException e) {
      throw error(e);
    }
  }
}
