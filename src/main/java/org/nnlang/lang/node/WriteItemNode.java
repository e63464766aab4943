// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.jspecify.annotations.Nullable;
import org.nnlang.lang.HostThings;
import org.nnlang.lang.NnContext;
import org.nnlang.lang.ScriptError;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.source.Span;
import org.nnlang.value.HasMembers;
import org.nnlang.value.Indexing;
import org.nnlang.value.Record;
import org.nnlang.value.TypeNames;

/** {@code x[i] = v} and {@code r.name = v}. */
public final class WriteItemNode extends WriteNode {
  private final @Nullable String member;
  private final Span span;
  @Child private ExpressionNode base;
  @Children private final ExpressionNode[] subscripts;

  /**
   * @param member the field, or null where there are subscripts
   */
  public WriteItemNode(
      ExpressionNode base, ExpressionNode[] subscripts, @Nullable String member, Span span) {
    this.base = base;
    this.subscripts = subscripts;
    this.member = member;
    this.span = span;
  }

  @Override
  public void write(VirtualFrame frame, Object value) {
    Object target = base.execute(frame);
    try {
      if (member != null) {
        field(target, member, value);
        NnContext.get(this).budget().grown(target);
        return;
      }
      Object[] at = new Object[subscripts.length];
      for (int i = 0; i < at.length; i++) {
        at[i] = subscripts[i].execute(frame);
      }
      Indexing.set(target, at, value);
      NnContext.get(this).budget().grown(target);
    } catch (RuntimeException e) {
      throw ScriptError.from(e, span, this, NnContext.get(this)::section);
    }
  }

  private void field(Object target, String name, Object value) {
    switch (target) {
      case Record fields -> fields.put(name, value);
      case HasMembers m ->
          throw Problem.of(
              ErrorCode.TYPE,
              "only a record's fields can be set, found " + TypeNames.found(target));
      default -> {
        if (!HostThings.write(NnContext.get(this), target, name, value)) {
          throw Problem.of(
              ErrorCode.TYPE,
              "only a record's fields can be set, found " + TypeNames.found(target));
        }
      }
    }
  }
}
