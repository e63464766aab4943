// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import com.oracle.truffle.api.nodes.Node;
import org.jspecify.annotations.Nullable;
import org.nnlang.check.ShapePattern;
import org.nnlang.graph.Type;
import org.nnlang.lang.NnContext;
import org.nnlang.lang.ScriptError;
import org.nnlang.syntax.ShapeType;

/** {@code [batch, time, dim]} as the type of a parameter or result. */
public final class ShapeNode extends Node implements ShapePattern.Sizes<VirtualFrame> {
  private final ShapeType type;
  private final ShapePattern<VirtualFrame> pattern;
  @Children private final DimNode[] dims;

  /**
   * @param what names the value in messages: {@code `x`}, {@code the result}
   * @param dims null for the one that is {@code ...}
   */
  public ShapeNode(String what, ShapeType type, DimNode[] dims) {
    this.type = type;
    this.dims = dims;
    pattern = new ShapePattern<>(what, type, this);
  }

  /** Checks a value, and binds the names of sizes that are not known yet. */
  void check(VirtualFrame frame, Object value) {
    try {
      pattern.check(frame, value);
    } catch (RuntimeException e) {
      NnContext context = NnContext.get(this);
      throw ScriptError.from(e, type.span(), this, context::section);
    }
  }

  /** Gives the names of sizes that are known outside their values, where no tensor does. */
  @ExplodeLoop
  void know(VirtualFrame frame) {
    for (DimNode dim : dims) {
      if (dim != null && dim.isNamed()) {
        dim.value(frame);
      }
    }
  }

  /** The type of a tensor of which no more is known than is said here; null with {@code ...}. */
  @Nullable Type type(VirtualFrame frame) {
    return pattern.type(frame);
  }

  @Override
  public @Nullable Object value(VirtualFrame frame, int i) {
    return dims[i].value(frame);
  }

  @Override
  public void bind(VirtualFrame frame, int i, Object size) {
    dims[i].bind(frame, size);
  }

  @Override
  public String whose(int i) {
    return dims[i].whose();
  }
}
