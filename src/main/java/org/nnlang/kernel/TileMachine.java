// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.nnlang.graph.Reduction;
import org.nnlang.kernel.TileProgram.Access;
import org.nnlang.kernel.TileProgram.Step;
import org.nnlang.tensor.DType;

/**
 * Makes a {@link TileKernel} of a {@link TileProgram}: chooses the size of a tile, gives the
 * program's registers few arrays (so that they stay in the first-level cache), and finds the loads
 * that give the same numbers in every tile, which are done once.
 */
public final class TileMachine {
  /** Numbers in a tile, where a row is not longer. */
  static final int TILE = 1024;

  /** Nanoseconds of work in a block. */
  private static final double BLOCK_COST = 20_000;

  /** Less work where blocks leave nothing to be put together is cut into this many, of so much. */
  private static final int FEW_BLOCKS = 4;

  private static final double SMALL_BLOCK_COST = 4_000;

  /** The most parts whose reductions over rows are put together at the end. */
  private static final int PARTS = 16;

  private static final int MOST_BLOCKS = 1 << 20;

  /** Rows shorter than this are not worth a loop each. */
  private static final int SHORT_ROW = 8;

  private final TileProgram program;
  private final List<Step> steps;
  private final int tileRows;
  private final int[] lastRead;
  // for a repeated per-row register that is read row by row: the per-row one; else -1
  private final int[] repeats;
  // arrays are numbered in turn: even ones hold a tile, odd ones a number a row
  private final int[] array;
  private final Deque<Integer> freeTiles = new ArrayDeque<>();
  private final Deque<Integer> freeRows = new ArrayDeque<>();
  private int nextTile;
  private int nextRow = 1;
  private final List<TileInstruction> once = new ArrayList<>();
  private final List<TileInstruction> each = new ArrayList<>();
  private final List<TileKernel.Accumulator> accumulators = new ArrayList<>();
  private double cost;

  private TileMachine(TileProgram program) {
    this.program = program;
    steps = TileSteps.simplified(program.steps());
    tileRows = tileRows();
    int registers = program.perRow().size();
    array = new int[registers];
    repeats = TileSteps.rowByRow(steps, registers, program.cols() >= SHORT_ROW);
    lastRead = new int[registers];
    Arrays.fill(lastRead, -1);
    for (int i = 0; i < steps.size(); i++) {
      for (int a : TileSteps.reads(steps.get(i))) {
        lastRead[a] = i;
        if (repeats[a] >= 0) {
          lastRead[repeats[a]] = i;
        }
      }
    }
  }

  /** The program, ready to run. Its steps and registers are taken to be well formed. */
  public static TileKernel compile(TileProgram program) {
    return new TileMachine(TileSteps.byRow(TileSteps.inRows(program))).kernel();
  }

  private TileKernel kernel() {
    // what all tiles share keeps its array to the end
    for (Step step : steps) {
      if (isOnce(step)) {
        int to = TileSteps.writes(step);
        array[to] = take(isRow(to));
        lastRead[to] = Integer.MAX_VALUE;
        once.add(code(step));
      }
    }
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (!isOnce(step)) {
        emit(i, step);
      }
    }
    long tiles = Math.ceilDiv(program.rows(), (long) tileRows);
    double all = cost * program.rows() * Math.max(1, program.cols());
    boolean apart = accumulators.isEmpty();
    double blockCost =
        apart ? Math.clamp(all / FEW_BLOCKS, SMALL_BLOCK_COST, BLOCK_COST) : BLOCK_COST;
    double blocks = Math.min(Math.max(1, all / blockCost), apart ? MOST_BLOCKS : PARTS);
    return new TileKernel(
        program,
        new Tile.Layout(Math.max(nextTile, nextRow), tileRows * program.cols(), tileRows),
        once.toArray(new TileInstruction[0]),
        each.toArray(new TileInstruction[0]),
        accumulators.toArray(new TileKernel.Accumulator[0]),
        Math.max(1, (long) Math.ceil(tiles / blocks)),
        (long) all);
  }

  private void emit(int i, Step step) {
    cost += TileCost.of(step, program);
    if (step instanceof Step.Expand s && repeats[s.to()] >= 0) {
      return;
    }
    if (step instanceof Step.Columns s) {
      accumulate(s.a(), program.cols(), s.op(), s.buffer(), s.dtype());
    } else if (step instanceof Step.Total s) {
      accumulate(s.a(), 1, s.op(), s.buffer(), s.dtype());
    }
    int to = TileSteps.writes(step);
    // a result may take the place of an argument that is read for the last time
    for (int a : TileSteps.reads(step)) {
      release(a, i);
      if (repeats[a] >= 0) {
        release(repeats[a], i);
      }
    }
    if (to >= 0) {
      array[to] = take(isRow(to));
    }
    if (!(step instanceof Step.Columns || step instanceof Step.Total)) {
      each.add(code(step));
    }
  }

  private void accumulate(int a, int width, Reduction op, int buffer, DType dtype) {
    boolean row = isRow(a);
    int sum = next(row);
    once.add(new TileInstruction.Fill(sum, row, op.identity()));
    each.add(new TileInstruction.Map2(sum, row, sum, array[a], op.step()));
    accumulators.add(new TileKernel.Accumulator(sum, row, width, buffer, dtype, op));
  }

  private boolean isRow(int register) {
    return program.perRow().get(register);
  }

  private int take(boolean row) {
    Deque<Integer> free = row ? freeRows : freeTiles;
    return free.isEmpty() ? next(row) : free.pop();
  }

  private int next(boolean row) {
    int id = row ? nextRow : nextTile;
    if (row) {
      nextRow += 2;
    } else {
      nextTile += 2;
    }
    return id;
  }

  private void release(int register, int step) {
    if (lastRead[register] == step && repeats[register] < 0) {
      lastRead[register] = Integer.MAX_VALUE;
      (isRow(register) ? freeRows : freeTiles).push(array[register]);
    }
  }

  /** The numbers of a register that a modular access runs through before it repeats. */
  private static long cycle(Access access) {
    return access instanceof Access.Modular m ? times(m.group(), m.period()) : Long.MAX_VALUE;
  }

  private static long times(long a, long b) {
    return Math.multiplyHigh(a, b) != 0 || a * b < 0 ? Long.MAX_VALUE : a * b;
  }

  private long size(int register) {
    return isRow(register) ? program.rows() : program.rows() * program.cols();
  }

  private boolean isDirect(Step.Load s) {
    return s.access() instanceof Access.Modular m && m.group() == 1 && m.period() >= size(s.to());
  }

  private boolean isOnce(Step step) {
    return switch (step) {
      case Step.Load s ->
          !isDirect(s)
              && s.access() instanceof Access.Modular m
              && (m.period() == 1 || repeatsByTile(s.to(), cycle(m)));
      case Step.Fill s -> true;
      case Step.Iota s -> s.period() == 1 || repeatsByTile(s.to(), times(s.group(), s.period()));
      default -> false;
    };
  }

  private boolean repeatsByTile(int register, long cycle) {
    long tile = isRow(register) ? tileRows : (long) tileRows * program.cols();
    // an empty axis has nothing to repeat
    return cycle != 0 && tile % cycle == 0;
  }

  /** About {@link #TILE} numbers, in a multiple of what short periods need to repeat. */
  private int tileRows() {
    int cols = Math.max(1, program.cols());
    long most = Math.max(1, TILE / cols);
    long unit = 1;
    for (Step step : steps) {
      long cycle =
          switch (step) {
            case Step.Load s when !isDirect(s) -> cycle(s.access());
            case Step.Iota s -> times(s.group(), s.period());
            default -> 0;
          };
      if (cycle <= 0 || cycle > 2L * TILE) {
        continue;
      }
      long rows = isRow(TileSteps.writes(step)) ? cycle : cycle / TileSteps.gcd(cycle, cols);
      long both = unit / TileSteps.gcd(unit, rows) * rows;
      if (both <= 2 * most) {
        unit = both;
      }
    }
    return (int) Math.max(unit, most / unit * unit);
  }

  private TileInstruction code(Step step) {
    return switch (step) {
      case Step.Load s -> load(s);
      case Step.Fill s -> new TileInstruction.Fill(array[s.to()], isRow(s.to()), s.value());
      case Step.Iota s ->
          new TileInstruction.Iota(
              array[s.to()], isRow(s.to()), s.start(), s.step(), s.group(), s.period());
      case Step.Random s -> new TileInstruction.Random(array[s.to()], isRow(s.to()), s.stream());
      case Step.Map1 s ->
          new TileInstruction.Map1(array[s.to()], isRow(s.to()), array[s.a()], s.op(), s.c());
      case Step.Map2 s when repeats[s.b()] >= 0 ->
          new TileInstruction.MapRows(
              array[s.to()], array[s.a()], array[repeats[s.b()]], s.op(), false);
      case Step.Map2 s when repeats[s.a()] >= 0 ->
          new TileInstruction.MapRows(
              array[s.to()], array[s.b()], array[repeats[s.a()]], s.op(), true);
      case Step.Map2 s ->
          new TileInstruction.Map2(
              array[s.to()], isRow(s.to()), array[s.a()], array[s.b()], s.op());
      case Step.Mix s ->
          new TileInstruction.Mix(array[s.to()], isRow(s.to()), array[s.a()], array[s.b()], s.c());
      case Step.Select s ->
          new TileInstruction.Select(
              array[s.to()], isRow(s.to()), array[s.test()], array[s.a()], array[s.b()]);
      case Step.Expand s -> new TileInstruction.Expand(array[s.to()], array[s.a()]);
      case Step.Reduce s -> new TileInstruction.Reduce(array[s.to()], array[s.a()], s.op());
      case Step.Store s ->
          new TileInstruction.Store(array[s.a()], isRow(s.a()), s.buffer(), s.dtype());
      case Step.Columns s -> throw new IllegalStateException();
      case Step.Total s -> throw new IllegalStateException();
    };
  }

  private TileInstruction load(Step.Load s) {
    int to = array[s.to()];
    boolean row = isRow(s.to());
    if (isDirect(s)) {
      return new TileInstruction.Load(to, row, s.buffer(), s.dtype());
    }
    return switch (s.access()) {
      case Access.Modular m when m.period() == 1 ->
          new TileInstruction.LoadModular(to, row, s.buffer(), s.dtype(), Long.MAX_VALUE, 1);
      case Access.Modular m ->
          new TileInstruction.LoadModular(to, row, s.buffer(), s.dtype(), m.group(), m.period());
      case Access.Strided a -> strided(to, row, s, a);
    };
  }

  /**
   * With axes of size 1 left out, and those one step of which is a whole inner axis put together.
   */
  private static TileInstruction strided(int to, boolean row, Step.Load s, Access.Strided access) {
    List<Long> extents = new ArrayList<>();
    List<Long> strides = new ArrayList<>();
    for (int k = 0; k < access.extents().size(); k++) {
      long extent = access.extents().get(k);
      long stride = access.strides().get(k);
      int last = extents.size() - 1;
      if (extent == 1) {
        continue;
      }
      if (last >= 0 && strides.get(last) == stride * extent) {
        extents.set(last, extents.get(last) * extent);
        strides.set(last, stride);
      } else {
        extents.add(extent);
        strides.add(stride);
      }
    }
    if (extents.isEmpty()) {
      extents.add(1L);
      strides.add(0L);
    }
    return new TileInstruction.LoadStrided(
        to,
        row,
        s.buffer(),
        s.dtype(),
        access.offset(),
        extents.stream().mapToLong(Long::longValue).toArray(),
        strides.stream().mapToLong(Long::longValue).toArray());
  }
}
