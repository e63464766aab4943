// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.VirtualFrame;
import java.util.Iterator;
import org.nnlang.source.Span;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Items;
import org.nnlang.value.None;

/** {@code for x in items { … }}. */
public final class ForNode extends ExpressionNode {
  @Child private ExpressionNode items;
  @Child private WriteNode target;
  @Child private ExpressionNode body;
  @Child private MarkNode mark;

  public ForNode(ExpressionNode items, WriteNode target, ExpressionNode body, Span span) {
    super(span);
    this.items = items;
    this.target = target;
    this.body = body;
    // an empty loop is to be counted too
    mark = new MarkNode(body.span());
  }

  @Override
  public Object execute(VirtualFrame frame) {
    Object value = items.execute(frame);
    try {
      Iterator<Object> each = iterator(value);
      while (each.hasNext()) {
        mark.executeVoid(frame);
        turn();
        target.write(frame, next(each));
        try {
          body.execute(frame);
        } catch (Jump.Continue next) {
          continue;
        }
      }
    } catch (Jump.Break done) {
      return None.NONE;
    }
    return None.NONE;
  }

  private Iterator<Object> iterator(Object value) {
    try {
      return Items.of(value instanceof TensorLike ? engine() : null, value);
    } catch (RuntimeException e) {
      throw items.error(e);
    }
  }

  /** The next item, which may have to be made first: a row of a dataset. */
  private Object next(Iterator<Object> each) {
    try {
      return each.next();
    } catch (RuntimeException e) {
      throw items.error(e);
    }
  }
}
