// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.list;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.value.Arguments;
import org.nnlang.value.Comparison;
import org.nnlang.value.HasMembers;

/** {@code has}. */
@AutoService(Builtin.class)
public final class Has implements Builtin {
  @Override
  public String signature() {
    return "has(x, item)";
  }

  @Override
  public String doc() {
    return "Whether a record has a field of this name, an instance a member, a list or range an"
        + " item, a string a part.";
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    Object x = arguments.get("x");
    Object item = arguments.get("item");
    if (x instanceof HasMembers m && item instanceof String name) {
      return m.member(name) != null;
    }
    return Comparison.contains(x, item);
  }
}
