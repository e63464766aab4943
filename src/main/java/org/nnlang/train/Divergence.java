// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Nonfinite;
import org.nnlang.engine.Nonfinite.Range;
import org.nnlang.engine.Variable;
import org.nnlang.graph.Node;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Dataset;
import org.nnlang.value.Module;

/**
 * What is said of a step whose loss or gradients are not finite.
 *
 * @param rows the numbers in {@code data} of the rows of the batch
 * @param before the losses of the steps before
 */
record Divergence(
    Module net, Dataset data, long step, List<Tensor> batch, long[] rows, List<Object> before) {
  private static final int LOSSES = 5;

  /** Inputs of one op that are described. */
  private static final int INPUTS = 3;

  /**
   * The problem.
   *
   * @param loss of the step
   * @param found where it began; null where that was not found
   * @param clipped whether gradients are clipped already
   */
  Problem problem(double loss, Nonfinite.@Nullable Found found, boolean clipped) {
    boolean finite = Double.isFinite(loss);
    Problem p = finite ? Messages.gradientDiverged(loss, step) : Messages.lossDiverged(loss, step);
    if (found == null) {
      return losses(p, false).hint(Messages.smaller(clipped));
    }
    if (found.node().inputs().isEmpty() && !found.inputs().isEmpty()) {
      return input(p, found.inputs().getFirst()).hint(Messages.KEPT);
    }
    p = op(p, found);
    boolean grown =
        before.size() > 1 && (Double) before.getLast() > 2 * least(before) && least(before) > 0;
    String remedy = grown ? null : Messages.remedy(opName(found));
    return losses(p, grown)
        .hint(remedy != null ? Messages.KEPT + "; " + remedy : Messages.smaller(clipped));
  }

  private static double least(List<Object> losses) {
    return losses.stream().mapToDouble(l -> (Double) l).min().orElse(0);
  }

  private static String opName(Nonfinite.Found found) {
    Node n = found.node();
    return n.forward() != null ? n.forward().op().name() : n.op().name();
  }

  private Problem op(Problem p, Nonfinite.Found found) {
    Node n = found.node();
    var text = new StringBuilder("`").append(opName(found)).append('`');
    String path = n.owner() instanceof Module part ? path(part) : null;
    if (path != null) {
      text.append(path.isEmpty() ? " in the net" : " in part `" + path + "`");
    }
    text.append(found.backward() ? " begins it, backward" : " begins it, forward");
    for (Range r : found.inputs().subList(0, Math.min(INPUTS, found.inputs().size()))) {
      text.append("; ").append(described(r));
    }
    return p.note(text.toString(), n.span());
  }

  private String described(Range r) {
    String what = r.binding() instanceof Variable v ? weight(v) + " " : "input ";
    String shape = r.node().type().shapeText();
    String range =
        r.min() > r.max()
            ? "nothing finite"
            : r.min() == r.max()
                ? History.brief(r.min())
                : History.brief(r.min()) + " to " + History.brief(r.max());
    return what + shape + " is " + range + (r.wrong() == 0 ? "" : ", " + r.wrong() + " not finite");
  }

  private @Nullable String path(Module part) {
    Map<Module, String> paths = new IdentityHashMap<>();
    net.visit((path, m) -> paths.put(m, path));
    return paths.get(part);
  }

  private String weight(Variable v) {
    for (Map.Entry<String, Variable> e : net.variables().entrySet()) {
      if (e.getValue() == v) {
        return e.getKey();
      }
    }
    return "weight";
  }

  /** A weight or the data is not finite itself. */
  private Problem input(Problem p, Range r) {
    if (r.binding() instanceof Variable v) {
      return p.note(Messages.badWeight(weight(v), r.wrong()));
    }
    int field = batch.indexOf(r.binding());
    if (field < 0) {
      return p.note(Messages.badTensor(r.node().type(), r.wrong()), r.node().span());
    }
    Tensor t = batch.get(field);
    long width = t.size() / Math.max(1, t.dim(0));
    for (long i = 0; i < t.size(); i++) {
      if (!Double.isFinite(t.getDouble(i))) {
        String name = data.fields().get(Math.min(field, data.fields().size() - 1));
        List<String> columns = field == 0 ? data.columns() : List.of();
        String column =
            columns.size() == width ? "`" + columns.get((int) (i % width)) + "`" : "" + i % width;
        return p.note(
            Messages.badData(t.getDouble(i), name, rows[(int) (i / width)], column, width));
      }
    }
    return p;
  }

  private Problem losses(Problem p, boolean grown) {
    if (before.isEmpty()) {
      return p;
    }
    List<String> last = new ArrayList<>();
    for (Object l : before.subList(Math.max(0, before.size() - LOSSES), before.size())) {
      last.add(History.brief((Double) l));
    }
    return p.note(
        (grown
                ? "gradients and losses grew from step to step: "
                : last.size() == 1 ? "the loss before was " : "the losses before were ")
            + String.join(", ", last));
  }
}
