// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.list;

import com.google.auto.service.AutoService;
import java.util.Collections;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Pure;
import org.nnlang.builtin.Session;
import org.nnlang.value.Arguments;
import org.nnlang.value.Items;

/** {@code reversed}. */
@AutoService(Builtin.class)
public final class Reversed implements Pure {
  @Override
  public String signature() {
    return "reversed(x)";
  }

  @Override
  public String doc() {
    return "A list, string or range turned around.";
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    if (arguments.get("x") instanceof String text) {
      return new StringBuilder(text).reverse().toString();
    }
    List<Object> items = Items.list(session.engine(), arguments.get("x"));
    Collections.reverse(items);
    return items;
  }
}
