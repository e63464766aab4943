// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nnlang.check.InputTypes;
import org.nnlang.graph.Type;

/** Puts an argument, or the default for it, where the function reads it. */
public final class ParameterNode extends Node implements InputTypes.Parameter<VirtualFrame> {
  private final int place;
  @Child private WriteNode target;
  @Child private @Nullable ExpressionNode defaultValue;
  @Child private @Nullable ShapeNode shape;

  /**
   * @param place from 0
   * @param defaultValue null where there is none
   * @param shape null where there is none
   */
  public ParameterNode(
      int place,
      WriteNode target,
      @Nullable ExpressionNode defaultValue,
      @Nullable ShapeNode shape) {
    this.place = place;
    this.target = target;
    this.defaultValue = defaultValue;
    this.shape = shape;
  }

  void bind(VirtualFrame frame) {
    Object given = frame.getArguments()[place + 1];
    target.write(frame, given != null ? given : usual(frame));
  }

  /** The default: arguments are bound, so what is not given has one. */
  private Object usual(VirtualFrame frame) {
    return Objects.requireNonNull(defaultValue).execute(frame);
  }

  /** Checks the argument against its type; after all are bound. */
  void check(VirtualFrame frame) {
    if (shape == null) {
      return;
    }
    Object given = frame.getArguments()[place + 1];
    if (given != null) {
      shape.check(frame, given);
    } else {
      shape.know(frame);
    }
  }

  @Override
  public @Nullable Type type(VirtualFrame frame) {
    return shape == null ? null : shape.type(frame);
  }

  @Override
  public boolean isOptional() {
    return defaultValue != null;
  }

  @Override
  public void bindDefault(VirtualFrame frame) {
    target.write(frame, usual(frame));
  }
}
