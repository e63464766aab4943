// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.list;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Given;
import org.nnlang.builtin.Session;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Arguments;
import org.nnlang.value.TensorMembers;

/** {@code item}. */
@AutoService(Builtin.class)
public final class Item implements Builtin {
  @Override
  public String signature() {
    return "item(x: tensor|number|boolean)";
  }

  @Override
  public String doc() {
    return "The one number of a tensor that has a single element.";
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    if (!(arguments.get("x") instanceof TensorLike t)) {
      return arguments.get("x");
    }
    Tensor numbers = Given.numbers(t);
    if (numbers.size() != 1) {
      throw Problem.of(
              ErrorCode.SHAPE, "only a single element is one number, not a tensor of " + numbers)
          .hint("an index takes one of them, as `x[0]`; `x.list()` gives all");
    }
    return TensorMembers.list(numbers.reshape());
  }
}
