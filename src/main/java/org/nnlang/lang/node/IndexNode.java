// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.VirtualFrame;
import java.util.List;
import org.nnlang.source.Span;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Indexing;

/** {@code a[i, j]}. */
public final class IndexNode extends ExpressionNode {
  @Child private ExpressionNode base;
  @Children private final ExpressionNode[] subscripts;

  public IndexNode(ExpressionNode base, ExpressionNode[] subscripts, Span span) {
    super(span);
    this.base = base;
    this.subscripts = subscripts;
  }

  @Override
  public Object execute(VirtualFrame frame) {
    Object value = base.execute(frame);
    Object[] at = new Object[subscripts.length];
    for (int i = 0; i < at.length; i++) {
      at[i] = subscripts[i].execute(frame);
    }
    if (at.length == 1
        && at[0] instanceof Long i
        && value instanceof List<?> list
        && i >= 0
        && i < list.size()) {
      return list.get(i.intValue());
    }
    try {
      boolean tensor = value instanceof TensorLike;
      if (tensor) {
        Tracing.at(this);
      }
      return Indexing.get(tensor ? engine() : null, value, at);
    } catch (RuntimeException e) {
      throw error(e);
    }
  }
}
