// SPDX-License-Identifier: Apache-2.0
package org.nnlang.own;

import com.google.auto.service.AutoService;
import org.nnlang.backend.Backend;
import org.nnlang.backend.Backends;
import org.nnlang.backend.Executable;
import org.nnlang.graph.Subgraph;

/** nn's own: passes over memory that is placed ahead, and kernels for what no pass does. */
@AutoService(Backend.class)
public final class OwnBackend implements Backend {
  @Override
  public String name() {
    return Backends.OWN;
  }

  @Override
  public Executable compile(Subgraph function) {
    return Planner.plan(function);
  }

  @Override
  public boolean writesInPlace() {
    return true;
  }
}
