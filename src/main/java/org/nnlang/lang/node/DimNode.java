// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;
import org.nnlang.graph.Dim;
import org.nnlang.source.Problem;
import org.nnlang.value.Kind;
import org.nnlang.value.Size;

/** One dimension of a {@link ShapeNode}. */
public final class DimNode extends Node {
  private final String name;
  private final int slot;
  @Child private ReadNode outer;
  @Child private ExpressionNode size;

  private DimNode(String name, int slot, ReadNode outer, ExpressionNode size) {
    this.name = name;
    this.slot = slot;
    this.outer = outer;
    this.size = size;
  }

  /**
   * A name: where {@code slot} or {@code outer} is an integer it must have that size, else it
   * becomes one.
   */
  public static DimNode named(String name, int slot, ReadNode outer) {
    return new DimNode(name, slot, outer, null);
  }

  /** A number or arithmetic. */
  public static DimNode computed(ExpressionNode size) {
    return new DimNode(size.span().text(), -1, null, size);
  }

  /** Null, or what is wrong with {@code actual}. */
  String check(VirtualFrame frame, Dim actual) {
    Object known = value(frame);
    if (known == null) {
      frame.setObject(slot, Size.of(actual));
      return null;
    }
    Dim expected = Size.dim(known);
    if (!expected.cannotEqual(actual)) {
      // of the two the one that is known says more
      if (slot >= 0 && !expected.isKnown() && actual.isKnown()) {
        frame.setObject(slot, actual.value());
      }
      return null;
    }
    return expected.toString().equals(name)
        ? "a size of " + expected + " is expected, not " + actual
        : "`" + name + "` is " + expected + whose() + ", not " + actual;
  }

  private String whose() {
    return outer instanceof ReadNode.Global g && g.isBound() ? " in the script" : " here";
  }

  /** The size if it is known, else the name as one. */
  Dim known(VirtualFrame frame) {
    Object known = value(frame);
    if (known == null) {
      frame.setObject(slot, new Size(Dim.named(name)));
      return Dim.named(name);
    }
    return Size.dim(known);
  }

  private Object value(VirtualFrame frame) {
    if (size != null) {
      Object value = size.execute(frame);
      if (!(value instanceof Long) && !(value instanceof Size)) {
        throw Problem.of("type", "a size is an integer, found " + Kind.found(value));
      }
      return value;
    }
    Object own = frame.getObject(slot);
    if (own instanceof Long || own instanceof Size) {
      return own;
    }
    Object known = outer.find(frame);
    if (known instanceof Long || known instanceof Size) {
      frame.setObject(slot, known);
      return known;
    }
    return null;
  }
}
