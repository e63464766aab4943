// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import org.nnlang.source.Span;

/** A long chain of operators, {@code a + b + c + …}: as nodes in nodes it would fill the stack. */
public final class ChainNode extends ExpressionNode {
  @Child private ExpressionNode first;
  @Children private final LinkNode[] links;

  /**
   * @param links in the order of the text; what stands left in each is only a place for messages
   */
  public ChainNode(ExpressionNode first, LinkNode[] links, Span span) {
    super(span);
    this.first = first;
    this.links = links;
  }

  @Override
  @ExplodeLoop
  public Object execute(VirtualFrame frame) {
    Object value = first.execute(frame);
    for (LinkNode link : links) {
      value = link.next(frame, value);
    }
    return value;
  }
}
