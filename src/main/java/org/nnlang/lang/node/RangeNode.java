// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.nnlang.engine.Undecided;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.source.Span;
import org.nnlang.value.Range;
import org.nnlang.value.Size;
import org.nnlang.value.TypeNames;

/** {@code a..b}. */
public final class RangeNode extends ExpressionNode {
  @Child private ExpressionNode from;
  @Child private ExpressionNode to;

  public RangeNode(ExpressionNode from, ExpressionNode to, Span span) {
    super(span);
    this.from = from;
    this.to = to;
  }

  @Override
  public Object execute(VirtualFrame frame) {
    long first = bound(from, frame);
    long end = bound(to, frame);
    try {
      return new Range(first, end);
    } catch (Problem p) {
      throw error(p);
    }
  }

  private long bound(ExpressionNode node, VirtualFrame frame) {
    Object value = node.execute(frame);
    if (value instanceof Long bound) {
      return bound;
    }
    if (value instanceof Size) {
      throw new Undecided();
    }
    throw node.error(
        Problem.of(
            ErrorCode.TYPE, "the ends of a range are integers, found " + TypeNames.found(value)));
  }
}
