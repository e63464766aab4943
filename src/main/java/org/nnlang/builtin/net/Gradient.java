// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.net;

import java.util.Map;
import java.util.function.Function;
import org.nnlang.engine.Engine;
import org.nnlang.value.Callable;
import org.nnlang.value.Differentiate;
import org.nnlang.value.Signature;

/** A function that gives gradients of another. */
public record Gradient(Engine engine, Callable of, Function<Differentiate.Result, Object> give)
    implements Callable {
  @Override
  public String name() {
    return "gradient of " + of.name();
  }

  @Override
  public Signature signature() {
    return of.signature();
  }

  @Override
  public Object call(Object[] positional, Map<String, Object> named) {
    return give.apply(Differentiate.at(engine, of, positional, named));
  }
}
