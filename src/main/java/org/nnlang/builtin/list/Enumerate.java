// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.list;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Pure;
import org.nnlang.builtin.Session;
import org.nnlang.source.Polls;
import org.nnlang.value.Arguments;
import org.nnlang.value.Items;

/** {@code enumerate}. */
@AutoService(Builtin.class)
public final class Enumerate implements Pure {
  @Override
  public String signature() {
    return "enumerate(items, start: integer = 0)";
  }

  @Override
  public String doc() {
    return "Pairs of a number, counted from `start`, and an item: enumerate(\"ab\") is [[0, \"a\"],"
        + " [1, \"b\"]].";
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    List<Object> out = new ArrayList<>();
    long next = arguments.whole("start");
    for (Object item : Items.list(session.engine(), arguments.get("items"))) {
      Polls.sometimes();
      out.add(new ArrayList<>(List.of(next++, item)));
    }
    return out;
  }
}
