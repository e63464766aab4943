// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.net;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Given;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.data.Data;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Variable;
import org.nnlang.graph.Node;
import org.nnlang.op.Relu;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;
import org.nnlang.train.History;
import org.nnlang.value.Arguments;
import org.nnlang.value.Callable;
import org.nnlang.value.Dataset;
import org.nnlang.value.Leaves;
import org.nnlang.value.Module;
import org.nnlang.value.Pair;
import org.nnlang.value.TypeNames;
import org.nnlang.value.Unknown;

/** {@code diagnose}. */
@AutoService(Builtin.class)
public final class Diagnose implements Builtin {
  /** Smaller than this part of the largest gradient, a weight hardly learns. */
  private static final double VANISHING = 1e-4;

  private static final double EXPLODING = 1e3;
  private static final int NAMED = 12;

  @Override
  public String signature() {
    return "diagnose(net: instance, data: any, loss: function) -> string";
  }

  @Override
  public String doc() {
    return """
    Says of a net what keeps it from learning, on all rows of a dataset or of `[x, y]`, without
    dropout: for each weight the root of the mean square of its gradient, and whether that vanishes
    (less than a 10,000th of the largest), explodes (above 1,000), is not finite or is 0 because the
    loss does not depend on it; and for each relu which units are dead: 0 for every row. A unit is
    an index of the last axis, in pictures a channel.
    Example: print(diagnose(net, [x, y], mse))\
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
    net.mustNotBePacked("diagnosed");
    List<Object> data = data(session.engine(), a.get("data"));
    List<String[]> lines = new ArrayList<>();
    lines.add(new String[] {"weight", "gradient", ""});
    gradients(net, data, a.callable("loss"), lines);
    return GraphText.columns(lines, 1) + dead(Inspection.of(net, inputs(data)));
  }

  /** What the net takes, and last the target. */
  private static List<Object> data(Engine engine, Object given) {
    if (given instanceof List<?> list && list.size() == 2) {
      return new ArrayList<>(list);
    }
    Dataset data = Data.of(engine, given);
    Pair<Tensor> all = new Pair<>(data.all(), data.targets());
    List<Object> out = new ArrayList<>(all.inputs());
    out.add(all.target());
    return out;
  }

  private static List<Object> inputs(List<?> data) {
    return new ArrayList<>(data.subList(0, data.size() - 1));
  }

  private static void gradients(
      Module net, List<Object> data, Callable loss, List<String[]> lines) {
    Engine engine = net.engine();
    Map<String, Variable> weights = net.parameters();
    List<Tensor> given = Leaves.of(data).stream().map(Given::numbers).toList();
    List<Tensor> found =
        engine.gradients(
            given,
            List.copyOf(weights.values()),
            nodes -> {
              List<?> own = (List<?>) Leaves.replace(data, nodes.iterator());
              Object y = loss.call(net.call(inputs(own).toArray()), own.getLast());
              if (y instanceof TensorLike t) {
                return engine.trace().lift(t);
              }
              throw Problem.of(
                  ErrorCode.TYPE, "a loss gives a tensor, found " + TypeNames.found(y));
            });
    List<Double> sizes = found.stream().map(Diagnose::rootMeanSquare).toList();
    double largest = sizes.stream().filter(Double::isFinite).mapToDouble(x -> x).max().orElse(0);
    int i = 0;
    for (String path : weights.keySet()) {
      double size = sizes.get(i++);
      lines.add(new String[] {path, History.brief(size), judged(size, largest)});
    }
  }

  private static String judged(double size, double largest) {
    if (!Double.isFinite(size)) {
      return "not finite";
    }
    return size == 0
        ? "none: the loss does not depend on it here"
        : size < VANISHING * largest ? "vanishes" : size > EXPLODING ? "explodes" : "";
  }

  private static double rootMeanSquare(Tensor t) {
    double sum = 0;
    for (long i = 0; i < t.size(); i++) {
      sum += t.getDouble(i) * t.getDouble(i);
    }
    return Math.sqrt(sum / Math.max(1, t.size()));
  }

  private static String dead(Inspection call) {
    List<Node> relus =
        call.graph().nodes().stream().filter(n -> n.op() instanceof Relu && n.rank() > 1).toList();
    List<Tensor> values = call.values(relus);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < relus.size(); i++) {
      Tensor t = values.get(i);
      List<Integer> dead = dead(t, t.rank() == 4 ? 1 : t.rank() - 1);
      Node n = relus.get(i);
      String part = call.graph().part(n);
      String where = n.span().isKnown() ? " in line " + n.span().line() : "";
      long units = t.dim(t.rank() == 4 ? 1 : t.rank() - 1);
      out.append("relu").append(part.isEmpty() ? "" : " of `" + part + "`").append(where);
      out.append(": ").append(dead.size()).append(" of ").append(units).append(" units dead");
      out.append(dead.isEmpty() ? "" : ": " + named(dead)).append('\n');
    }
    return out.toString().stripTrailing();
  }

  private static String named(List<Integer> units) {
    String text =
        String.join(", ", units.stream().limit(NAMED).map(u -> Integer.toString(u)).toList());
    return units.size() > NAMED ? text + ", …" : text;
  }

  /** The indices along an axis at which everything is 0. */
  private static List<Integer> dead(Tensor t, int axis) {
    int units = (int) t.dim(axis);
    long inner = 1;
    for (int i = axis + 1; i < t.rank(); i++) {
      inner *= t.dim(i);
    }
    boolean[] alive = new boolean[units];
    for (long i = 0; i < t.size(); i++) {
      int unit = (int) (i / inner % units);
      alive[unit] |= t.getDouble(i) != 0;
    }
    List<Integer> dead = new ArrayList<>();
    for (int u = 0; u < units; u++) {
      if (!alive[u]) {
        dead.add(u);
      }
    }
    return dead;
  }
}
