// SPDX-License-Identifier: Apache-2.0
package org.nnlang.own;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nnlang.graph.Node;
import org.nnlang.kernel.Registers;

/**
 * Nodes that run together: one call, or the members of one pass.
 *
 * <p>A pass goes over {@code size} elements in rows of {@code cols} (0 until a reduction decides).
 * Members are full (an element each), per row, or reduced over all rows or everything, which ends
 * the pass's knowledge of them.
 */
final class Group {
  /** What a member has of numbers. */
  enum Kind {
    FULL,
    ROW,
    /** Reduced over all rows: {@code cols} numbers. */
    COLUMNS,
    /** Reduced over everything: one number. */
    TOTAL
  }

  final int id;
  final boolean pass;
  final Registers registers;
  final long size;
  long cols;
  final Map<Node, Kind> members = new LinkedHashMap<>();

  /** Groups that must run before this one. */
  final BitSet before = new BitSet();

  Group(int id, boolean pass, Registers registers, long size) {
    this.id = id;
    this.pass = pass;
    this.registers = registers;
    this.size = size;
  }

  long rows() {
    return cols == 0 ? size : size / cols;
  }

  int last() {
    return members.keySet().stream().mapToInt(Node::id).max().orElse(0);
  }
}
