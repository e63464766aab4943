// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.data;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.value.Arguments;
import org.nnlang.value.Unknown;

/** {@code batches}. */
@AutoService(Builtin.class)
public final class Batches implements Builtin {
  @Override
  public String signature() {
    return "batches(data, rows: integer)";
  }

  @Override
  public String doc() {
    return """
    The rows of a dataset or of `[x, y]` in order, so many at a time, the last batch with what is
    left. Like a list of lists of tensors; each is made when it is asked for.
    Example: for [a, b] in batches([x, y], 32) { print(mse(net(a), b)) }\
    """;
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    return new org.nnlang.io.Batches(
        Data.of(session.engine(), arguments.get("data")), arguments.whole("rows"));
  }

  @Override
  public Object foresee(Arguments arguments, Session session) {
    return Unknown.UNKNOWN;
  }
}
