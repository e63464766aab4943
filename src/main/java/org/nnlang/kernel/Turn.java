// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Rows and columns of each of so many matrices of floats exchanged. */
public record Turn(int matrices, int rows, int columns) implements Kernel {
  /** Rows and columns that are exchanged at a time: these stay in the first-level cache. */
  private static final int TILE = 64;

  @Override
  public void run(MemorySegment[] inputs, MemorySegment output, Run run) {
    long size = (long) rows * columns;
    run.parallel(
        matrices,
        matrices * size,
        (block, worker) -> {
          Scratch scratch = run.scratch(worker);
          float[] from = scratch.floats(0, TILE * TILE);
          float[] to = scratch.floats(1, TILE * TILE);
          for (int r = 0; r < rows; r += TILE) {
            run.poll(worker);
            int height = Math.min(TILE, rows - r);
            for (int c = 0; c < columns; c += TILE) {
              int width = Math.min(TILE, columns - c);
              long at = block * size + (long) r * columns + c;
              // whole rows, or columns, are next to each other
              int apart = width == columns ? 1 : height;
              for (int i = 0; i < apart; i++) {
                long row = Float.BYTES * (at + (long) i * columns);
                int count = height * width / apart;
                MemorySegment.copy(inputs[0], ValueLayout.JAVA_FLOAT, row, from, i * count, count);
              }
              turn(from, to, height, width);
              at = block * size + (long) c * rows + r;
              apart = height == rows ? 1 : width;
              for (int i = 0; i < apart; i++) {
                long column = Float.BYTES * (at + (long) i * rows);
                int count = height * width / apart;
                MemorySegment.copy(to, i * count, output, ValueLayout.JAVA_FLOAT, column, count);
              }
            }
          }
        });
  }

  private static void turn(float[] from, float[] to, int height, int width) {
    for (int i = 0; i < height; i++) {
      int row = i * width;
      for (int k = 0; k < width; k++) {
        to[k * height + i] = from[row + k];
      }
    }
  }
}
