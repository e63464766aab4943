// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.stream.LongStream;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.DataHash;
import org.nnlang.value.Dataset;
import org.nnlang.value.Module;

/** Tells whether two machines are about to train the same net on the same data in the same way. */
final class Fingerprint {
  /** Rows that stand for all of them: a file of any size is compared at once. */
  private static final int ROWS = 16;

  private Fingerprint() {}

  /** A short text that is the same where these are. */
  static String of(Module net, Dataset data, Setup setup) {
    DataHash hash = new DataHash();
    net.variables()
        .forEach((path, v) -> hash.add(path + " " + v.type() + (v.trainable() ? "" : " kept")));
    hash.add(setup.order().toString());
    hash.add(setup.updating().optimizer().show());
    hash.add("" + data.size());
    long[] some = LongStream.range(0, ROWS).map(i -> i * (data.size() - 1) / (ROWS - 1)).toArray();
    for (Tensor field : data.batch(some)) {
      hash.add(field.toString()).add(field);
    }
    return hash.toString();
  }
}
