// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.list;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.value.Arguments;
import org.nnlang.value.Items;
import org.nnlang.value.Truth;

/** {@code filter}. */
@AutoService(Builtin.class)
public final class Filter implements Builtin {
  @Override
  public String signature() {
    return "filter(items, f: function)";
  }

  @Override
  public String doc() {
    return "A list of the items for which `f(item)` is true.";
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    List<Object> out = new ArrayList<>();
    Iterator<Object> items = Items.of(session.engine(), arguments.get("items"));
    while (items.hasNext()) {
      Object item = items.next();
      session.poll();
      if (Truth.of(arguments.callable("f").call(item), "what the function of `filter` gives")) {
        out.add(item);
      }
    }
    return out;
  }
}
