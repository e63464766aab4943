// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.nnlang.lang.Members;
import org.nnlang.lang.ScriptError;
import org.nnlang.source.Span;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.MemberNames;

/** {@code a.name}. */
public final class MemberNode extends ExpressionNode {
  private final String name;
  private final Span nameSpan;
  @Child private ExpressionNode base;

  public MemberNode(ExpressionNode base, String name, Span nameSpan, Span span) {
    super(span);
    this.base = base;
    this.name = name;
    this.nameSpan = nameSpan;
  }

  @Override
  public Object execute(VirtualFrame frame) {
    Object value = base.execute(frame);
    Object member;
    try {
      Tracing.at(this);
      member = Members.find(context(), value, name);
    } catch (RuntimeException e) {
      throw error(e);
    }
    if (member == null) {
      var problem = MemberNames.missing(value, name);
      throw ScriptError.from(
          context().builtin(name) == null
              ? problem
              : problem.hint("`" + name + "` is a function: call it, `." + name + "()`"),
          nameSpan,
          this,
          context()::section);
    }
    if (!(value instanceof TensorLike)) {
      Tracing.read(this, member);
    }
    return member;
  }
}
