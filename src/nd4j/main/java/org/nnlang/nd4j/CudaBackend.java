// SPDX-License-Identifier: Apache-2.0
package org.nnlang.nd4j;

import com.google.auto.service.AutoService;
import org.nnlang.backend.Backend;
import org.nnlang.backend.Executable;
import org.nnlang.graph.Subgraph;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;

/** ND4J where it must be that for CUDA; {@link Nd4jBackend} takes whichever there is. */
@AutoService(Backend.class)
public final class CudaBackend implements Backend {
  private final String needed;

  /** Made by {@code ServiceLoader}. */
  public CudaBackend() {
    this("org.nd4j.linalg.jcublas.JCublasBackend");
  }

  /**
   * @param needed the class that says that ND4J is there for CUDA
   */
  CudaBackend(String needed) {
    this.needed = needed;
  }

  @Override
  public String name() {
    return "nd4j-cuda";
  }

  @Override
  public void open() {
    try {
      Class.forName(needed, false, CudaBackend.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw Problem.of(ErrorCode.ARGUMENT, "ND4J for CUDA is not on the class path")
          .hint(
              "put org.nd4j:nd4j-cuda-11.6:1.0.0-M2.1 there in place of nd4j-native, once more with"
                  + " the classifier of this system (docs/nd4j.md); `--backend nd4j` needs no GPU")
          .causedBy(e);
    }
    Nd4jRuntime.open();
  }

  @Override
  public Executable compile(Subgraph function) {
    return new Nd4jBackend().compile(function);
  }
}
