// SPDX-License-Identifier: Apache-2.0
package org.nnlang.editor;

import java.util.stream.Stream;
import org.nnlang.syntax.SyntaxNode;
import org.nnlang.syntax.Tree;

/** All nodes of a tree. */
final class Nodes {
  private Nodes() {}

  static Stream<SyntaxNode> of(SyntaxNode root) {
    return Stream.concat(Stream.of(root), Tree.children(root).stream().flatMap(Nodes::of));
  }
}
