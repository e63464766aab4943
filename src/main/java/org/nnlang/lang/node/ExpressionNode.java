// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.source.SourceSection;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Engine;
import org.nnlang.lang.NnContext;
import org.nnlang.lang.ScriptError;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.source.Span;

/** Has a value: expressions, and statements, whose value is none. */
public abstract class ExpressionNode extends Node {
  private final Span span;

  protected ExpressionNode(Span span) {
    this.span = span;
  }

  public abstract Object execute(VirtualFrame frame);

  public final Span span() {
    return span;
  }

  @Override
  public @Nullable SourceSection getSourceSection() {
    return Sections.of(this, span);
  }

  final NnContext context() {
    return NnContext.get(this);
  }

  final Engine engine() {
    return NnContext.get(this).engine();
  }

  /** Counts a turn of a loop, where a script can be stopped as well. */
  final void turn() {
    try {
      context().step(this);
    } catch (Problem p) {
      throw error(p);
    }
  }

  /** What to throw for {@code e}, which happened here. */
  final RuntimeException error(RuntimeException e) {
    return ScriptError.from(e, span, this, NnContext.get(this)::section);
  }

  final RuntimeException error(ErrorCode code, String message, @Nullable String hint) {
    return error(Problem.of(code, message).hint(hint));
  }
}
