// SPDX-License-Identifier: Apache-2.0
package org.nnlang.tensor;

import java.util.Arrays;
import java.util.List;

/**
 * How an array lies in a memory: element (i, j, …) is number {@code offset + i * strides[0] + j *
 * strides[1] + …}.
 */
public record View(long offset, List<Long> strides) {
  public View {
    strides = List.copyOf(strides);
  }

  /** One row after the other, from {@code offset} on. */
  public static View rowMajor(long offset, long[] shape) {
    Long[] strides = new Long[shape.length];
    long stride = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= shape[i];
    }
    return new View(offset, Arrays.asList(strides));
  }
}
