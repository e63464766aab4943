// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.general;

import com.google.auto.service.AutoService;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.engine.Undecided;
import org.nnlang.op.Numeric;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Arguments;
import org.nnlang.value.Show;
import org.nnlang.value.Size;
import org.nnlang.value.TypeNames;

/** {@code float}. */
@AutoService(Builtin.class)
public final class FloatBuiltin implements Builtin {
  @Override
  public String signature() {
    return "float(x)";
  }

  @Override
  public String doc() {
    return "A number, boolean, tensor or text as a float.";
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    Object x = arguments.get("x");
    return switch (x) {
      case Long n -> (double) n;
      case Double d -> d;
      case Boolean b -> b ? 1.0 : 0.0;
      case String text -> parse(text);
      case Size s -> throw new Undecided();
      case TensorLike t ->
          session.engine().apply(List.of(t), n -> Numeric.cast(n.get(0), DType.FLOAT32));
      default -> throw Problem.of(ErrorCode.TYPE, "this is no number: " + TypeNames.found(x));
    };
  }

  private static double parse(String text) {
    try {
      return switch (text.strip()) {
        case "nan" -> Double.NaN;
        case "inf" -> Double.POSITIVE_INFINITY;
        case "-inf" -> Double.NEGATIVE_INFINITY;
        default -> Double.parseDouble(text.strip().replace("_", ""));
      };
    } catch (NumberFormatException e) {
      throw Problem.of(ErrorCode.VALUE, "this text is no number: " + Show.quoted(text));
    }
  }
}
