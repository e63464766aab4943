// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.jspecify.annotations.Nullable;
import org.nnlang.lang.Members;
import org.nnlang.lang.ScriptError;
import org.nnlang.source.Problem;
import org.nnlang.source.Span;
import org.nnlang.value.Callable;
import org.nnlang.value.MemberNames;

/** {@code a.f(b)}: member {@code f} of {@code a}, and where there is none {@code f(a, b)}. */
public final class MemberCallNode extends ExpressionNode {
  private final String name;
  private final Span nameSpan;
  @Child private ExpressionNode base;
  @Child private ReadNode function;
  @Child private ArgumentsNode arguments;

  public MemberCallNode(
      ExpressionNode base,
      String name,
      Span nameSpan,
      ReadNode function,
      ArgumentsNode arguments,
      Span span) {
    super(span);
    this.base = base;
    this.name = name;
    this.nameSpan = nameSpan;
    this.function = function;
    this.arguments = arguments;
  }

  @Override
  public Object execute(VirtualFrame frame) {
    Object value = base.execute(frame);
    Object member = member(value);
    if (member != null) {
      Object[] positional = arguments.positional(frame, null);
      return CallNodes.call(this, member, arguments, positional, arguments.named(frame));
    }
    Object f = function.find(frame);
    if (f == null || Callable.isPlain(f)) {
      // `x.mean()` where `mean` is a state of the model means the function all the same
      Object builtin = context().builtin(name);
      f = builtin != null ? builtin : f;
      Tracing.read(this, f);
    }
    if (f == null) {
      throw missing(value);
    }
    Object[] positional = arguments.positional(frame, value);
    return CallNodes.call(this, f, arguments, positional, arguments.named(frame));
  }

  private @Nullable Object member(Object value) {
    try {
      Object member = Members.find(context(), value, name);
      if (member != null) {
        Tracing.read(this, member);
      }
      return member;
    } catch (RuntimeException e) {
      throw error(e);
    }
  }

  private RuntimeException missing(Object value) {
    Problem p = MemberNames.missing(value, name, context().names());
    return ScriptError.from(p, nameSpan, this, context()::section);
  }
}
