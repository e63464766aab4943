// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Reduction;
import org.nnlang.tensor.DType;

/**
 * A {@link TileProgram} made ready by {@link TileMachine}. Runs without allocating once its scratch
 * memory has grown.
 */
public final class TileKernel {
  private final TileProgram program;
  private final Tile.Layout layout;
  private final TileInstruction[] once;
  private final TileInstruction[] each;
  private final Accumulator[] accumulators;
  private final int partWidth;
  private final int tileRows;
  private final long rowsPerBlock;
  private final int blocks;
  private final long cost;
  // kept between runs; runs at the same time make one each
  private final AtomicReference<Work> spare = new AtomicReference<>();

  /**
   * A reduction over rows.
   *
   * @param register where a block puts what its tiles have in the same place together
   * @param width how many numbers come out
   */
  record Accumulator(
      int register, boolean perRow, int width, int buffer, DType dtype, Reduction op) {}

  TileKernel(
      TileProgram program,
      Tile.Layout layout,
      TileInstruction[] once,
      TileInstruction[] each,
      Accumulator[] accumulators,
      long tilesPerBlock,
      long cost) {
    this.program = program;
    this.layout = layout;
    this.once = once;
    this.each = each;
    this.accumulators = accumulators;
    this.cost = cost;
    partWidth = Arrays.stream(accumulators).mapToInt(Accumulator::width).sum();
    tileRows = layout.rows();
    rowsPerBlock = tilesPerBlock * tileRows;
    blocks = Math.toIntExact(Math.ceilDiv(program.rows(), rowsPerBlock));
  }

  /** About how many nanoseconds it takes on one thread. */
  public long cost() {
    return cost;
  }

  /** Runs the program on buffers in the order in which its steps number them. */
  public void run(MemorySegment[] buffers, Run run) {
    Work work = spare.getAndSet(null);
    if (work == null) {
      work = new Work();
    }
    work.buffers = buffers;
    work.run = run;
    if (partWidth > 0) {
      long numbers = Math.multiplyExact((long) partWidth, Math.max(1, blocks));
      work.partials = run.scratch(0).sums(numbers * Double.BYTES);
    }
    run.parallel(blocks, cost, work);
    combine(work.partials, buffers);
    work.buffers = Tile.NO_BUFFERS;
    work.run = null;
    work.partials = MemorySegment.NULL;
    spare.set(work);
  }

  private void combine(MemorySegment partials, MemorySegment[] buffers) {
    int at = 0;
    for (Accumulator a : accumulators) {
      for (int i = at; i < at + a.width; i++) {
        if (program.registers() == Registers.LONGS) {
          buffers[a.buffer].setAtIndex(
              ValueLayout.JAVA_LONG, i - at, wholeTotal(a.op, partials, i));
        } else {
          Indices.set(buffers[a.buffer], a.dtype, i - at, total(a.op, partials, i));
        }
      }
      at += a.width;
    }
  }

  private double total(Reduction op, MemorySegment partials, int i) {
    double all = op.identity();
    for (int block = 0; block < blocks; block++) {
      all = op.apply(all, partials.getAtIndex(ValueLayout.JAVA_DOUBLE, block * partWidth + i));
    }
    return all;
  }

  private long wholeTotal(Reduction op, MemorySegment partials, int i) {
    long all = (long) op.identity();
    for (int block = 0; block < blocks; block++) {
      all =
          Integers.join(op, all, partials.getAtIndex(ValueLayout.JAVA_LONG, block * partWidth + i));
    }
    return all;
  }

  /** What one run needs. */
  private final class Work implements Run.Task {
    private MemorySegment[] buffers = Tile.NO_BUFFERS;
    private MemorySegment partials = MemorySegment.NULL;
    private @Nullable Run run;

    @Override
    public void run(int block, int worker) {
      Run run = Objects.requireNonNull(this.run);
      Tile tile = run.scratch(worker).tile(program.registers());
      tile.bind(run.scratch(worker), layout);
      tile.buffers = buffers;
      tile.cols = program.cols();
      tile.draw(run);
      long from = block * rowsPerBlock;
      long to = Math.min(program.rows(), from + rowsPerBlock);
      for (long row = from; row < to; row += tileRows) {
        tile.row = row;
        tile.rows = (int) Math.min(tileRows, to - row);
        if (row == from) {
          for (TileInstruction code : once) {
            code.run(tile);
          }
        }
        for (TileInstruction code : each) {
          code.run(tile);
        }
      }
      fold(tile, block, (int) Math.min(tileRows, to - from));
      // the worker keeps the tile: it must not keep tensors with it
      tile.buffers = Tile.NO_BUFFERS;
    }

    private void fold(Tile tile, int block, int rows) {
      int at = block * partWidth;
      for (Accumulator a : accumulators) {
        int count = a.perRow ? rows : rows * program.cols();
        tile.fold(a.register, count, a.width, a.op, partials, at);
        at += a.width;
      }
    }
  }
}
