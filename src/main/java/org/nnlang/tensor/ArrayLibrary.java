// SPDX-License-Identifier: Apache-2.0
package org.nnlang.tensor;

import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.Problem;

/**
 * The arrays of another library as tensors and back, over the same memory where that can be. Found
 * in the lists that builds write ({@code @AutoService(ArrayLibrary.class)}), in whatever jar it is;
 * nn-core brings none.
 */
public interface ArrayLibrary {
  /** The class of its arrays. */
  Class<?> arrayClass();

  /**
   * The array's numbers as a tensor, which keeps the array.
   *
   * @param array one of {@link #arrayClass}
   * @throws Problem {@code type} where its element type is none of a tensor
   */
  Tensor tensor(Object array);

  /** A tensor's numbers as an array, which keeps the tensor's memory. */
  Object array(Tensor tensor);

  /**
   * The library of arrays of this class, or of one that extends it; null where there is none. A
   * library itself is loaded when the first array is seen.
   */
  static @Nullable ArrayLibrary of(Class<?> type) {
    for (ArrayLibrary library :
        ServiceLoader.load(ArrayLibrary.class, ArrayLibrary.class.getClassLoader())) {
      if (library.arrayClass().isAssignableFrom(type)) {
        return library;
      }
    }
    return null;
  }
}
