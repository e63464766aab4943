// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.net;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.graph.Node;
import org.nnlang.op.Attend;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Arguments;
import org.nnlang.value.Module;
import org.nnlang.value.Record;
import org.nnlang.value.Unknown;

/** {@code attention_weights}. */
@AutoService(Builtin.class)
public final class AttentionWeights implements Builtin {
  @Override
  public String signature() {
    return "attention_weights(net: instance, inputs...) -> record";
  }

  @Override
  public String doc() {
    return """
    What attention saw in the call `net(inputs...)`: for each `attention` that is done a tensor
    `[..., heads, queries, keys]` of how much of each key every query takes, whose rows sum to 1, by
    the path of the part that does it. Of a part alone it is asked with what that part gets:
    `attention_weights(net.blocks[0], activations(net, ids)["places"])`. An attention with a mask of
    floats is none of these.
    Example: show(attention_weights(net, ids)["blocks.0.attend.1"][0, 0])\
    """;
  }

  /** Nothing is known before there are numbers. */
  @Override
  public Object foresee(Arguments a, Session session) {
    return Unknown.UNKNOWN;
  }

  @Override
  public Object call(Arguments a, Session session) {
    Module net = (Module) a.get("net");
    Inspection call = Inspection.of(net, a.list("inputs"));
    List<String> names = new ArrayList<>();
    List<Node> wanted = new ArrayList<>();
    for (Node n : call.graph().nodes()) {
      if (n.op() instanceof Attend attend) {
        String path = call.graph().part(n);
        String name = path.isEmpty() ? "attention" : path;
        int before =
            (int)
                names.stream().filter(x -> x.replaceFirst(" \\(\\d+\\)$", "").equals(name)).count();
        names.add(before == 0 ? name : name + " (" + (before + 1) + ")");
        wanted.add(attend.weights(n.inputs()));
      }
    }
    if (wanted.isEmpty()) {
      throw Problem.of(ErrorCode.VALUE, "nothing in " + net.describe() + " attends")
          .hint("`attention` does, without a mask of floats");
    }
    List<Tensor> values = call.values(wanted);
    Record out = new Record();
    for (int i = 0; i < values.size(); i++) {
      out.put(names.get(i), values.get(i));
    }
    return out;
  }
}
