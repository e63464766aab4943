// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.Collections;
import java.util.List;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Type;

/**
 * The windows of a pooling.
 *
 * @param kernel numbers of a window along each axis after {@code [batch, channel]}
 * @param slide how far windows are apart, and how many zeros lie around
 * @param ceil whether a rest at the end is a window too
 */
public record PoolWindows(List<Integer> kernel, WindowGeometry slide, boolean ceil) {
  public PoolWindows {
    kernel = List.copyOf(kernel);
  }

  /** Square ones without zeros around. */
  public static PoolWindows of(int axes, int kernel, int stride) {
    List<Integer> none = Collections.nCopies(axes, 0);
    List<Integer> one = Collections.nCopies(axes, 1);
    return new PoolWindows(
        Collections.nCopies(axes, kernel),
        new WindowGeometry(Collections.nCopies(axes, stride), one, none, none),
        false);
  }

  /** How many there are along each axis of {@code x}. */
  public List<Dim> places(String name, Type x) {
    int axes = kernel.size();
    if (slide.axes() != axes || x.rank() != axes + 2) {
      throw Messages.rank(name, "[batch, channel" + ", size".repeat(axes) + "]", x);
    }
    for (int i = 0; i < axes; i++) {
      int zeros = slide.before().get(i);
      if (slide.dilation().get(i) != 1 || zeros != slide.after().get(i)) {
        throw Messages.argument(
            "windows of a pooling have no gaps, and as many zeros at both ends");
      }
      // none without a number of the input in it
      if (zeros > kernel.get(i) / 2) {
        throw Messages.poolPadding(zeros, kernel.get(i));
      }
    }
    return slide.places(x, kernel, ceil);
  }
}
