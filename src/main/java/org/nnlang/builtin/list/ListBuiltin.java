// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.list;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Given;
import org.nnlang.builtin.Session;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Arguments;
import org.nnlang.value.Items;
import org.nnlang.value.TensorMembers;

/** {@code list}. */
@AutoService(Builtin.class)
public final class ListBuiltin implements Builtin {
  @Override
  public String signature() {
    return "list(x = [])";
  }

  @Override
  public String doc() {
    return "A new list of the items of a list, range, string, record (its names) or tensor; a"
        + " tensor becomes lists of numbers down to its last axis.";
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    return arguments.get("x") instanceof TensorLike t
        ? TensorMembers.list(Given.numbers(t))
        : Items.list(null, arguments.get("x"));
  }
}
