// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Pure;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.general.IntBuiltin;
import org.nnlang.graph.Node;
import org.nnlang.op.Numeric;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Arguments;
import org.nnlang.value.Size;
import org.nnlang.value.TypeNames;

/** {@code round}. */
@AutoService(Builtin.class)
public final class Round implements Pure {
  @Override
  public String signature() {
    return "round(x: number|tensor|list, digits: integer? = none)";
  }

  @Override
  public String doc() {
    return "To the nearest integer, halves to the even one; with `digits` to so many places after"
        + " the point.";
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    return of(arguments.get("x"), arguments, session);
  }

  private static Node rounded(Node x, int digits) {
    if (digits == 0 || digits > 0 && !x.dtype().isFloat()) {
      return Numeric.round(x);
    }
    double scale = Math.pow(10, digits);
    return Numeric.div(Numeric.round(Numeric.mul(x, scale)), scale);
  }

  private static Object of(Object x, Arguments arguments, Session session) {
    boolean places = !arguments.isNone("digits");
    return switch (x) {
      case Long n -> n;
      case Size s -> s;
      case Double d when !places -> IntBuiltin.whole(Math.rint(d));
      case Double d when !Double.isFinite(d) -> d;
      case Double d ->
          new BigDecimal(d)
              .setScale(arguments.integer("digits"), RoundingMode.HALF_EVEN)
              .doubleValue();
      case TensorLike t -> {
        int digits = places ? arguments.integer("digits") : 0;
        yield session.engine().apply(List.of(t), n -> rounded(n.get(0), digits));
      }
      case List<?> list -> {
        List<Object> out = new ArrayList<>();
        list.forEach(item -> out.add(of(item, arguments, session)));
        yield out;
      }
      default -> throw Problem.of(ErrorCode.TYPE, "this is no number: " + TypeNames.found(x));
    };
  }
}
