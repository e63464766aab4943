// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nnlang.graph.Binary;
import org.nnlang.graph.Unary;
import org.nnlang.kernel.TileProgram.Access;
import org.nnlang.kernel.TileProgram.Step;

/**
 * Shortens a program's steps: a function of a register and a constant becomes a function of one
 * register, a running mean becomes one step, and a function of a register and a repeated per-row
 * one is done row by row.
 */
final class TileSteps {
  /** A shorter row takes as long as its numbers repeated. */
  private static final int ROW = 128;

  private TileSteps() {}

  /** What a step reads. */
  static int[] reads(Step step) {
    return switch (step) {
      case Step.Load s -> new int[0];
      case Step.Fill s -> new int[0];
      case Step.Iota s -> new int[0];
      case Step.Random s -> new int[0];
      case Step.Map1 s -> new int[] {s.a()};
      case Step.Map2 s -> new int[] {s.a(), s.b()};
      case Step.Mix s -> new int[] {s.a(), s.b()};
      case Step.Select s -> new int[] {s.test(), s.a(), s.b()};
      case Step.Expand s -> new int[] {s.a()};
      case Step.Reduce s -> new int[] {s.a()};
      case Step.Store s -> new int[] {s.a()};
      case Step.Columns s -> new int[] {s.a()};
      case Step.Total s -> new int[] {s.a()};
    };
  }

  /** What a step writes; -1 for one that writes to a buffer. */
  static int writes(Step step) {
    return switch (step) {
      case Step.Load s -> s.to();
      case Step.Fill s -> s.to();
      case Step.Iota s -> s.to();
      case Step.Random s -> s.to();
      case Step.Map1 s -> s.to();
      case Step.Map2 s -> s.to();
      case Step.Mix s -> s.to();
      case Step.Select s -> s.to();
      case Step.Expand s -> s.to();
      case Step.Reduce s -> s.to();
      case Step.Store s -> -1;
      case Step.Columns s -> -1;
      case Step.Total s -> -1;
    };
  }

  /**
   * A program without rows with some, where what it reads repeats its numbers: as long as they stay
   * the same, or a part of that.
   */
  static TileProgram inRows(TileProgram p) {
    boolean rows = p.cols() > 1 || p.perRow().contains(true);
    if (rows || p.steps().stream().anyMatch(Step.Columns.class::isInstance)) {
      return p;
    }
    long same = 0;
    for (Step step : p.steps()) {
      if (step instanceof Step.Load s
          && s.access() instanceof Access.Modular m
          && m.group() > 1
          && m.period() > 1) {
        same = gcd(m.group(), same);
      }
    }
    same = gcd(same, p.rows());
    for (int cols = TileMachine.TILE; same > 0 && cols >= ROW; cols--) {
      if (same % cols == 0) {
        return new TileProgram(p.rows() / cols, cols, p.registers(), p.perRow(), p.steps());
      }
    }
    return p;
  }

  static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /** With what is the same along each row read once a row and repeated. */
  static TileProgram byRow(TileProgram p) {
    List<Boolean> perRow = new ArrayList<>(p.perRow());
    List<Step> out = new ArrayList<>();
    for (Step step : p.steps()) {
      int row = perRow.size();
      if (step instanceof Step.Load s
          && s.access() instanceof Access.Modular m
          && isByRow(p, s.to(), m.group())) {
        Access rows = new Access.Modular(m.group() / p.cols(), m.period());
        out.add(new Step.Load(row, s.buffer(), s.dtype(), rows));
      } else if (step instanceof Step.Iota s && isByRow(p, s.to(), s.group())) {
        out.add(new Step.Iota(row, s.start(), s.step(), s.group() / p.cols(), s.period()));
      } else {
        out.add(step);
        continue;
      }
      perRow.add(true);
      out.add(new Step.Expand(writes(step), row));
    }
    return new TileProgram(p.rows(), p.cols(), p.registers(), perRow, out);
  }

  private static boolean isByRow(TileProgram p, int register, long group) {
    return p.cols() > 1 && !p.perRow().get(register) && group % p.cols() == 0;
  }

  /** The steps with constants folded in, and without those whose results nothing reads. */
  static List<Step> simplified(List<Step> steps) {
    Map<Integer, Double> constants = new HashMap<>();
    Map<Integer, Step.Map1> scaled = new HashMap<>();
    List<Step> out = new ArrayList<>();
    for (Step step : steps) {
      if (step instanceof Step.Fill s) {
        constants.put(s.to(), s.value());
      } else if (step instanceof Step.Map1 s && s.op() == Unary.MUL_C) {
        scaled.put(s.to(), s);
      }
      out.add(step instanceof Step.Map2 s ? mixed(folded(s, constants), scaled) : step);
    }
    boolean[] read = new boolean[registers(steps)];
    for (int i = out.size() - 1; i >= 0; i--) {
      int to = writes(out.get(i));
      if (to >= 0 && !read[to]) {
        out.remove(i);
      } else {
        Arrays.stream(reads(out.get(i))).forEach(a -> read[a] = true);
      }
    }
    return out;
  }

  /**
   * For each register that repeats a per-row one and is only read where {@link FloatRows} can work
   * row by row: that per-row register; for others -1.
   */
  static int[] rowByRow(List<Step> steps, int registers, boolean worthIt) {
    int[] repeats = new int[registers];
    Arrays.fill(repeats, -1);
    for (Step step : steps) {
      if (step instanceof Step.Expand s && worthIt) {
        repeats[s.to()] = s.a();
      } else if (step instanceof Step.Map2 s
          && isByRow(s.op())
          && (repeats[s.a()] < 0 || repeats[s.b()] < 0)) {
        continue;
      }
      for (int a : reads(step)) {
        repeats[a] = -1;
      }
    }
    return repeats;
  }

  private static int registers(List<Step> steps) {
    return steps.stream().mapToInt(TileSteps::writes).max().orElse(-1) + 1;
  }

  /** {@code c * a + (1 - c) * b}, a running mean, is one step; its fractions are no integers'. */
  private static Step mixed(Step step, Map<Integer, Step.Map1> scaled) {
    if (step instanceof Step.Map2 s && s.op() == Binary.ADD) {
      Step.Map1 a = scaled.get(s.a());
      Step.Map1 b = scaled.get(s.b());
      if (a != null && b != null && a.c() > 0 && a.c() < 1 && b.c() == 1 - a.c()) {
        return new Step.Mix(s.to(), a.a(), b.a(), a.c());
      }
    }
    return step;
  }

  private static Step folded(Step.Map2 s, Map<Integer, Double> constants) {
    Double a = constants.get(s.a());
    Double b = constants.get(s.b());
    if (b != null) {
      return switch (s.op()) {
        case ADD -> new Step.Map1(s.to(), s.a(), Unary.ADD_C, b);
        case SUB -> new Step.Map1(s.to(), s.a(), Unary.ADD_C, -b);
        case MUL -> new Step.Map1(s.to(), s.a(), Unary.MUL_C, b);
        case POW -> new Step.Map1(s.to(), s.a(), Unary.POW_C, b);
        case MAX -> new Step.Map1(s.to(), s.a(), Unary.MAX_C, b);
        case MIN -> new Step.Map1(s.to(), s.a(), Unary.MIN_C, b);
        case EQ -> new Step.Map1(s.to(), s.a(), Unary.EQ_C, b);
        case NE -> new Step.Map1(s.to(), s.a(), Unary.NE_C, b);
        case LT -> new Step.Map1(s.to(), s.a(), Unary.LT_C, b);
        case LE -> new Step.Map1(s.to(), s.a(), Unary.LE_C, b);
        case GT -> new Step.Map1(s.to(), s.a(), Unary.GT_C, b);
        case GE -> new Step.Map1(s.to(), s.a(), Unary.GE_C, b);
        case DIV, FLOOR_DIV, MOD, AND, OR, GATE -> s;
      };
    }
    if (a != null) {
      return switch (s.op()) {
        case ADD -> new Step.Map1(s.to(), s.b(), Unary.ADD_C, a);
        case SUB -> new Step.Map1(s.to(), s.b(), Unary.RSUB_C, a);
        case MUL -> new Step.Map1(s.to(), s.b(), Unary.MUL_C, a);
        case DIV -> new Step.Map1(s.to(), s.b(), Unary.RDIV_C, a);
        case POW -> new Step.Map1(s.to(), s.b(), Unary.RPOW_C, a);
        case MAX -> new Step.Map1(s.to(), s.b(), Unary.MAX_C, a);
        case MIN -> new Step.Map1(s.to(), s.b(), Unary.MIN_C, a);
        case EQ -> new Step.Map1(s.to(), s.b(), Unary.EQ_C, a);
        case NE -> new Step.Map1(s.to(), s.b(), Unary.NE_C, a);
        case LT -> new Step.Map1(s.to(), s.b(), Unary.GT_C, a);
        case LE -> new Step.Map1(s.to(), s.b(), Unary.GE_C, a);
        case GT -> new Step.Map1(s.to(), s.b(), Unary.LT_C, a);
        case GE -> new Step.Map1(s.to(), s.b(), Unary.LE_C, a);
        case FLOOR_DIV, MOD, AND, OR, GATE -> s;
      };
    }
    return s;
  }

  /** Whether {@link FloatRows#apply} does this function. */
  private static boolean isByRow(Binary op) {
    return switch (op) {
      case ADD, SUB, MUL, DIV -> true;
      default -> false;
    };
  }
}
