// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.jspecify.annotations.Nullable;
import org.nnlang.lang.FunctionCode;
import org.nnlang.lang.ScriptFunction;
import org.nnlang.source.Span;

/** Makes a function: its code, and the frame or instance it reads outer names from. */
public final class FunctionNode extends ExpressionNode {
  private final FunctionCode code;
  private final Around around;

  /** What the function stands in. */
  public enum Around {
    SCRIPT,
    MODEL,
    FUNCTION
  }

  public FunctionNode(FunctionCode code, Around around, Span span) {
    super(span);
    this.code = code;
    this.around = around;
  }

  @Override
  public Object execute(VirtualFrame frame) {
    return new ScriptFunction(code, environment(frame, around));
  }

  static @Nullable Object environment(VirtualFrame frame, Around around) {
    return switch (around) {
      case SCRIPT -> null;
      case MODEL -> frame.getArguments()[0];
      case FUNCTION -> frame.materialize();
    };
  }
}
