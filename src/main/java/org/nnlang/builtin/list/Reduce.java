// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.list;

import com.google.auto.service.AutoService;
import java.util.Iterator;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.value.Arguments;
import org.nnlang.value.Items;

/** {@code reduce}. */
@AutoService(Builtin.class)
public final class Reduce implements Builtin {
  @Override
  public String signature() {
    return "reduce(items, f: function, start = none)";
  }

  @Override
  public String doc() {
    return "Joins the items by `f(so_far, item)`, from `start` or else the first item on.";
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    Iterator<Object> items = Items.of(session.engine(), arguments.get("items"));
    Object value = arguments.get("start");
    if (!arguments.given("start")) {
      if (!items.hasNext()) {
        throw Problem.of(ErrorCode.VALUE, "there are no items, and no `start` to give instead");
      }
      value = items.next();
    }
    while (items.hasNext()) {
      session.poll();
      value = arguments.callable("f").call(value, items.next());
    }
    return value;
  }
}
