// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.list;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Arguments;
import org.nnlang.value.Comparison;
import org.nnlang.value.Items;
import org.nnlang.value.TensorMembers;

/** {@code sorted}. */
@AutoService(Builtin.class)
public final class Sorted implements Builtin {
  @Override
  public String signature() {
    return "sorted(items, key: function? = none, *, descending: boolean = false)";
  }

  @Override
  public String doc() {
    return "A new list of the items in order: numbers by size, texts by their characters, lists by"
        + " their first items that differ. `key(item)` is compared instead where it is"
        + " given. Equal items keep their order.";
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    List<Object> items = Items.list(session.engine(), arguments.get("items"));
    Comparator<Object> order = Comparison::order;
    if (arguments.flag("descending")) {
      order = order.reversed();
    }
    if (arguments.isNone("key")) {
      items.replaceAll(Sorted::plain);
      items.sort(order);
      return items;
    }
    List<Object[]> keyed = new ArrayList<>();
    for (Object item : items) {
      keyed.add(new Object[] {plain(arguments.callable("key").call(item)), item});
    }
    Comparator<Object> byKey = order;
    keyed.sort((a, b) -> byKey.compare(a[0], b[0]));
    return new ArrayList<>(keyed.stream().map(pair -> pair[1]).toList());
  }

  /** A tensor of one number is that number. */
  private static Object plain(Object value) {
    return value instanceof Tensor t && t.rank() == 0 ? TensorMembers.list(t) : value;
  }
}
