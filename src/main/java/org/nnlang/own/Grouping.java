// SPDX-License-Identifier: Apache-2.0
package org.nnlang.own;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Input;
import org.nnlang.graph.Node;
import org.nnlang.kernel.Registers;
import org.nnlang.kernel.TileProgram.Access;
import org.nnlang.lower.Lowering;
import org.nnlang.own.Group.Kind;
import org.nnlang.tensor.DType;

/**
 * Puts the nodes of a graph into groups. In the order of the graph each node joins the pass of one
 * of its inputs where its way of reading fits and no other group would have to run in between;
 * passes that a node connects become one where they can.
 */
final class Grouping {
  /** Fewer numbers stay in a core's first caches: to read them again costs next to nothing. */
  static final long LARGE = 1 << 15;

  private final Operands operands;
  private final List<Group> groups = new ArrayList<>();
  private final Map<Node, Group> of = new HashMap<>();

  Grouping(List<Node> nodes, Operands operands) {
    this.operands = operands;
    for (Node n : nodes) {
      Lowering l = operands.lowering(n);
      if (n.op() instanceof Input || l instanceof Lowering.Alias || operands.isVirtual(n)) {
        continue;
      }
      if (Operands.isFusable(l)) {
        fuse(n);
      } else {
        add(new Group(groups.size(), false, Registers.FLOATS, 0), n, Kind.FULL);
      }
    }
    groups.removeIf(g -> g.members.isEmpty());
    mergeReaders();
  }

  /** All groups, in no order. */
  List<Group> groups() {
    return groups;
  }

  @Nullable Group of(Node n) {
    return of.get(n);
  }

  private void fuse(Node n) {
    Registers registers = registers(n);
    Group home = null;
    for (Group g : near(n)) {
      if (g.registers == registers && home == null && kind(n, g) != null && mayFollow(g, n)) {
        home = g;
      } else if (home != null
          && g.registers == registers
          && mayMerge(home, g)
          && kindAfter(n, home, g)) {
        merge(home, g);
      }
    }
    if (home == null) {
      home = new Group(groups.size(), true, registers, space(n));
    }
    add(home, n, Objects.requireNonNull(kind(n, home)));
  }

  /** Passes of the node's inputs, the latest first. */
  private List<Group> near(Node n) {
    Set<Group> found = new HashSet<>();
    for (int k = 0; k < operands.arity(n); k++) {
      if (operands.of(n, k) instanceof Operand.Value v && of.get(v.node()) != null) {
        Group g = of.get(v.node());
        if (g.pass) {
          found.add(g);
        }
      }
    }
    List<Group> sorted = new ArrayList<>(found);
    sorted.sort((a, b) -> b.id - a.id);
    return sorted;
  }

  private void add(Group g, Node n, Kind kind) {
    if (g.id == groups.size()) {
      groups.add(g);
    }
    g.members.put(n, kind);
    of.put(n, g);
    long cols = cols(n);
    if (g.pass && cols != 0 && kind != Kind.TOTAL) {
      g.cols = cols;
    }
    for (Node source : sources(n)) {
      Group s = of.get(operands.place(source).node());
      if (s != null && s != g) {
        follow(g, s);
      }
    }
  }

  /** The nodes whose memory or registers {@code n} reads. */
  List<Node> sources(Node n) {
    List<Node> out = new ArrayList<>();
    for (int k = 0; k < operands.arity(n); k++) {
      if (!Operands.isFusable(operands.lowering(n))) {
        out.add(n.input(k));
      } else if (operands.of(n, k) instanceof Operand.Value v) {
        out.add(v.node());
      }
    }
    return out;
  }

  private void follow(Group later, Group earlier) {
    later.before.set(earlier.id);
    later.before.or(earlier.before);
    for (Group g : groups) {
      if (g.before.get(later.id)) {
        g.before.or(later.before);
      }
    }
  }

  /**
   * Whether {@code n} in {@code g} would wait only for groups that do not wait for {@code g}. A
   * pass over one number does not begin to wait for what it has not waited for: it costs nothing by
   * itself, and what reads another number of it, such as a count that a loss is divided by, could
   * not be in the large pass that it would wait for.
   */
  private boolean mayFollow(Group g, Node n) {
    for (Node source : sources(n)) {
      Group s = of.get(operands.place(source).node());
      if (s != null && s != g && (s.before.get(g.id) || g.size == 1 && !g.before.get(s.id))) {
        return false;
      }
    }
    return true;
  }

  private boolean mayMerge(Group a, Group b) {
    if (a.size != b.size || a.cols != 0 && b.cols != 0 && a.cols != b.cols) {
      return false;
    }
    for (Group g : groups) {
      if (g != a
          && g != b
          && (g.before.get(a.id) && b.before.get(g.id)
              || g.before.get(b.id) && a.before.get(g.id))) {
        return false;
      }
    }
    // each must be able to read the other's members from registers
    Group both = new Group(-1, true, a.registers, a.size);
    both.cols = Math.max(a.cols, b.cols);
    both.members.putAll(a.members);
    both.members.putAll(b.members);
    return both.members.entrySet().stream().allMatch(e -> kind(e.getKey(), both) == e.getValue());
  }

  private boolean kindAfter(Node n, Group a, Group b) {
    Group both = new Group(-1, true, a.registers, a.size);
    both.cols = Math.max(a.cols, b.cols);
    both.members.putAll(a.members);
    both.members.putAll(b.members);
    return kind(n, both) != null;
  }

  private void merge(Group into, Group from) {
    into.cols = Math.max(into.cols, from.cols);
    into.members.putAll(from.members);
    for (Node n : from.members.keySet()) {
      of.put(n, into);
    }
    from.members.clear();
    into.before.or(from.before);
    for (Group g : groups) {
      if (g != into && g.before.get(from.id)) {
        g.before.set(into.id);
      }
      g.before.clear(from.id);
    }
    into.before.clear(into.id);
    for (Group g : groups) {
      if (g.before.get(into.id)) {
        g.before.or(into.before);
      }
    }
  }

  /** Passes that read the same large memory become one where they can, and read it once. */
  private void mergeReaders() {
    Map<Node, List<Group>> readers = new LinkedHashMap<>();
    for (Group g : groups) {
      if (g.pass && g.size >= LARGE) {
        for (Node n : g.members.keySet()) {
          for (int k = 0; k < operands.arity(n); k++) {
            if (reads(n, k, Accesses.identity(g.size))
                && operands.of(n, k) instanceof Operand.Value v
                && v.node().type().size() == g.size
                && !g.members.containsKey(v.node())) {
              List<Group> all = readers.computeIfAbsent(v.node(), x -> new ArrayList<>());
              if (!all.contains(g)) {
                all.add(g);
              }
            }
          }
        }
      }
    }
    for (List<Group> all : readers.values()) {
      for (int i = 0; i < all.size(); i++) {
        for (int j = i + 1; j < all.size(); j++) {
          Group a = all.get(i);
          Group b = all.get(j);
          boolean both = !a.members.isEmpty() && !b.members.isEmpty() && a.registers == b.registers;
          if (both && mayMerge(a, b)) {
            merge(a, b);
          }
        }
      }
    }
    groups.removeIf(g -> g.members.isEmpty());
  }

  /** Elements a pass that starts with {@code n} goes over. */
  private long space(Node n) {
    return operands.lowering(n) instanceof Lowering.Reduce
        ? n.input(0).type().size()
        : n.type().size();
  }

  /** The length of a row that {@code n} asks for; 0 for any. */
  private long cols(Node n) {
    if (!(operands.lowering(n) instanceof Lowering.Reduce r)) {
      return 0;
    }
    long[] in = n.input(0).type().shape();
    boolean trailing = r.to() == in.length || r.from() != 0;
    long cols = 1;
    for (int i = trailing ? r.from() : r.to(); i < (trailing ? r.to() : in.length); i++) {
      cols *= in[i];
    }
    return cols;
  }

  /** What {@code n} would be in {@code g}, or null where it cannot be there. */
  private @Nullable Kind kind(Node n, Group g) {
    long cols = g.cols;
    if (operands.lowering(n) instanceof Lowering.Reduce r) {
      int rank = n.input(0).rank();
      boolean all = r.from() == 0 && r.to() == rank;
      if (all) {
        Kind source = inside(n, 0, g);
        if (source == Kind.ROW || source == Kind.COLUMNS || source == Kind.TOTAL) {
          return source == Kind.ROW && reads(n, 0, Accesses.identity(g.rows())) ? Kind.TOTAL : null;
        }
        return n.input(0).type().size() == g.size ? Kind.TOTAL : null;
      }
      long wanted = cols(n);
      boolean fits = n.input(0).type().size() == g.size && (cols == 0 || cols == wanted);
      boolean middle = r.from() != 0 && r.to() != rank;
      Kind source = inside(n, 0, g);
      if (!fits
          || source != null && source != Kind.FULL
          || source == Kind.FULL && (middle || !reads(n, 0, Accesses.identity(g.size)))) {
        return null;
      }
      return r.from() == 0 ? Kind.COLUMNS : Kind.ROW;
    }
    long size = n.type().size();
    if (size == g.size && allInside(n, g, Kind.FULL)) {
      return Kind.FULL;
    }
    return cols > 1 && size == g.rows() && allInside(n, g, Kind.ROW) ? Kind.ROW : null;
  }

  /** Whether every input that is a member of {@code g} can be read there by one of this kind. */
  private boolean allInside(Node n, Group g, Kind kind) {
    for (int k = 0; k < operands.arity(n); k++) {
      Kind source = inside(n, k, g);
      if (source == null) {
        continue;
      }
      boolean fits =
          switch (source) {
            case FULL -> kind == Kind.FULL && reads(n, k, Accesses.identity(g.size));
            case ROW ->
                kind == Kind.ROW
                    ? reads(n, k, Accesses.identity(g.rows()))
                    : reads(n, k, new Access.Modular(g.cols, g.rows()))
                        || g.rows() == 1 && reads(n, k, new Access.Modular(1, 1));
            case COLUMNS, TOTAL -> false;
          };
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private @Nullable Kind inside(Node n, int k, Group g) {
    return operands.of(n, k) instanceof Operand.Value v ? g.members.get(v.node()) : null;
  }

  private boolean reads(Node n, int k, Access access) {
    return operands.of(n, k) instanceof Operand.Value v && v.access().equals(access);
  }

  /** What the node is computed with. */
  private Registers registers(Node n) {
    DType out = n.dtype();
    boolean fractions = false;
    // whole numbers that no float holds are read
    boolean large = operands.arity(n) > 0;
    for (int k = 0; k < operands.arity(n); k++) {
      DType in = n.input(k).dtype();
      if (in == DType.FLOAT64) {
        return Registers.DOUBLES;
      }
      fractions |= in == DType.FLOAT32;
      large &= in == DType.INT && !isSmall(operands.of(n, k));
    }
    return switch (out) {
      case FLOAT64 -> Registers.DOUBLES;
      case INT -> fractions ? Registers.DOUBLES : Registers.LONGS;
      case BOOL -> large ? Registers.LONGS : Registers.FLOATS;
      case FLOAT32 -> Registers.FLOATS;
    };
  }

  /** Whether comparing with it in float precision is exact whatever integer it is compared with. */
  private static boolean isSmall(Operand operand) {
    return switch (operand) {
      case Operand.Constant c -> isSmall(c.value());
      case Operand.Ramp r -> isSmall(r.start()) && isSmall(r.start() + r.step() * r.period());
      default -> false;
    };
  }

  private static boolean isSmall(double whole) {
    return Math.abs(whole) < 1 << 24;
  }
}
