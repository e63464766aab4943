// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import org.nnlang.value.Shown;
import org.nnlang.value.Typed;

/** What multiplies the learning rate as training goes on. */
public interface Schedule extends Typed, Shown {
  /**
   * @param step from 0
   * @param steps how many there will be
   */
  double factor(long step, long steps);

  @Override
  default String type() {
    return "schedule";
  }

  @Override
  default String show() {
    return SettingCalls.show(this);
  }

  /** The same all the time. */
  record Constant() implements Schedule {
    @Override
    public double factor(long step, long steps) {
      return 1;
    }
  }

  /**
   * Up over {@code warmup} steps, then down along half a cosine to {@code floor}, as nanoGPT does.
   */
  record Cosine(long warmup, double floor) implements Schedule {
    @Override
    public double factor(long step, long steps) {
      if (step < warmup) {
        return (step + 1.0) / (warmup + 1.0);
      }
      double way = steps <= warmup ? 1 : (double) (step - warmup) / (steps - warmup);
      return floor + (1 - floor) * 0.5 * (1 + Math.cos(Math.PI * Math.min(way, 1)));
    }
  }

  /** Up over {@code warmup} steps, then down in a line to {@code floor}. */
  record Linear(long warmup, double floor) implements Schedule {
    @Override
    public double factor(long step, long steps) {
      if (step < warmup) {
        return (step + 1.0) / (warmup + 1.0);
      }
      double way = steps <= warmup ? 1 : (double) (step - warmup) / (steps - warmup);
      return floor + (1 - floor) * (1 - Math.min(way, 1));
    }
  }

  /** Multiplied by {@code factor} after every so many steps. */
  record Step(long every, double factor) implements Schedule {
    @Override
    public double factor(long step, long steps) {
      return Math.pow(factor, Math.floorDiv(step, every));
    }
  }

  /**
   * From 1/25 up to 1 along a cosine over the first part {@code rise}, then down to 1/250,000, as
   * torch.optim.lr_scheduler.OneCycleLR.
   */
  record OneCycle(double rise) implements Schedule {
    private static final double START = 1 / 25.0;
    private static final double END = START / 1e4;

    @Override
    public double factor(long step, long steps) {
      double top = rise * steps - 1;
      if (step <= top) {
        return between(START, 1, top <= 0 ? 1 : step / top);
      }
      double way = (step - top) / Math.max(steps - 1 - top, 1e-9);
      return between(1, END, Math.min(way, 1));
    }

    private static double between(double from, double to, double way) {
      return to + (from - to) / 2 * (1 + Math.cos(Math.PI * way));
    }
  }
}
