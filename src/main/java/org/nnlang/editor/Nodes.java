// SPDX-License-Identifier: Apache-2.0
package org.nnlang.editor;

import java.util.stream.Stream;
import org.nnlang.syntax.Node;
import org.nnlang.syntax.Tree;

/** All nodes of a tree. */
final class Nodes {
  private Nodes() {}

  static Stream<Node> of(Node root) {
    return Stream.concat(Stream.of(root), Tree.children(root).stream().flatMap(Nodes::of));
  }
}
