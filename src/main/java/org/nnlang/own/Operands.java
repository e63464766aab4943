// SPDX-License-Identifier: Apache-2.0
package org.nnlang.own;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Input;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.kernel.TileProgram.Access;
import org.nnlang.kernel.TileProgram.Access.Modular;
import org.nnlang.lower.Lower;
import org.nnlang.lower.Lowering;

/**
 * Looks through what needs no memory of its own: reshapes, constants, index ramps, and views that a
 * pass can read in place.
 */
final class Operands {
  private final Map<Node, Lowering> lowered = new HashMap<>();
  private final Map<Node, List<Node>> users = new HashMap<>();
  private final Map<Node, Boolean> virtual = new HashMap<>();
  private final Map<Node, Operand[]> resolved = new HashMap<>();
  private final Set<Node> outputs;

  Operands(List<Node> nodes, List<Node> outputs) {
    this.outputs = new HashSet<>(outputs);
    for (Node n : nodes) {
      if (!(n.op() instanceof Input)) {
        lowered.put(n, Lower.of(n));
      }
      for (Node in : n.inputs()) {
        users.computeIfAbsent(in, k -> new ArrayList<>()).add(n);
      }
    }
  }

  /** Null for inputs of the graph. */
  @Nullable Lowering lowering(Node n) {
    return lowered.get(n);
  }

  List<Node> users(Node n) {
    return users.getOrDefault(n, List.of());
  }

  boolean isOutput(Node n) {
    return outputs.contains(n);
  }

  int arity(Node n) {
    return n.inputs().size();
  }

  /** Whether passes can do the node's work. */
  static boolean isFusable(@Nullable Lowering l) {
    return switch (l) {
      case null -> false;
      case Lowering.Alias a -> false;
      case Lowering.MatMul m -> false;
      case Lowering.Repeat r -> false;
      case Lowering.Call c -> false;
      default -> true;
    };
  }

  /**
   * Whether the node is only a way to read another memory, or none, so that no pass computes it:
   * true where every reader is a pass that can look through it.
   */
  boolean isVirtual(Node n) {
    Boolean known = virtual.get(n);
    if (known == null) {
      known = !isOutput(n) && canBeReadInPlace(n) && readers(n, n);
      virtual.put(n, known);
    }
    return known;
  }

  private boolean canBeReadInPlace(Node n) {
    return constant(n) != null
        || switch (lowering(n)) {
          case Lowering.Iota i -> true;
          case Lowering.Random r -> true;
          case Lowering.Strided s -> view(n, s) instanceof Modular || users(n).size() == 1;
          case null, default -> false;
        };
  }

  /** Whether all that read {@code alias}, a reshape of {@code n}, can look through {@code n}. */
  private boolean readers(Node n, Node alias) {
    for (Node user : users(alias)) {
      Lowering l = lowering(user);
      if (l instanceof Lowering.Alias a && isWhole(user, a)) {
        if (isOutput(user) || !readers(n, user)) {
          return false;
        }
      } else if (!isFusable(l)) {
        return false;
      } else if (constant(n) == null) {
        if (l instanceof Lowering.Strided) {
          return false;
        }
        for (int k = 0; k < arity(user); k++) {
          if (user.input(k) == alias && through(n, access(user, k)) == null) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private static boolean isWhole(Node alias, Lowering.Alias a) {
    return a.offset() == 0 && alias.type().size() == alias.input(0).type().size();
  }

  private static Access view(Node n, Lowering.Strided s) {
    return Accesses.of(s.offset(), n.type().shape(), s.strides());
  }

  /** Where input {@code k} of a fusable node comes from, index i being one of its output space. */
  Operand of(Node n, int k) {
    Operand[] all = resolved.computeIfAbsent(n, x -> new Operand[x.inputs().size()]);
    if (all[k] == null) {
      all[k] = resolve(n.input(k), access(n, k));
    }
    return all[k];
  }

  private Access access(Node n, int k) {
    Type in = n.input(k).type();
    return switch (lowering(n)) {
      case Lowering.Strided s -> view(n, s);
      case Lowering.Reduce r -> rows(in, r, in.size());
      case null, default -> Accesses.broadcast(in, n.type());
    };
  }

  /** How a reduction reads its input: in place, or with the reduced axes moved to the end. */
  private static Access rows(Type in, Lowering.Reduce r, long size) {
    if (r.from() == 0 || r.to() == in.rank()) {
      return Accesses.identity(size);
    }
    long[] shape = in.shape();
    long outer = 1;
    long middle = 1;
    long inner = 1;
    for (int i = 0; i < shape.length; i++) {
      if (i < r.from()) {
        outer *= shape[i];
      } else if (i < r.to()) {
        middle *= shape[i];
      } else {
        inner *= shape[i];
      }
    }
    return Accesses.of(0, new long[] {outer, inner, middle}, new long[] {middle * inner, 1, inner});
  }

  private @Nullable Operand resolve(Node x, Access access) {
    while (true) {
      if (lowering(x) instanceof Lowering.Alias a && isWhole(x, a)) {
        x = x.input(0);
      } else if (isVirtual(x)) {
        Operand through = through(x, access);
        if (!(through instanceof Operand.Value v)) {
          return through;
        }
        x = v.node();
        access = v.access();
      } else {
        Double c = constant(x);
        return c != null ? new Operand.Constant(c) : new Operand.Value(x, access);
      }
    }
  }

  /** What reading the node at {@code access} comes to without memory of its own, or null. */
  private @Nullable Operand through(Node n, Access access) {
    Double c = constant(n);
    if (c != null) {
      return new Operand.Constant(c);
    }
    long size = n.type().size();
    return switch (lowering(n)) {
      case Lowering.Iota i when access instanceof Modular m -> {
        long[] shape = n.type().shape();
        long inner = 1;
        for (int d = i.axis() + 1; d < shape.length; d++) {
          inner *= shape[d];
        }
        yield new Operand.Ramp(i.start(), i.step(), m.group() * inner, shape[i.axis()]);
      }
      case Lowering.Random r when access.equals(Accesses.identity(size)) ->
          new Operand.Noise(r.stream());
      case Lowering.Strided s -> {
        Access composed = Accesses.compose(access, view(n, s), size);
        yield composed == null ? null : new Operand.Value(n.input(0), composed);
      }
      case null, default -> null;
    };
  }

  /** The number that every element of the node is, or null; all such nodes were made a fill. */
  private @Nullable Double constant(Node n) {
    return lowering(n) instanceof Lowering.Fill f ? f.value() : null;
  }

  /** The node whose memory holds {@code n}: itself, or what it is an alias of. */
  Place place(Node n) {
    long offset = 0;
    while (lowering(n) instanceof Lowering.Alias a) {
      offset += a.offset();
      n = n.input(0);
    }
    return new Place(n, offset);
  }

  /** Memory: that of a node, from an element on. */
  record Place(Node node, long offset) {}
}
