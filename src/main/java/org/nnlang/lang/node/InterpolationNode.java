// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import org.nnlang.source.Problem;
import org.nnlang.source.Span;
import org.nnlang.value.Format;
import org.nnlang.value.Show;

/** {@code "loss {loss:.3f}"}. */
public final class InterpolationNode extends ExpressionNode {
  private final String[] texts;
  private final Format[] formats;
  @Children private final ExpressionNode[] values;

  /**
   * @param texts what stands before each value, and after the last: one more than values
   * @param formats null where there is none
   */
  public InterpolationNode(String[] texts, Format[] formats, ExpressionNode[] values, Span span) {
    super(span);
    this.texts = texts;
    this.formats = formats;
    this.values = values;
  }

  @Override
  @ExplodeLoop
  public Object execute(VirtualFrame frame) {
    var out = new StringBuilder(texts[0]);
    for (int i = 0; i < values.length; i++) {
      Object value = values[i].execute(frame);
      try {
        out.append(formats[i] == null ? Show.plain(value) : formats[i].apply(value));
      } catch (Problem p) {
        throw values[i].error(p);
      }
      out.append(texts[i + 1]);
    }
    String text = out.toString();
    try {
      context().budget().fresh(text);
    } catch (Problem p) {
      throw error(p);
    }
    return text;
  }
}
