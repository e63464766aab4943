// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.net;

import com.google.auto.service.AutoService;
import java.util.Map;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.engine.Variable;
import org.nnlang.plot.HeatMap;
import org.nnlang.tensor.Tensor;
import org.nnlang.train.History;
import org.nnlang.value.Arguments;
import org.nnlang.value.Module;
import org.nnlang.value.None;

/** {@code weights}. */
@AutoService(Builtin.class)
public final class WeightsBuiltin implements Builtin {
  private static final int WIDTH = 76;
  private static final int LINES = 8;

  @Override
  public String signature() {
    return "weights(net: instance)";
  }

  @Override
  public String doc() {
    return """
    Draws the weights of a net: for each its path, shape, least and greatest number, mean and
    deviation, and a heat map, the first axis downwards and all others across. Where a colour stands
    for many numbers it is that of the one farthest from 0. `params(net)` has the numbers.
    Example: weights(net.head)\
    """;
  }

  /** Nothing is known before there are numbers. */
  @Override
  public Object foresee(Arguments a, Session session) {
    return None.NONE;
  }

  @Override
  public Object call(Arguments a, Session session) {
    boolean terminal = session.outIsTerminal();
    int width = terminal ? Math.clamp(session.width() - 1, 20, 120) : WIDTH;
    Module net = (Module) a.get("net");
    for (Map.Entry<String, Variable> weight : net.variables().entrySet()) {
      session.poll();
      Tensor t = weight.getValue().snapshot(session.engine().memory());
      TensorRange range = TensorRange.of(t);
      String numbers =
          range.text()
              + ", mean "
              + History.brief(range.mean())
              + ", deviation "
              + History.brief(range.deviation());
      session.out().println(weight.getKey() + " " + weight.getValue().type() + "  " + numbers);
      session.out().print(HeatMap.of(t).text(width, LINES, session.coloured()).indent(2));
    }
    session.out().flush();
    return None.NONE;
  }
}
