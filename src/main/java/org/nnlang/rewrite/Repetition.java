// SPDX-License-Identifier: Apache-2.0
package org.nnlang.rewrite;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Input;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.lower.Lower;
import org.nnlang.lower.Lowering;
import org.nnlang.op.Random;
import org.nnlang.op.Slice;
import org.nnlang.source.Span;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;

/**
 * The same nodes again and again in a graph: {@code turns} times {@code period} nodes of which each
 * is as the one a period before, made at the same place of the script by the same part of a net,
 * and has its inputs from the same place: from outside the same node or the next slice of one
 * tensor, or of the loop from this turn or from the one before.
 *
 * <p>A node's role is its place within a turn.
 */
final class Repetition {
  /** Fewer turns stay as they are. */
  private static final int FEWEST_TURNS = 8;

  /** So many turns are a loop even where passes over elements are all that there is in it. */
  private static final int MANY_TURNS = 64;

  private static final int LONGEST_PERIOD = 4096;
  private static final int MOST_PERIODS = 16;

  private final List<Node> nodes;
  private final Map<Node, Integer> at;
  private final Set<Node> fixed;
  private final int start;
  private final int period;
  private final int turns;
  private final @Nullable Sequence[] slices;
  private final List<List<Operand>> operands = new ArrayList<>();
  private final Set<Carry> carries = new LinkedHashSet<>();
  private final Set<Integer> asked = new LinkedHashSet<>();
  private final Set<Integer> askedEarly = new LinkedHashSet<>();

  /** Where a node of the loop has an input from. */
  sealed interface Operand {}

  /** The same node of outside at each turn. */
  record Same(Node node) implements Operand {}

  /** A role of the same turn. */
  record Own(int role) implements Operand {}

  /** The next slice at each turn. */
  record Sliced(Sequence sequence) implements Operand {}

  /** Another tensor of outside at each turn. */
  record Stacked(List<Node> nodes) implements Operand {}

  /** What a role was at the turn before; at the first a node of outside. */
  record Carry(int role, Node first) implements Operand {}

  private Repetition(
      List<Node> nodes, Map<Node, Integer> at, Set<Node> fixed, int start, int period, int turns) {
    this.nodes = nodes;
    this.at = at;
    this.fixed = fixed;
    this.start = start;
    this.period = period;
    this.turns = turns;
    slices = new Sequence[period];
  }

  /** Where in the list of nodes it begins. */
  int start() {
    return start;
  }

  /** Where it has ended. */
  int end() {
    return start + turns * period;
  }

  int period() {
    return period;
  }

  int turns() {
    return turns;
  }

  int role(int place) {
    return (place - start) % period;
  }

  int turn(int place) {
    return (place - start) / period;
  }

  /** The first node of a role. */
  Node node(int role) {
    return nodes.get(start + role);
  }

  private Node node(int role, int turn) {
    return nodes.get(start + turn * period + role);
  }

  /** Whether a role does no more than slice a tensor of outside. */
  boolean isSlice(int role) {
    return slices[role] != null;
  }

  Operand operand(int role, int input) {
    return operands.get(role).get(input);
  }

  Set<Carry> carries() {
    return carries;
  }

  /** The roles of which something else needs one or more. */
  Set<Integer> asked() {
    return asked;
  }

  /** Whether something else needs a role in its last turn and in no other. */
  boolean isAskedLast(int role) {
    return asked.contains(role) && !askedEarly.contains(role);
  }

  // ---- search

  /** What makes two nodes look alike, whatever their inputs are. */
  private record Label(Object op, Type type, Span span, int owner, int inputs) {
    static Object of(Node n) {
      Object op =
          switch (n.op()) {
            case Input in -> n;
            case Slice s -> List.of(s.steps(), s.dims());
            default -> n.op();
          };
      int owner = System.identityHashCode(n.owner());
      return new Label(op, n.type(), n.span(), owner, n.inputs().size());
    }
  }

  /**
   * The nodes in an order in which what there is once, such as a weight, goes before what is done
   * with it: a loop's first turn is then as the others. Random numbers go before it too, so that
   * each turn draws what it would have drawn.
   */
  static List<Node> ordered(List<Node> nodes) {
    Map<Object, Integer> count = new HashMap<>();
    nodes.forEach(n -> count.merge(Label.of(n), 1, Integer::sum));
    Set<Node> early = new LinkedHashSet<>();
    for (Node n : nodes) {
      if (n.inputs().isEmpty() || early.containsAll(n.inputs()) && known(count, Label.of(n)) == 1) {
        early.add(n);
      }
    }
    List<Node> out = new ArrayList<>(early);
    nodes.stream().filter(n -> !early.contains(n)).forEach(out::add);
    return out;
  }

  /**
   * A repetition that can be a scan, or null.
   *
   * @param nodes of a graph, as {@link #ordered} has them
   * @param outputs what others need of them
   * @param fixed nodes that must stay
   */
  static @Nullable Repetition find(List<Node> nodes, List<Node> outputs, Set<Node> fixed) {
    int n = nodes.size();
    int[] label = new int[n];
    Map<Object, Integer> known = new HashMap<>();
    Map<Integer, List<Integer>> places = new HashMap<>();
    Map<Node, Integer> at = new HashMap<>();
    for (int i = 0; i < n; i++) {
      at.put(nodes.get(i), i);
      label[i] = known.computeIfAbsent(Label.of(nodes.get(i)), k -> known.size());
      places.computeIfAbsent(label[i], k -> new ArrayList<>()).add(i);
    }
    for (int period : periods(places.values())) {
      for (int i = period; i < n; i++) {
        int from = i;
        while (i < n && label[i] == label[i - period]) {
          i++;
        }
        if (i - from >= (FEWEST_TURNS - 1) * period) {
          Repetition found = within(nodes, at, from - period, i, period, outputs, fixed);
          if (found != null) {
            return found;
          }
        }
      }
    }
    return null;
  }

  /** Distances at which nodes that look alike follow each other evenly, the shortest first. */
  private static List<Integer> periods(Iterable<List<Integer>> places) {
    Map<Integer, Integer> votes = new TreeMap<>();
    for (List<Integer> of : places) {
      for (int apart = 1; apart <= 3; apart++) {
        for (int i = 2 * apart; i < of.size(); i++) {
          int gap = of.get(i) - of.get(i - apart);
          if (gap == of.get(i - apart) - of.get(i - 2 * apart)) {
            votes.merge(gap, 1, Integer::sum);
          }
        }
      }
    }
    return votes.entrySet().stream()
        .filter(e -> e.getValue() >= FEWEST_TURNS - 2 && e.getKey() <= LONGEST_PERIOD)
        .map(Map.Entry::getKey)
        .limit(MOST_PERIODS)
        .toList();
  }

  /** The turns begin where the fewest values are handed on, as early as can be. */
  private static @Nullable Repetition within(
      List<Node> nodes,
      Map<Node, Integer> at,
      int from,
      int to,
      int period,
      List<Node> outputs,
      Set<Node> fixed) {
    List<Integer> shifts = new ArrayList<>();
    Map<Integer, Integer> handed = new HashMap<>();
    int middle = from + (to - from) / period / 2 * period;
    for (int shift = 0; shift < period; shift++) {
      shifts.add(shift);
      handed.put(shift, handedOn(nodes, at, middle + shift, period));
    }
    shifts.sort(Comparator.comparing(shift -> known(handed, shift)));
    int fewest = known(handed, shifts.get(0));
    for (int shift : shifts) {
      if (known(handed, shift) > fewest) {
        break;
      }
      // the first turn may differ in what it begins with, the last in what is needed of it
      for (int skip = 0; skip < 2; skip++) {
        int start = from + shift + skip * period;
        int turns = (to - start) / period;
        if (turns >= FEWEST_TURNS) {
          var found = new Repetition(nodes, at, fixed, start, period, turns);
          if (found.fits(outputs)) {
            return found;
          }
        }
      }
    }
    return null;
  }

  private static int handedOn(List<Node> nodes, Map<Node, Integer> at, int start, int period) {
    Set<Integer> out = new LinkedHashSet<>();
    for (int i = start; i < Math.min(nodes.size(), start + period); i++) {
      for (Node in : nodes.get(i).inputs()) {
        int place = known(at, in);
        if (place < start && place >= start - period) {
          out.add(place);
        }
      }
    }
    return out.size();
  }

  // ---- proof

  private boolean fits(List<Node> outputs) {
    for (int role = 0; role < period; role++) {
      List<Operand> own = new ArrayList<>();
      operands.add(own);
      if (!sameOp(role)) {
        return false;
      }
      for (int k = 0; !isSlice(role) && k < node(role).inputs().size(); k++) {
        Operand operand = traced(role, k);
        if (operand == null) {
          return false;
        }
        own.add(operand);
        if (operand instanceof Carry c) {
          carries.add(c);
        }
      }
    }
    for (int i = start; i < end(); i++) {
      if (fixed.contains(nodes.get(i))) {
        return false;
      }
    }
    outputs.forEach(this::ask);
    nodes.subList(end(), nodes.size()).forEach(n -> n.inputs().forEach(this::ask));
    return isOneType() && isWorthIt();
  }

  private void ask(Node n) {
    int place = known(at, n);
    if (place >= start && place < end() && !isSlice(role(place))) {
      asked.add(role(place));
      if (turn(place) < turns - 1) {
        askedEarly.add(role(place));
      }
    }
  }

  /** Whether all that comes out is of one type of floats. */
  private boolean isOneType() {
    Set<DType> types = new LinkedHashSet<>();
    carries.forEach(c -> types.add(node(c.role()).dtype()));
    asked.forEach(role -> types.add(node(role).dtype()));
    return types.size() == 1 && types.iterator().next().isFloat();
  }

  private boolean isWorthIt() {
    boolean calls = false;
    for (int role = 0; role < period; role++) {
      calls |= !isSlice(role) && isCall(Lower.of(node(role)));
    }
    return calls || turns >= MANY_TURNS && !carries.isEmpty();
  }

  private static boolean isCall(Lowering l) {
    return l instanceof Lowering.MatMul
        || l instanceof Lowering.Repeat
        || l instanceof Lowering.Call;
  }

  /** Whether a role is one op in all turns, or the next slice of one tensor in each. */
  private boolean sameOp(int role) {
    Node first = node(role);
    List<Node> all = new ArrayList<>();
    boolean equal = true;
    for (int turn = 0; turn < turns; turn++) {
      Node n = node(role, turn);
      all.add(n);
      equal &= n.op().isPure() && n.op().equals(first.op());
    }
    if (!equal) {
      slices[role] = known(at, first.input(0)) < start ? Sequence.of(all) : null;
    }
    return equal || isSlice(role);
  }

  /** Where an input of a role has been from in all turns, null where that is not one way. */
  private @Nullable Operand traced(int role, int k) {
    int last = place(role, k, turns - 1);
    if (last < start) {
      return outside(role, k);
    }
    int from = role(last);
    int lag = turns - 1 - turn(last);
    for (int turn = lag; turn < turns; turn++) {
      if (place(role, k, turn) != last - (turns - 1 - turn) * period) {
        return null;
      }
    }
    if (lag == 0) {
      return isSlice(from) ? new Sliced(slices[from]) : new Own(from);
    }
    Node first = node(role).input(k);
    boolean carried =
        lag == 1
            && !isSlice(from)
            && known(at, first) < start
            && first.type().equals(node(from).type());
    return carried ? new Carry(from, first) : null;
  }

  private @Nullable Operand outside(int role, int k) {
    List<Node> all = new ArrayList<>();
    boolean same = true;
    for (int turn = 0; turn < turns; turn++) {
      Node in = node(role, turn).input(k);
      if (known(at, in) >= start || !in.type().equals(node(role).input(k).type())) {
        return null;
      }
      same &= in == node(role).input(k);
      all.add(in);
    }
    if (same) {
      return new Same(all.get(0));
    }
    Sequence found = Sequence.of(all);
    if (found != null) {
      return new Sliced(found);
    }
    return all.stream().allMatch(this::isGiven) ? new Stacked(all) : null;
  }

  /** Whether a node is a tensor that the function only reads, and no weight, or random numbers. */
  private boolean isGiven(Node n) {
    boolean read = n.op() instanceof Input && n.graph().binding(n) instanceof Tensor;
    return (read || n.op() instanceof Random) && !fixed.contains(n);
  }

  private int place(int role, int k, int turn) {
    return known(at, node(role, turn).input(k));
  }

  /** What is known to be in the map. */
  static <K, V> V known(Map<K, V> map, K key) {
    return Objects.requireNonNull(map.get(key));
  }
}
