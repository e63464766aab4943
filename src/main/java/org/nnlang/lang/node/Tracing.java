// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.nodes.Node;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Reads;
import org.nnlang.engine.Trace;
import org.nnlang.lang.NnContext;
import org.nnlang.value.Reading;

/** Tells the graph that is being made where in the script it is made, and what it depends on. */
final class Tracing {
  private Tracing() {}

  static void at(ExpressionNode node) {
    NnContext context = NnContext.get(node);
    if (context.isTracing()) {
      Trace trace = context.engine().trace();
      trace.graph().at(node.span());
    }
  }

  /** Who wants to know what is read now; null for nobody. */
  static @Nullable Reads reads(Node at) {
    NnContext context = NnContext.get(at);
    if (!context.isTracing()) {
      return null;
    }
    Reads reads = context.engine().trace().reads();
    return reads.areKnown() ? reads : null;
  }

  /** Something was read whose parts may change, and itself where {@code now} gives another. */
  static void read(Node at, Object place, @Nullable Object value, Supplier<@Nullable Object> now) {
    Reads reads = reads(at);
    if (reads != null) {
      reads.on(place, () -> now.get() == value);
      Reading.of(reads, value);
    }
  }

  /** The same of a value that is always read there. */
  static void read(Node at, @Nullable Object value) {
    Reads reads = reads(at);
    if (reads != null) {
      Reading.of(reads, value);
    }
  }
}
