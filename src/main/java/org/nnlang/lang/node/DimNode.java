// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.value.Size;
import org.nnlang.value.TypeNames;

/** One dimension of a {@link ShapeNode}. */
public final class DimNode extends Node {
  private final int slot;
  @Child private @Nullable ReadNode outer;
  @Child private @Nullable ExpressionNode size;

  private DimNode(int slot, @Nullable ReadNode outer, @Nullable ExpressionNode size) {
    this.slot = slot;
    this.outer = outer;
    this.size = size;
  }

  /**
   * A name: where {@code slot} or {@code outer} is an integer it must have that size, else it
   * becomes one.
   */
  public static DimNode named(int slot, ReadNode outer) {
    return new DimNode(slot, outer, null);
  }

  /** A number or arithmetic. */
  public static DimNode computed(ExpressionNode size) {
    return new DimNode(-1, null, size);
  }

  boolean isNamed() {
    return size == null;
  }

  /** Makes the name this integer. */
  void bind(VirtualFrame frame, Object integer) {
    frame.setObject(slot, integer);
  }

  /** Where the name comes from, in words. */
  String whose() {
    return outer instanceof ReadNode.Global g && g.isBound() ? " in the script" : " here";
  }

  /** The integer it is known to be, or null. */
  @Nullable Object value(VirtualFrame frame) {
    if (size != null) {
      Object value = size.execute(frame);
      if (!(value instanceof Long) && !(value instanceof Size)) {
        throw Problem.of(ErrorCode.TYPE, "a size is an integer, found " + TypeNames.found(value));
      }
      return value;
    }
    Object own = frame.getObject(slot);
    if (own instanceof Long || own instanceof Size) {
      return own;
    }
    Object known = outer == null ? null : outer.find(frame);
    if (known instanceof Long || known instanceof Size) {
      frame.setObject(slot, known);
      return known;
    }
    return null;
  }
}
