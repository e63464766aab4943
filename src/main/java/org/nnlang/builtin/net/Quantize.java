// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.net;

import com.google.auto.service.AutoService;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.source.Suggest;
import org.nnlang.tensor.Packing;
import org.nnlang.value.Arguments;
import org.nnlang.value.Module;
import org.nnlang.value.Show;

/** {@code quantize}. */
@AutoService(Builtin.class)
public final class Quantize implements Builtin {
  @Override
  public String signature() {
    return "quantize(net: instance, to: string = \"int8\") -> instance";
  }

  @Override
  public String doc() {
    return """
    A net for predicting and sampling whose large weights take a quarter of the memory, as `"int8"`
    with a scale a row, or half of it, as `"bfloat16"`. Biases, norms and other small weights stay
    floats, and all is computed in floats. It cannot be trained any more; the net it was made of
    stays as it is. Where memory is what a token waits for, it is as much faster as it is smaller.
    Example: print(score(quantize(net, "int8"), letters, some_text).loss)\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    String word = a.string("to");
    Packing packing =
        Packing.of(word)
            .orElseThrow(
                () ->
                    Problem.of(
                            ErrorCode.VALUE,
                            "a net is quantized to \"int8\" or \"bfloat16\", found "
                                + Show.quoted(word))
                        .hint(near(word)));
    return ((Module) a.get("net")).packed(packing);
  }

  private static @Nullable String near(String word) {
    return Suggest.nearest(word, Arrays.stream(Packing.values()).map(Packing::word).toList())
        .map(w -> "did you mean " + Show.quoted(w) + "?")
        .orElse(null);
  }
}
