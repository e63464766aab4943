// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.general;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.value.Arguments;

/** {@code inf}. */
@AutoService(Builtin.class)
public final class Inf implements Builtin {
  @Override
  public String signature() {
    return "inf()";
  }

  @Override
  public String doc() {
    return "What is larger than every number, as a value: `where(seen, scores, -inf)`.";
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    return Double.POSITIVE_INFINITY;
  }

  @Override
  public Object constant() {
    return Double.POSITIVE_INFINITY;
  }
}
