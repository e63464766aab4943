// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.nnlang.tensor.DType;

/**
 * Adds the numbers of overlapping windows, {@code [batch, places, places, channels, kernel,
 * kernel]}, where they were taken from: {@code [batch, channels, size, size]}. The gradient of a
 * convolution's input and of pooling.
 */
public record FoldWindows(int batch, int channels, Axis down, Axis across, DType dtype)
    implements Kernel {
  /**
   * Window number p covers elements {@code p * stride + k * dilation} for k below {@code kernel}.
   */
  public record Axis(int size, int places, int kernel, int stride, int dilation) {}

  @Override
  public void run(MemorySegment[] inputs, MemorySegment output, Run run) {
    int image = channels * down.size * across.size;
    int window = channels * down.kernel * across.kernel;
    long windows = (long) down.places * across.places;
    run.parallel(
        batch,
        batch * windows * window,
        (b, worker) -> {
          if (dtype == DType.FLOAT32) {
            float[] sum = new float[image];
            float[] part = new float[window];
            for (int p = 0; p < windows; p++) {
              long at = (b * windows + p) * window * Float.BYTES;
              MemorySegment.copy(inputs[0], ValueLayout.JAVA_FLOAT, at, part, 0, window);
              add(part, sum, first(p));
            }
            long to = (long) b * image * Float.BYTES;
            MemorySegment.copy(sum, 0, output, ValueLayout.JAVA_FLOAT, to, image);
          } else {
            double[] sum = new double[image];
            double[] part = new double[window];
            for (int p = 0; p < windows; p++) {
              long at = (b * windows + p) * window * Double.BYTES;
              MemorySegment.copy(inputs[0], ValueLayout.JAVA_DOUBLE, at, part, 0, window);
              add(part, sum, first(p));
            }
            long to = (long) b * image * Double.BYTES;
            MemorySegment.copy(sum, 0, output, ValueLayout.JAVA_DOUBLE, to, image);
          }
        });
  }

  /** The element of a channel at which window {@code p} begins. */
  private int first(int p) {
    return p / across.places * down.stride * across.size + p % across.places * across.stride;
  }

  private void add(float[] part, float[] sum, int first) {
    int i = 0;
    for (int c = 0; c < channels; c++) {
      for (int y = 0; y < down.kernel; y++) {
        int at = first + (c * down.size + y * down.dilation) * across.size;
        for (int x = 0; x < across.kernel; x++) {
          sum[at + x * across.dilation] += part[i++];
        }
      }
    }
  }

  private void add(double[] part, double[] sum, int first) {
    int i = 0;
    for (int c = 0; c < channels; c++) {
      for (int y = 0; y < down.kernel; y++) {
        int at = first + (c * down.size + y * down.dilation) * across.size;
        for (int x = 0; x < across.kernel; x++) {
          sum[at + x * across.dilation] += part[i++];
        }
      }
    }
  }
}
