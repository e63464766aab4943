// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.nnlang.lang.Composition;
import org.nnlang.source.Span;

/** {@code f >> g}. */
public final class ComposeNode extends LinkNode {
  @Child private ExpressionNode second;

  public ComposeNode(ExpressionNode first, ExpressionNode second, Span span) {
    super(first, span);
    this.second = second;
  }

  @Override
  Object next(VirtualFrame frame, Object f) {
    Object g = second.execute(frame);
    try {
      return Composition.of(context(), f, g);
    } catch (RuntimeException e) {
      throw error(e);
    }
  }
}
