// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.list;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.value.Arguments;
import org.nnlang.value.Comparison;

/** {@code contains}. */
@AutoService(Builtin.class)
public final class Contains implements Builtin {
  @Override
  public String signature() {
    return "contains(x, item)";
  }

  @Override
  public String doc() {
    return "Whether a list, range or record has an item, or a text a part: `item in x`.";
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    return Comparison.contains(arguments.get("x"), arguments.get("item"));
  }
}
