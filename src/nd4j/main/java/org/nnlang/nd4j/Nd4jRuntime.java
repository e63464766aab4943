// SPDX-License-Identifier: Apache-2.0
package org.nnlang.nd4j;

import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.linalg.factory.Environment;
import org.nd4j.linalg.factory.Nd4j;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;

/** ND4J in this process: loaded when the first of these methods is called. */
final class Nd4jRuntime {
  /** What a class loads when it is first needed. */
  private static final class Loaded {
    static final Environment ENVIRONMENT = load();
  }

  private Nd4jRuntime() {}

  /**
   * Loads ND4J, if nobody has, and sets it to one thread: with more, pools of its own and of
   * OpenBLAS get in each other's way, and it takes many times as long.
   *
   * @throws Problem {@code argument} where it cannot be loaded
   */
  static void open() {
    try {
      if (Loaded.ENVIRONMENT == null) {
        throw new IllegalStateException();
      }
    } catch (Exception | LinkageError e) {
      throw Problem.of(ErrorCode.ARGUMENT, "ND4J cannot be loaded here")
          .hint(
              "it needs org.nd4j:nd4j-native with the binaries of this system and processor on the"
                  + " class path (docs/nd4j.md)")
          .causedBy(e);
    }
  }

  /** Whether arrays are in the memory of the host, which then may be shared. */
  static boolean isOnHost() {
    return Nd4j.getEnvironment().isCPU();
  }

  private static Environment load() {
    Environment e = Nd4j.getEnvironment();
    e.setMaxThreads(1);
    e.setMaxMasterThreads(1);
    if (e.isCPU()) {
      openblas_nolapack.blas_set_num_threads(1);
    }
    return e;
  }
}
