// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.list;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.io.Mapped;
import org.nnlang.value.Arguments;
import org.nnlang.value.Callable;
import org.nnlang.value.Dataset;
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
    return """
    A list of `f(item)` for each item. Of a dataset it is a dataset of what `f` gives for each row:
    `f` takes its tensors and gives a list of as many, or of others.
    Example: map(data, (x, y) -> [x / 255, y])\
    """;
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    List<Object> out = new ArrayList<>();
    Callable f = arguments.callable("f");
    if (arguments.get("items") instanceof Dataset data) {
      return Mapped.of(session.engine().memory(), data, f);
    }
    Iterator<Object> items = Items.of(session.engine(), arguments.get("items"));
    while (items.hasNext()) {
      session.poll();
      out.add(f.call(items.next()));
    }
    return out;
  }
}
