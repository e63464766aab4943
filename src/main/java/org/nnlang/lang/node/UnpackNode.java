// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.VirtualFrame;
import java.util.List;
import org.nnlang.lang.NnContext;
import org.nnlang.lang.ScriptError;
import org.nnlang.source.Span;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Destructuring;

/** {@code [a, [b, c]] = …}. */
public final class UnpackNode extends WriteNode {
  private final Span span;
  @Children private final WriteNode[] items;

  public UnpackNode(WriteNode[] items, Span span) {
    this.items = items;
    this.span = span;
  }

  @Override
  public void write(VirtualFrame frame, Object value) {
    NnContext context = NnContext.get(this);
    List<Object> values;
    try {
      values =
          Destructuring.apart(
              value instanceof TensorLike ? context.engine() : null, value, items.length);
    } catch (RuntimeException e) {
      throw ScriptError.from(e, span, this, context::section);
    }
    for (int i = 0; i < items.length; i++) {
      items[i].write(frame, values.get(i));
    }
  }
}
