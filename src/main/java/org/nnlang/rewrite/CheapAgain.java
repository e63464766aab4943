// SPDX-License-Identifier: Apache-2.0
package org.nnlang.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Input;
import org.nnlang.graph.Node;
import org.nnlang.graph.Subgraph;
import org.nnlang.graph.Type;
import org.nnlang.lower.Lower;
import org.nnlang.lower.Lowering;
import org.nnlang.lower.MadeAgain;

/**
 * What is cheaply made of one large tensor that is in memory anyway, such as its distance from a
 * mean, is made anew by each pass that reads it: that reads as much, and nothing is written.
 */
final class CheapAgain {
  /** Fewer numbers stay in a core's cache. */
  private static final long LARGE = 1 << 17;

  /** A tensor so many times smaller is as good as none to read. */
  private static final long SMALLER = 8;

  private CheapAgain() {}

  static Subgraph rewrite(Subgraph function) {
    Map<Node, List<Node>> users = new HashMap<>();
    for (Node n : function.nodes()) {
      for (Node in : Set.copyOf(n.inputs())) {
        users.computeIfAbsent(in, k -> new ArrayList<>()).add(n);
      }
    }
    Set<Node> again = new HashSet<>();
    for (Node n : function.nodes()) {
      if (!function.outputs().contains(n) && isWorth(n, users.getOrDefault(n, List.of()))) {
        again.add(n);
      }
    }
    return again.isEmpty() ? function : rewritten(function, again);
  }

  private static Subgraph rewritten(Subgraph function, Set<Node> again) {
    Graph graph = new Graph();
    Map<Node, Node> now = new HashMap<>();
    for (Node n : function.inputs()) {
      now.put(n, graph.input(n.type(), n));
    }
    int copies = 0;
    for (Node n : function.nodes()) {
      if (now.containsKey(n) || again.contains(n)) {
        continue;
      }
      Map<Node, Node> own = new HashMap<>();
      List<Node> inputs = new ArrayList<>();
      for (Node in : n.inputs()) {
        if (again.contains(in) && !own.containsKey(in)) {
          List<Type> types = in.inputs().stream().map(Node::type).toList();
          List<Node> from = in.inputs().stream().map(now::get).toList();
          own.put(in, graph.add(new MadeAgain(in.op(), types, copies++), from));
        }
        inputs.add(own.getOrDefault(in, now.get(in)));
      }
      now.put(n, graph.add(n.op(), inputs));
    }
    return new Subgraph(
        function.inputs().stream().map(now::get).toList(),
        function.outputs().stream().map(now::get).toList());
  }

  private static boolean isWorth(Node n, List<Node> users) {
    return !(n.op() instanceof Input)
        && n.dtype().isFloat()
        && users.size() > 1
        && n.type().size() >= LARGE
        && isCheap(n)
        && isOfOneInMemory(n)
        && users.stream().allMatch(CheapAgain::isPartOfPass);
  }

  private static boolean isCheap(Node n) {
    return switch (Lower.of(n)) {
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
      default -> false;
    };
  }

  private static boolean isOfOneInMemory(Node n) {
    int large = 0;
    for (Node in : n.inputs()) {
      if (in.type().equals(n.type())) {
        if (!isInMemory(in)) {
          return false;
        }
        large++;
      } else if (in.type().size() > n.type().size() / SMALLER) {
        return false;
      }
    }
    return large == 1;
  }

  /** Whether it is given, or made by what writes all of its result. */
  private static boolean isInMemory(Node n) {
    if (n.op() instanceof Input) {
      return true;
    }
    return switch (Lower.of(n)) {
      case Lowering.Alias a -> isInMemory(n.input(0));
      case Lowering.MatMul m -> true;
      case Lowering.Repeat r -> true;
      case Lowering.Call c -> true;
      default -> false;
    };
  }

  private static boolean isPartOfPass(Node user) {
    return switch (Lower.of(user)) {
      case Lowering.Map1 m -> true;
      case Lowering.Map2 m -> true;
      case Lowering.Where w -> true;
      case Lowering.Cast c -> true;
      case Lowering.Reduce r -> true;
      default -> false;
    };
  }
}
