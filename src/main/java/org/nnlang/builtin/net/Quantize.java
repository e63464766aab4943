// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.net;

import com.google.auto.service.AutoService;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.engine.Traced;
import org.nnlang.engine.Variable;
import org.nnlang.graph.Node;
import org.nnlang.graph.Subgraph;
import org.nnlang.graph.Type;
import org.nnlang.op.MatMul;
import org.nnlang.source.Coded;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.source.Suggest;
import org.nnlang.tensor.DType;
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
    Module net = (Module) a.get("net");
    return net.packed(packing, turned(net));
  }

  /**
   * Matrices that are multiplied by as they are, and not by their transposes as in {@code linear}:
   * found where the net takes tokens.
   */
  private static Set<Variable> turned(Module net) {
    Traced traced;
    try {
      Type tokens = Type.of(DType.INT, 1, 2);
      traced =
          net.engine()
              .trace(
                  List.of(tokens),
                  false,
                  ids -> net.call(ids.get(0)) instanceof Node n ? List.of(n) : List.of());
    } catch (RuntimeException e) {
      if (e instanceof Coded) {
        // another net, of which nothing is known
        return Set.of();
      }
      throw e;
    }
    Set<Variable> turned = new HashSet<>();
    Set<Variable> others = new HashSet<>();
    for (Node n : Subgraph.needed(traced.results())) {
      for (int i = 0; i < n.inputs().size(); i++) {
        Node in = n.input(i);
        if (in.isInput() && in.graph().binding(in) instanceof Variable v) {
          boolean plain = i == 1 && n.op() instanceof MatMul m && !m.transposeB();
          (plain && v.type().rank() == 2 ? turned : others).add(v);
        }
      }
    }
    turned.removeAll(others);
    return turned;
  }

  private static @Nullable String near(String word) {
    return Suggest.nearest(word, Arrays.stream(Packing.values()).map(Packing::word).toList())
        .map(w -> "did you mean " + Show.quoted(w) + "?")
        .orElse(null);
  }
}
