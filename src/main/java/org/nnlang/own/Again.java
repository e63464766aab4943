// SPDX-License-Identifier: Apache-2.0
package org.nnlang.own;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Input;
import org.nnlang.graph.Node;
import org.nnlang.lower.Lowering;
import org.nnlang.own.Group.Kind;

/**
 * What a pass makes that others read, and that is cheaply made of one large tensor which is in
 * memory anyway and of small ones: such as the distance of a sum from its mean, and what that is
 * over its deviation. Each pass that reads it makes it again: that reads as much or less, and
 * nothing is written.
 */
final class Again {
  /** A tensor so many times smaller is as good as none to read. */
  private static final long SMALLER = 8;

  /** Functions of two numbers take a third of what it takes to write a number and read it again. */
  private static final int MOST_STEPS = 4;

  private final Grouping grouping;
  private final Operands operands;
  private final Set<Node> stored;
  private final Map<Node, List<Group>> readers = new HashMap<>();

  /** What is made again, with what for that is read or made again. */
  private final Map<Node, List<Node>> again = new HashMap<>();

  /**
   * @param stored what is read by another group, or from outside; what is made again leaves it, and
   *     what it is made of joins it
   */
  Again(List<Group> order, Grouping grouping, Operands operands, Set<Node> stored) {
    this.grouping = grouping;
    this.operands = operands;
    this.stored = stored;
    Set<Node> refused = new HashSet<>();
    List<Node> made = new ArrayList<>();
    for (Group g : order) {
      for (Node n : g.members.keySet()) {
        made.add(n);
        for (Node source : grouping.sources(n)) {
          Node root = operands.place(source).node();
          if (grouping.of(root) != g) {
            readers.computeIfAbsent(root, k -> new ArrayList<>()).add(g);
            if (!g.pass || root != source || !readsAll(n, root)) {
              refused.add(root);
            }
          }
        }
      }
    }
    made.sort(Comparator.comparingInt(Node::id));
    for (Node n : made) {
      if (stored.contains(n) && !refused.contains(n) && isWorth(n)) {
        var way = new Way();
        if (way.through(n) && way.large.size() == 1) {
          way.steps.forEach((step, from) -> again.put(step, from));
          stored.remove(n);
          stored.addAll(way.small);
        }
      }
    }
  }

  /** Whether it is made where it is read. */
  boolean has(Node n) {
    return again.containsKey(n);
  }

  /** The memory that is read for a source of a member of a pass. */
  Set<Node> memory(Node source) {
    Set<Node> found = new LinkedHashSet<>();
    List<Node> open = new ArrayList<>(List.of(source));
    while (!open.isEmpty()) {
      Node n = open.removeLast();
      if (has(n)) {
        open.addAll(again.get(n));
      } else {
        found.add(operands.place(n).node());
      }
    }
    return found;
  }

  private boolean readsAll(Node user, Node n) {
    for (int k = 0; k < operands.arity(user); k++) {
      if (operands.of(user, k) instanceof Operand.Value v
          && v.node() == n
          && !v.access().equals(Accesses.identity(n.type().size()))) {
        return false;
      }
    }
    return true;
  }

  private boolean isWorth(Node n) {
    Group g = grouping.of(n);
    return g != null
        && g.pass
        && g.members.get(n) == Kind.FULL
        && n.dtype().isFloat()
        && n.type().size() >= Grouping.LARGE
        && isNoResult(n)
        && readers.getOrDefault(n, List.of()).stream()
            .allMatch(r -> r.size == g.size && r.registers == g.registers);
  }

  /** Nobody outside asks for it, or for a reshape of it. */
  private boolean isNoResult(Node n) {
    return !operands.isOutput(n)
        && operands.users(n).stream()
            .filter(u -> operands.lowering(u) instanceof Lowering.Alias)
            .allMatch(this::isNoResult);
  }

  private static boolean isCheap(@Nullable Lowering l) {
    return switch (l) {
      case Lowering.Map1 m ->
          switch (m.op()) {
            case NEG, ABS, SQUARE, RELU, ADD_C, MUL_C, RSUB_C, MAX_C, MIN_C -> true;
            default -> false;
          };
      case Lowering.Map2 m ->
          switch (m.op()) {
            case ADD, SUB, MUL, MAX, MIN -> true;
            default -> false;
          };
      case null, default -> false;
    };
  }

  /** How a node is made of what is in memory. */
  private final class Way {
    final Set<Node> large = new HashSet<>();
    final Set<Node> small = new HashSet<>();
    final Map<Node, List<Node>> steps = new HashMap<>();

    boolean through(Node n) {
      if (steps.containsKey(n)) {
        return true;
      }
      if (!isCheap(operands.lowering(n)) || steps.size() == MOST_STEPS) {
        return false;
      }
      List<Node> from = new ArrayList<>();
      steps.put(n, from);
      for (int k = 0; k < operands.arity(n); k++) {
        Operand operand = operands.of(n, k);
        if (operand instanceof Operand.Value v) {
          if (v.node().dtype() != n.dtype() || !reads(n, v)) {
            return false;
          }
          from.add(v.node());
        } else if (!(operand instanceof Operand.Constant)) {
          return false;
        }
      }
      return true;
    }

    private boolean reads(Node n, Operand.Value v) {
      Node root = operands.place(v.node()).node();
      long size = n.type().size();
      if (v.node().type().size() <= size / SMALLER) {
        if (!(root.op() instanceof Input)) {
          small.add(root);
        }
        return true;
      }
      if (!v.access().equals(Accesses.identity(size))) {
        return false;
      }
      if (root.op() instanceof Input || stored.contains(root)) {
        large.add(root);
        return true;
      }
      return through(v.node());
    }
  }
}
