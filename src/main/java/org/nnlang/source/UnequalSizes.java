// SPDX-License-Identifier: Apache-2.0
package org.nnlang.source;

import java.util.Set;
import java.util.TreeSet;

/** A sentence with the sizes that do not go together in it. */
public record UnequalSizes(String message, Set<Long> sizes) implements Detail {
  public UnequalSizes {
    sizes = Set.copyOf(sizes);
  }

  public static UnequalSizes of(String message, long... sizes) {
    Set<Long> all = new TreeSet<>();
    for (long size : sizes) {
      all.add(size);
    }
    return new UnequalSizes(message, all);
  }
}
