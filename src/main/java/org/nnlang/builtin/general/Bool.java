// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.general;

import com.google.auto.service.AutoService;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.op.Conditions;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Arguments;
import org.nnlang.value.TypeNames;

/** {@code bool}. */
@AutoService(Builtin.class)
public final class Bool implements Builtin {
  @Override
  public String signature() {
    return "bool(x)";
  }

  @Override
  public String doc() {
    return "Whether a value is true, not zero, or one of the texts \"true\" and \"false\". Of a"
        + " tensor: which elements are not zero.";
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    Object x = arguments.get("x");
    return switch (x) {
      case Boolean b -> b;
      case Long n -> n != 0;
      case Double d -> d != 0;
      case String s when s.equals("true") -> true;
      case String s when s.equals("false") -> false;
      case TensorLike t -> session.engine().apply(List.of(t), n -> Conditions.ne(n.get(0), 0.0));
      default ->
          throw Problem.of(ErrorCode.TYPE, "this is neither true nor false: " + TypeNames.found(x));
    };
  }
}
