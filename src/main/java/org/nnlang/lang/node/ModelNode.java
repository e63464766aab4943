// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.VirtualFrame;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nnlang.lang.FunctionCode;
import org.nnlang.lang.ModelDefinition;
import org.nnlang.source.Span;

/** Makes a model. */
public final class ModelNode extends ExpressionNode {
  private final FunctionCode body;
  private final @Nullable FunctionCode forward;
  private final Set<String> states;
  private final FunctionNode.Around around;

  public ModelNode(
      FunctionCode body,
      @Nullable FunctionCode forward,
      Set<String> states,
      FunctionNode.Around around,
      Span span) {
    super(span);
    this.body = body;
    this.forward = forward;
    this.states = states;
    this.around = around;
  }

  @Override
  public Object execute(VirtualFrame frame) {
    Object environment = FunctionNode.environment(this, frame, around);
    return new ModelDefinition(body, forward, states, environment, span(), context());
  }
}
