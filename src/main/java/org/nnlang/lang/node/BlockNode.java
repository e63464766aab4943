// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import org.nnlang.lang.ScriptError;
import org.nnlang.source.Span;
import org.nnlang.value.None;

/** Statements one after another; the value is that of the last. */
public final class BlockNode extends ExpressionNode {
  @Children private final MarkNode[] marks;
  @Children private final ExpressionNode[] statements;

  public BlockNode(ExpressionNode[] statements, Span span) {
    super(span);
    this.statements = statements;
    marks = new MarkNode[statements.length];
    for (int i = 0; i < marks.length; i++) {
      marks[i] = new MarkNode(statements[i].span());
    }
  }

  @Override
  @ExplodeLoop
  public Object execute(VirtualFrame frame) {
    Object value = None.NONE;
    for (int i = 0; i < statements.length; i++) {
      marks[i].executeVoid(frame);
      try {
        value = statements[i].execute(frame);
      } catch (VirtualMachineError e) {
        throw ScriptError.exhausted(e, statements[i].span(), this, context()::section);
      }
    }
    return value;
  }
}
