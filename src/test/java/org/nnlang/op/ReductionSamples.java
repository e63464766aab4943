// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;

/** Samples of the reductions, a method an op. */
final class ReductionSamples {
  private ReductionSamples() {}

  static List<Sample> max() {
    return Sample.reducing("max", Ops::max);
  }

  static List<Sample> min() {
    return Sample.reducing("min", Ops::min);
  }

  static List<Sample> prod() {
    return Sample.reducing("prod", Ops::prod);
  }

  static List<Sample> reductions() {
    return java.util.stream.Stream.of(
            Sample.reducing("mean", Ops::mean),
            Sample.reducing("var", Ops::var).subList(0, 7),
            Sample.reducing("std", Ops::std).subList(0, 7),
            Sample.reducing("norm", Ops::norm))
        .flatMap(List::stream)
        .toList();
  }

  static List<Sample> sum() {
    return Sample.reducing("sum", Ops::sum);
  }
}
