// SPDX-License-Identifier: Apache-2.0
package org.nnlang.own;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nnlang.graph.Binary;
import org.nnlang.graph.Node;
import org.nnlang.graph.Unary;
import org.nnlang.kernel.TileProgram;
import org.nnlang.kernel.TileProgram.Access;
import org.nnlang.kernel.TileProgram.Step;
import org.nnlang.lower.Lowering;
import org.nnlang.own.Group.Kind;
import org.nnlang.own.Operands.Place;
import org.nnlang.tensor.DType;

/** Writes the program of one pass. */
final class Emitter {
  private final Group group;
  private final Operands operands;
  private final Again again;
  private final List<Step> steps = new ArrayList<>();
  private final List<Boolean> perRow = new ArrayList<>();
  private final List<Place> buffers = new ArrayList<>();
  private final Map<Node, Integer> registers = new HashMap<>();
  private final Map<Object, Integer> loaded = new HashMap<>();

  private record Key(Operand operand, boolean row) {}

  Emitter(Group group, Operands operands, Again again) {
    this.group = group;
    this.operands = operands;
    this.again = again;
  }

  /** The program, and for each of its buffers the memory that it is. */
  record Pass(TileProgram program, List<Place> buffers) {}

  /**
   * @param stored the members that others read, or that are results
   */
  Pass emit(List<Node> stored) {
    List<Node> members = new ArrayList<>(group.members.keySet());
    members.sort((a, b) -> a.id() - b.id());
    for (Node n : members) {
      Kind kind = Objects.requireNonNull(group.members.get(n));
      if (operands.lowering(n) instanceof Lowering.Reduce r) {
        reduce(n, kind, r);
        continue;
      }
      int to = compute(n, kind == Kind.ROW);
      registers.put(n, to);
      if (stored.contains(n)) {
        steps.add(new Step.Store(to, buffer(n), n.dtype()));
      }
    }
    for (Node n : stored) {
      if (operands.lowering(n) instanceof Lowering.Reduce && group.members.get(n) == Kind.ROW) {
        steps.add(new Step.Store(Objects.requireNonNull(registers.get(n)), buffer(n), n.dtype()));
      }
    }
    int cols = Math.toIntExact(Math.max(group.cols, 1));
    return new Pass(
        new TileProgram(group.rows(), cols, group.registers, perRow, steps), List.copyOf(buffers));
  }

  private void reduce(Node n, Kind kind, Lowering.Reduce r) {
    boolean row =
        operands.of(n, 0) instanceof Operand.Value v && group.members.get(v.node()) == Kind.ROW;
    int a = operand(n, 0, row);
    switch (kind) {
      case ROW -> {
        int to = register(true);
        steps.add(new Step.Reduce(to, a, r.op()));
        registers.put(n, to);
      }
      case COLUMNS -> steps.add(new Step.Columns(a, buffer(n), n.dtype(), r.op()));
      default -> steps.add(new Step.Total(a, buffer(n), n.dtype(), r.op()));
    }
  }

  private int compute(Node n, boolean row) {
    switch (operands.lowering(n)) {
      case Lowering.Map1 m -> {
        int a = operand(n, 0, row);
        return map(row, a, m.op(), m.c());
      }
      case Lowering.Map2 m -> {
        return map2(n, m.op(), row);
      }
      case Lowering.Where w -> {
        int test = operand(n, 0, row);
        int a = operand(n, 1, row);
        int b = operand(n, 2, row);
        int to = register(row);
        steps.add(new Step.Select(to, test, a, b));
        return to;
      }
      case Lowering.Cast c -> {
        int a = operand(n, 0, row);
        return switch (n.dtype()) {
          // registers hold fractions: what the memory would have dropped must go here too
          case INT -> n.input(0).dtype().isFloat() ? map(row, a, Unary.TRUNCATE, 0) : a;
          case BOOL -> n.input(0).dtype() == DType.BOOL ? a : map(row, a, Unary.NE_C, 0);
          default -> a;
        };
      }
      case Lowering.Strided s -> {
        return operand(n, 0, row);
      }
      case Lowering.Fill f -> {
        return load(new Operand.Constant(f.value()), row, n.dtype());
      }
      case Lowering.Iota i -> {
        long[] shape = n.type().shape();
        long inner = 1;
        for (int d = i.axis() + 1; d < shape.length; d++) {
          inner *= shape[d];
        }
        return load(new Operand.Ramp(i.start(), i.step(), inner, shape[i.axis()]), row, n.dtype());
      }
      case Lowering.Random r -> {
        return load(new Operand.Noise(r.stream()), row, n.dtype());
      }
      case null, default -> throw new IllegalStateException(n.op() + " in a pass");
    }
  }

  private int map(boolean row, int a, Unary op, double c) {
    int to = register(row);
    steps.add(new Step.Map1(to, a, op, c));
    return to;
  }

  private int map2(boolean row, int a, int b, Binary op) {
    int to = register(row);
    steps.add(new Step.Map2(to, a, b, op));
    return to;
  }

  /** With a constant on one side there is a cheaper step for most functions. */
  private int map2(Node n, Binary op, boolean row) {
    if (operands.of(n, 1) instanceof Operand.Constant c) {
      Unary u =
          switch (op) {
            case ADD, SUB -> Unary.ADD_C;
            case MUL -> Unary.MUL_C;
            case MAX -> Unary.MAX_C;
            case MIN -> Unary.MIN_C;
            case POW -> Unary.POW_C;
            case EQ -> Unary.EQ_C;
            case NE -> Unary.NE_C;
            case LT -> Unary.LT_C;
            case LE -> Unary.LE_C;
            case GT -> Unary.GT_C;
            case GE -> Unary.GE_C;
            default -> null;
          };
      if (u != null) {
        return map(row, operand(n, 0, row), u, op == Binary.SUB ? -c.value() : c.value());
      }
    } else if (operands.of(n, 0) instanceof Operand.Constant c) {
      Unary u =
          switch (op) {
            case ADD -> Unary.ADD_C;
            case SUB -> Unary.RSUB_C;
            case MUL -> Unary.MUL_C;
            case DIV -> Unary.RDIV_C;
            case POW -> Unary.RPOW_C;
            case MAX -> Unary.MAX_C;
            case MIN -> Unary.MIN_C;
            case EQ -> Unary.EQ_C;
            case NE -> Unary.NE_C;
            case LT -> Unary.GT_C;
            case LE -> Unary.GE_C;
            case GT -> Unary.LT_C;
            case GE -> Unary.LE_C;
            default -> null;
          };
      if (u != null) {
        return map(row, operand(n, 1, row), u, c.value());
      }
    }
    int a = operand(n, 0, row);
    int b = operand(n, 1, row);
    return map2(row, a, b, op);
  }

  /** The register with input {@code k} of {@code n}, loaded or repeated along rows where needed. */
  private int operand(Node n, int k, boolean row) {
    return load(operands.of(n, k), row, n.input(k).dtype());
  }

  private int load(Operand operand, boolean row, DType dtype) {
    if (operand instanceof Operand.Value v && registers.containsKey(v.node())) {
      int own = registers.get(v.node());
      if (perRow.get(own) == row) {
        return own;
      }
      return loaded.computeIfAbsent(
          own,
          x -> {
            int to = register(false);
            steps.add(new Step.Expand(to, own));
            return to;
          });
    }
    Key key = new Key(operand, row);
    Integer old = loaded.get(key);
    if (old != null) {
      return old;
    }
    if (operand instanceof Operand.Value v && again.has(v.node())) {
      int made = compute(v.node(), row);
      loaded.put(key, made);
      return made;
    }
    int to = register(row);
    loaded.put(key, to);
    steps.add(
        switch (operand) {
          case Operand.Constant c -> new Step.Fill(to, c.value());
          case Operand.Ramp r -> new Step.Iota(to, r.start(), r.step(), r.group(), r.period());
          case Operand.Noise z -> new Step.Random(to, z.stream());
          case Operand.Value v -> read(to, v.node(), v.access());
        });
    return to;
  }

  private Step read(int to, Node node, Access access) {
    Place place = operands.place(node);
    int at = buffers.indexOf(place);
    if (at < 0) {
      at = buffers.size();
      buffers.add(place);
    }
    return new Step.Load(to, at, node.dtype(), access);
  }

  private int buffer(Node n) {
    buffers.add(new Place(n, 0));
    return buffers.size() - 1;
  }

  private int register(boolean row) {
    perRow.add(row);
    return perRow.size() - 1;
  }
}
