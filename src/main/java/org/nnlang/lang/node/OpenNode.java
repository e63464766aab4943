// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.Problem;
import org.nnlang.source.Span;
import org.nnlang.value.Indexing;

/** {@code from..} or {@code ..to} between the brackets of an index. */
public final class OpenNode extends ExpressionNode {
  @Child private @Nullable ExpressionNode from;
  @Child private @Nullable ExpressionNode to;

  /**
   * @param from null where the beginning is open
   * @param to null where the end is
   */
  public OpenNode(@Nullable ExpressionNode from, @Nullable ExpressionNode to, Span span) {
    super(span);
    this.from = from;
    this.to = to;
  }

  @Override
  public Object execute(VirtualFrame frame) {
    Object first = from == null ? null : from.execute(frame);
    Object end = to == null ? null : to.execute(frame);
    try {
      return Indexing.open(first, end);
    } catch (Problem p) {
      throw error(p);
    }
  }
}
