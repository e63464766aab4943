// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.api.source.SourceSection;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.Span;

/**
 * Where nodes stand in the host's sources. Tools ask for it on any thread, and while no context is
 * entered: so it is found from the node alone.
 */
final class Sections {
  private Sections() {}

  /** What a root stands in. */
  interface HasSource {
    Source source();
  }

  /** The section of a node, or null where it is part of no script. */
  static @Nullable SourceSection of(Node node, Span span) {
    return node.getRootNode() instanceof HasSource root
        ? root.source().createSection(span.start(), span.end() - span.start())
        : null;
  }
}
