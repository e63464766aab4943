// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.nnlang.source.Span;

/** A value that stands in the script. */
public final class LiteralNode extends ExpressionNode {
  private final Object value;

  public LiteralNode(Object value, Span span) {
    super(span);
    this.value = value;
  }

  @Override
  public Object execute(VirtualFrame frame) {
    return value;
  }
}
