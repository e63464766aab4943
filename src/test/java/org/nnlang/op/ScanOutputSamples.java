// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.ArrayList;
import java.util.List;

/** Samples of {@link ScanOutput}. */
final class ScanOutputSamples {
  private ScanOutputSamples() {}

  static List<Sample> scanOutput() {
    return new ArrayList<>(ScanSamples.scan());
  }
}
