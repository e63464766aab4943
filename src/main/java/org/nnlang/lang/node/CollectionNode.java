// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.Problem;
import org.nnlang.source.Span;
import org.nnlang.value.Record;

/** {@code [a, b]} without names, {@code {x: a, y: b}} with them. */
public final class CollectionNode extends ExpressionNode {
  private final String @Nullable [] names;
  @Children private final ExpressionNode[] items;

  /**
   * @param names as many as items, or null for a list
   */
  public CollectionNode(String @Nullable [] names, ExpressionNode[] items, Span span) {
    super(span);
    this.names = names;
    this.items = items;
  }

  @Override
  @ExplodeLoop
  public Object execute(VirtualFrame frame) {
    if (names == null) {
      List<Object> list = new ArrayList<>(items.length);
      for (ExpressionNode item : items) {
        list.add(item.execute(frame));
      }
      return counted(list);
    }
    Record fields = new Record();
    for (int i = 0; i < items.length; i++) {
      fields.put(names[i], items[i].execute(frame));
    }
    return counted(fields);
  }

  private Object counted(Object made) {
    try {
      context().budget().fresh(made);
      return made;
    } catch (Problem p) {
      throw error(p);
    }
  }
}
