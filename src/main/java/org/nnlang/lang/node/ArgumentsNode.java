// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import com.oracle.truffle.api.nodes.Node;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.Span;

/** The arguments of a call: first those by place, then those by name. */
public final class ArgumentsNode extends Node {
  private final String[] names;
  @Children private final ExpressionNode[] values;

  /**
   * @param names of the last of {@code values}
   */
  public ArgumentsNode(ExpressionNode[] values, String[] names) {
    this.values = values;
    this.names = names;
  }

  /** Those by place, behind {@code first} where that is not null. */
  @ExplodeLoop
  Object[] positional(VirtualFrame frame, @Nullable Object first) {
    int shift = first == null ? 0 : 1;
    Object[] out = new Object[values.length - names.length + shift];
    if (first != null) {
      out[0] = first;
    }
    for (int i = shift; i < out.length; i++) {
      out[i] = values[i - shift].execute(frame);
    }
    return out;
  }

  /** Those by name, evaluated after those by place. */
  @ExplodeLoop
  Map<String, Object> named(VirtualFrame frame) {
    if (names.length == 0) {
      return Map.of();
    }
    Map<String, Object> out = new LinkedHashMap<>();
    int first = values.length - names.length;
    for (int i = 0; i < names.length; i++) {
      out.put(names[i], values[first + i].execute(frame));
    }
    return out;
  }

  /**
   * Where the value of a parameter stands, null where that is not known.
   *
   * @param place of the parameter among all
   * @param given how many values the call gave by place: one more than stand here, where that
   *     before the point is the first
   */
  @Nullable Span span(String name, int place, int given) {
    int direct = values.length - names.length;
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(name)) {
        return values[direct + i].span();
      }
    }
    int at = place - (given - direct);
    return place >= 0 && at >= 0 && at < direct ? values[at].span() : null;
  }
}
