// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import org.nnlang.engine.Trace;
import org.nnlang.lang.NnContext;

/** Tells the graph that is being made where in the script it is made. */
final class Tracing {
  private Tracing() {}

  static void at(ExpressionNode node) {
    NnContext context = NnContext.get(node);
    if (context.isTracing()) {
      Trace trace = context.engine().trace();
      trace.graph().at(node.span());
    }
  }
}
