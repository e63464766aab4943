// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import org.nnlang.graph.Binary;
import org.nnlang.graph.Reduction;
import org.nnlang.graph.Unary;
import org.nnlang.tensor.DType;

/** A step of a compiled program: registers are those of a {@link Tile}. */
sealed interface TileInstruction {
  void run(Tile t);

  /** Elements of the register's own indices. */
  record Load(int to, boolean perRow, int buffer, DType dtype) implements TileInstruction {
    @Override
    public void run(Tile t) {
      t.span(to, 0, buffer, dtype, t.first(perRow), t.count(perRow));
    }
  }

  /** Element {@code (i / group) % period}. */
  record LoadModular(int to, boolean perRow, int buffer, DType dtype, long group, long period)
      implements TileInstruction {
    @Override
    public void run(Tile t) {
      int count = t.count(perRow);
      long i = t.first(perRow);
      for (int at = 0; at < count; ) {
        if (group == 1 && at >= period) {
          t.cycle(to, period, at, count);
          break;
        }
        long element = i / group % period;
        int run;
        if (group == 1) {
          run = (int) Math.min(count - at, period - element);
          t.span(to, at, buffer, dtype, element, run);
        } else {
          run = (int) Math.min(count - at, group - i % group);
          t.repeat(to, at, buffer, dtype, element, run);
        }
        at += run;
        i += run;
      }
    }
  }

  /** The index split over extents, each part times its stride. */
  record LoadStrided(
      int to, boolean perRow, int buffer, DType dtype, long offset, long[] extents, long[] strides)
      implements TileInstruction {
    @Override
    public void run(Tile t) {
      int count = t.count(perRow);
      if (count == 0) {
        return;
      }
      long[] place = t.odometer;
      int inner = extents.length - 1;
      long element = offset;
      long rest = t.first(perRow);
      for (int k = inner; k >= 0; k--) {
        place[k] = rest % extents[k];
        rest /= extents[k];
        element += place[k] * strides[k];
      }
      long extent = extents[inner];
      long stride = strides[inner];
      for (int at = 0; at < count; ) {
        int run = (int) Math.min(count - at, extent - place[inner]);
        if (stride == 1) {
          t.span(to, at, buffer, dtype, element, run);
        } else if (stride == 0) {
          t.repeat(to, at, buffer, dtype, element, run);
        } else {
          t.gather(to, at, buffer, dtype, element, stride, run);
        }
        at += run;
        // the run ends its innermost axis, or the tile
        element -= place[inner] * stride;
        place[inner] = 0;
        for (int k = inner - 1; k >= 0; k--) {
          element += strides[k];
          if (++place[k] < extents[k]) {
            break;
          }
          element -= extents[k] * strides[k];
          place[k] = 0;
        }
      }
    }
  }

  record Fill(int to, boolean perRow, double value) implements TileInstruction {
    @Override
    public void run(Tile t) {
      t.fill(to, 0, value, t.count(perRow));
    }
  }

  record Iota(int to, boolean perRow, double start, double step, long group, long period)
      implements TileInstruction {
    @Override
    public void run(Tile t) {
      int count = t.count(perRow);
      long i = t.first(perRow);
      for (int at = 0; at < count; ) {
        long k = i / group % period;
        int run;
        if (group == 1) {
          run = (int) Math.min(count - at, period - k);
          t.ramp(to, at, start, step, k, false, run);
        } else {
          run = (int) Math.min(count - at, group - i % group);
          t.ramp(to, at, start, step, k, true, run);
        }
        at += run;
        i += run;
      }
    }
  }

  record Random(int to, boolean perRow, int stream) implements TileInstruction {
    @Override
    public void run(Tile t) {
      t.random(to, 0, stream, t.first(perRow), t.count(perRow));
    }
  }

  record Map1(int to, boolean perRow, int a, Unary op, double c) implements TileInstruction {
    @Override
    public void run(Tile t) {
      t.map1(to, a, op, c, t.count(perRow));
    }
  }

  record Map2(int to, boolean perRow, int a, int b, Binary op) implements TileInstruction {
    @Override
    public void run(Tile t) {
      t.map2(to, a, b, op, t.count(perRow));
    }
  }

  /** A full register with a per-row one; the latter first where {@code flipped}. */
  record MapRows(int to, int a, int byRow, Binary op, boolean flipped) implements TileInstruction {
    @Override
    public void run(Tile t) {
      t.mapRows(to, a, byRow, op, flipped);
    }
  }

  record Mix(int to, boolean perRow, int a, int b, double c) implements TileInstruction {
    @Override
    public void run(Tile t) {
      t.mix(to, a, b, c, t.count(perRow));
    }
  }

  record Select(int to, boolean perRow, int test, int a, int b) implements TileInstruction {
    @Override
    public void run(Tile t) {
      t.select(to, test, a, b, t.count(perRow));
    }
  }

  record Expand(int to, int a) implements TileInstruction {
    @Override
    public void run(Tile t) {
      t.expand(to, a);
    }
  }

  record Reduce(int to, int a, Reduction op) implements TileInstruction {
    @Override
    public void run(Tile t) {
      t.reduce(to, a, op);
    }
  }

  record Store(int a, boolean perRow, int buffer, DType dtype) implements TileInstruction {
    @Override
    public void run(Tile t) {
      t.store(a, buffer, dtype, t.first(perRow), t.count(perRow));
    }
  }
}
