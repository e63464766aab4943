// SPDX-License-Identifier: Apache-2.0
package org.nnlang.nd4j;

import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.linalg.factory.Environment;
import org.nd4j.linalg.factory.Nd4j;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;

/** ND4J in this process: loaded when the first of these methods is called. */
final class Nd4jRuntime {
  private Nd4jRuntime() {}

  /**
   * Loads ND4J, if nobody has.
   *
   * @throws Problem {@code argument} where it cannot be loaded
   */
  static Environment load() {
    try {
      return Nd4j.getEnvironment();
    } catch (RuntimeException | LinkageError e) {
      throw Problem.of(ErrorCode.ARGUMENT, "ND4J cannot be loaded here")
          .hint(
              "it needs org.nd4j:nd4j-native with the binaries of this system and processor on the"
                  + " class path (docs/nd4j.md)")
          .causedBy(e);
    }
  }

  /**
   * Loads ND4J, and sets it to one thread: with more, pools of its own and of OpenBLAS get in each
   * other's way, and it takes many times as long.
   *
   * @throws Problem {@code argument} where it cannot be loaded
   */
  static void open() {
    Environment e = load();
    e.setMaxThreads(1);
    e.setMaxMasterThreads(1);
    if (e.isCPU()) {
      openblas_nolapack.blas_set_num_threads(1);
    }
  }

  /** Whether arrays are in the memory of the host, which then may be shared. */
  static boolean isOnHost() {
    return Nd4j.getEnvironment().isCPU();
  }
}
