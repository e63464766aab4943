// SPDX-License-Identifier: Apache-2.0
package org.nnlang.decode;

import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Node;
import org.nnlang.source.Span;

/** Says that a net cannot take its tokens one by one, and which operation is in the way. */
public final class NotCausal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient @Nullable Node node;

  /**
   * @param node what is in the way; null where it is nothing of the graph
   * @param why a sentence without a subject: {@code "sees later places"}
   */
  NotCausal(@Nullable Node node, String why) {
    super(why, null, false, false);
    this.node = node;
  }

  /** The operation as a script knows it, and why it is in the way. */
  public String reason() {
    return node == null
        ? String.valueOf(getMessage())
        : "`" + node.op().name() + "` " + getMessage();
  }

  /** Where the operation stands in the script. */
  public Span span() {
    return node == null ? Span.NONE : node.span();
  }
}
