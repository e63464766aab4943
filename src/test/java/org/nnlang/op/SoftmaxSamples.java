// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;

/** Samples of {@link Softmax}. */
final class SoftmaxSamples {
  private SoftmaxSamples() {}

  static List<Sample> softmax() {
    return List.of(
        Sample.one("softmax", x -> Softmax.softmax(x, -1), Sample.real(2, 5)),
        Sample.one("softmax", x -> Softmax.softmax(x, 0), Sample.real(3, 2)),
        Sample.one("softmax", x -> Softmax.softmax(x, 1), Sample.real(2, 3, 2)),
        Sample.one("softmax", x -> Softmax.softmax(x, 1), Sample.real(0, 3)),
        Sample.one("softmax", x -> Softmax.softmax(x, 0), Sample.real(1)),
        Sample.one("logSoftmax", x -> Softmax.logSoftmax(x, -1), Sample.real(2, 5)),
        Sample.one("logSoftmax", x -> Softmax.logSoftmax(x, 0), Sample.real(3, 2)),
        Sample.one("logSumExp", x -> Softmax.logSumExp(x, -1, false), Sample.real(2, 5)),
        Sample.one("logSumExp", x -> Softmax.logSumExp(x, 0, true), Sample.real(3, 2)),
        Sample.one(
            "logSumExp", x -> Softmax.logSumExp(x, List.of(0, 2), false), Sample.real(3, 2, 2)),
        Sample.one("logSumExp", x -> Softmax.logSumExp(x, null, true), Sample.real(3, 2)));
  }
}
