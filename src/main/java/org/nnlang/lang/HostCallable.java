// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import java.util.Map;
import org.nnlang.value.Callable;

/** A function of the host. */
record HostCallable(NnContext context, Object object) implements Callable {
  @Override
  public String name() {
    return "function of the host";
  }

  @Override
  public Object call(Object[] positional, Map<String, Object> named) {
    return HostThings.execute(context, object, positional, named);
  }
}
