// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.list;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.value.Arguments;
import org.nnlang.value.Unknown;

/** {@code append}. */
@AutoService(Builtin.class)
public final class Append implements Builtin {
  @Override
  public String signature() {
    return "append(items: list, item)";
  }

  @Override
  public String doc() {
    return "Puts an item at the end of a list, and gives the list.";
  }

  @Override
  public boolean changesArguments() {
    return true;
  }

  /** An item that nobody knows yet makes the list longer all the same. */
  @Override
  public Object foresee(Arguments arguments, Session session) {
    return arguments.get("items") == Unknown.UNKNOWN ? Unknown.UNKNOWN : call(arguments, session);
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    arguments.list("items").add(arguments.get("item"));
    return arguments.get("items");
  }
}
