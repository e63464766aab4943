// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.Frame;
import java.util.Objects;
import org.nnlang.lang.ModelInstance;

/**
 * Where code reads outer names: the frame of the function around it, or the instance whose model's
 * body it stands in. Each has its own environment in turn; at script level there is none.
 */
final class Environment {
  private Environment() {}

  /** The environment so many steps further out than that of the running function. */
  static Object outer(Frame frame, int hops) {
    Object environment = frame.getArguments()[0];
    for (int i = 0; i < hops; i++) {
      environment =
          environment instanceof ModelInstance instance
              ? instance.definition().environment()
              : ((Frame) Objects.requireNonNull(environment)).getArguments()[0];
    }
    return Objects.requireNonNull(environment);
  }
}
