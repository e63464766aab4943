// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.text;

import com.google.auto.service.AutoService;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.value.Arguments;
import org.nnlang.value.Items;
import org.nnlang.value.Texts;

/** {@code join}. */
@AutoService(Builtin.class)
public final class Join implements Builtin {
  @Override
  public String signature() {
    return "join(items, separator: string = \"\")";
  }

  @Override
  public String doc() {
    return "The items of a list as one text, `separator` between them.";
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    List<Object> items = Items.list(session.engine(), arguments.get("items"));
    return Texts.join(items, arguments.string("separator"));
  }
}
