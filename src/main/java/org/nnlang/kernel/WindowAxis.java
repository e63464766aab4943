// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import org.jspecify.annotations.Nullable;

/**
 * How windows lie along an axis of {@code size} numbers with {@code before} zeros in front: number
 * p of {@code places} covers elements {@code p * stride + k * dilation - before} for k below {@code
 * kernel}. What it covers outside of the axis is 0.
 */
public record WindowAxis(int size, int places, int kernel, int stride, int dilation, int before) {
  /** An axis that is not there: one window of one number. */
  public static final WindowAxis NONE = new WindowAxis(1, 1, 1, 1, 1, 0);

  /**
   * How windows lie from the places to the axis: what they make of a gradient is the axis's. Null
   * where windows are not next to each other, or zeros reach further than they do.
   */
  @Nullable WindowAxis back() {
    int front = (kernel - 1) * dilation - before;
    return stride > 1 || front < 0
        ? null
        : new WindowAxis(places, size, kernel, 1, dilation, front);
  }

  /** How many numbers the first {@code count} windows reach over, zeros included. */
  int reach(int count) {
    return (count - 1) * stride + (kernel - 1) * dilation + 1;
  }
}
