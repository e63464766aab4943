// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;

/** Samples of {@link Ids}. */
final class IdsSamples {
  private IdsSamples() {}

  static List<Sample> ids() {
    return List.of(
        of(Sample.real(4, 3), Sample.index(4, 2, 3)),
        of(Sample.real(4, 3), Sample.index(4)),
        of(Sample.real(4, 3), Sample.index(4, 0)));
  }

  private static Sample of(Sample.Arg table, Sample.Arg ids) {
    return Sample.of("lookup", n -> Ops.lookup(n.get(0), n.get(1)), table, ids);
  }
}
