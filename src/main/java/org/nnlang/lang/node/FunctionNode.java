// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.Frame;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Reads;
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
    return new ScriptFunction(code, environment(this, frame, around));
  }

  static @Nullable Object environment(Node at, VirtualFrame frame, Around around) {
    return switch (around) {
      case SCRIPT -> null;
      case MODEL -> frame.getArguments()[0];
      case FUNCTION -> own(at, frame.materialize());
    };
  }

  /** A function that runs while it is traced has its frame for itself. */
  private static Frame own(Node at, Frame frame) {
    Reads reads = Tracing.reads(at);
    if (reads != null) {
      reads.own(frame);
    }
    return frame;
  }
}
