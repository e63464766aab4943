// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.nnlang.value.Arguments;
import org.nnlang.value.Callable;
import org.nnlang.value.Items;

/** {@code map}. */
@AutoService(Builtin.class)
public final class MapBuiltin implements Builtin {
  @Override
  public String signature() {
    return "map(items, f: function)";
  }

  @Override
  public String doc() {
    return "A list of `f(item)` for each item.";
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    List<Object> out = new ArrayList<>();
    Callable f = arguments.callable("f");
    Iterator<Object> items = Items.of(session.engine(), arguments.get("items"));
    while (items.hasNext()) {
      session.poll();
      out.add(f.call(items.next()));
    }
    return out;
  }
}
