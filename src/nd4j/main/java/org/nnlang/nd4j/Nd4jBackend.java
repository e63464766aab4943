// SPDX-License-Identifier: Apache-2.0
package org.nnlang.nd4j;

import com.google.auto.service.AutoService;
import java.util.List;
import org.nnlang.backend.Backend;
import org.nnlang.backend.Backends;
import org.nnlang.backend.Executable;
import org.nnlang.graph.Subgraph;
import org.nnlang.source.Problem;

/** Computes with ND4J: a function becomes a graph of SameDiff. */
@AutoService(Backend.class)
public final class Nd4jBackend implements Backend {
  /** Made by {@code ServiceLoader}. */
  public Nd4jBackend() {}

  @Override
  public String name() {
    return "nd4j";
  }

  @Override
  public void open() {
    Nd4jRuntime.open();
  }

  @Override
  public Executable compile(Subgraph function) {
    List<?> outputs = function.outputs();
    if (outputs.isEmpty()) {
      return Backends.named(Backends.OWN).compile(function);
    }
    try {
      return SameDiffFunction.of(function);
    } catch (Problem p) {
      throw p;
    } catch (RuntimeException e) {
      // what ND4J cannot do, or says of it, is nothing to a user: see OwnOnly
      return Backends.named(Backends.OWN).compile(function);
    }
  }
}
