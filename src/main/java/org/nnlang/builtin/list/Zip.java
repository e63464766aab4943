// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.list;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Pure;
import org.nnlang.builtin.Session;
import org.nnlang.source.Polls;
import org.nnlang.value.Arguments;
import org.nnlang.value.Items;

/** {@code zip}. */
@AutoService(Builtin.class)
public final class Zip implements Pure {
  @Override
  public String signature() {
    return "zip(items...)";
  }

  @Override
  public String doc() {
    return "Lists of the first items of all, of the second, and so on, as many as the shortest has:"
        + " zip([1, 2], \"ab\") is [[1, \"a\"], [2, \"b\"]].";
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    List<Iterator<Object>> each = new ArrayList<>();
    arguments.list("items").forEach(items -> each.add(Items.of(session.engine(), items)));
    List<Object> out = new ArrayList<>();
    while (!each.isEmpty() && each.stream().allMatch(Iterator::hasNext)) {
      Polls.sometimes();
      List<Object> row = new ArrayList<>();
      each.forEach(i -> row.add(i.next()));
      out.add(row);
    }
    return out;
  }
}
