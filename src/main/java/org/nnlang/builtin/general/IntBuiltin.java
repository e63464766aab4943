// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.general;

import com.google.auto.service.AutoService;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.op.Numeric;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Arguments;
import org.nnlang.value.Show;
import org.nnlang.value.Size;
import org.nnlang.value.TypeNames;

/** {@code int}. */
@AutoService(Builtin.class)
public final class IntBuiltin implements Builtin {
  @Override
  public String signature() {
    return "int(x)";
  }

  @Override
  public String doc() {
    return """
    A number, boolean, tensor or text as an integer; fractions are cut off.
    Of a tensor it makes a tensor of integers.\
    """;
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    Object x = arguments.get("x");
    return switch (x) {
      case Long n -> n;
      case Size s -> s;
      case Double d -> whole(d);
      case Boolean b -> b ? 1L : 0L;
      case String text -> parse(text);
      case TensorLike t ->
          session.engine().apply(List.of(t), n -> Numeric.cast(n.get(0), DType.INT));
      default -> throw Problem.of(ErrorCode.TYPE, "this is no number: " + TypeNames.found(x));
    };
  }

  public static long whole(double d) {
    if (!(Math.abs(d) < 0x1p63)) {
      throw Problem.of(ErrorCode.ARITHMETIC, "no integer of 64 bits is near " + Show.number(d));
    }
    return (long) d;
  }

  private static long parse(String text) {
    try {
      return Long.parseLong(text.strip().replace("_", ""));
    } catch (NumberFormatException e) {
      throw Problem.of(ErrorCode.VALUE, "this text is no integer: " + Show.quoted(text));
    }
  }
}
