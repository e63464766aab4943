// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.net;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.graph.Node;
import org.nnlang.op.Attend;
import org.nnlang.op.Div;
import org.nnlang.op.Exp;
import org.nnlang.op.MatMul;
import org.nnlang.op.MaxScalar;
import org.nnlang.op.Reshape;
import org.nnlang.op.Sum;
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
    the path of the part that does it. One that is written out, `softmax(scores) @ values`, counts
    too. Of a part alone it is asked with what that part gets:
    `attention_weights(net.blocks[0], activations(net, ids)["places"])`.
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
      Node weights = weights(n, call);
      if (weights != null) {
        String path = call.graph().part(n);
        String name = path.isEmpty() ? "attention" : path;
        int before =
            (int)
                names.stream().filter(x -> x.replaceFirst(" \\(\\d+\\)$", "").equals(name)).count();
        names.add(before == 0 ? name : name + " (" + (before + 1) + ")");
        wanted.add(weights);
      }
    }
    if (wanted.isEmpty()) {
      throw Problem.of(ErrorCode.VALUE, "nothing in " + net.describe() + " attends")
          .hint("`attention` does, and `softmax(scores) @ values`");
    }
    List<Tensor> values = call.values(wanted);
    Record out = new Record();
    for (int i = 0; i < values.size(); i++) {
      out.put(names.get(i), values.get(i));
    }
    return out;
  }

  /** What a node takes a mean of values by; null where it takes none. */
  private static @Nullable Node weights(Node n, Inspection call) {
    if (n.op() instanceof Attend attend) {
      return attend.weights(n.inputs());
    }
    if (!(n.op() instanceof MatMul m) || m.transposeA()) {
      return null;
    }
    Node left = n.input(0).op() instanceof Reshape ? n.input(0).input(0) : n.input(0);
    // the last layer's softmax times a weight is no attention
    return isSoftmax(left) && !call.isWeight(n.input(1)) ? left : null;
  }

  /** Exponentials over their sum along the last axis, or over 1 where that is less. */
  private static boolean isSoftmax(Node n) {
    if (!(n.op() instanceof Div) || !(n.input(0).op() instanceof Exp)) {
      return false;
    }
    Node most = n.input(1);
    Node sum = most.op() instanceof MaxScalar ? most.input(0) : most;
    return sum.op() instanceof Sum s
        && sum.input(0) == n.input(0)
        && s.from() == n.rank() - 1
        && s.to() == n.rank();
  }
}
