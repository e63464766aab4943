// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.net;

import com.google.auto.service.AutoService;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.RangeChecks;
import org.nnlang.builtin.Session;
import org.nnlang.engine.Engine;
import org.nnlang.layer.Inits;
import org.nnlang.op.Numeric;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Arguments;
import org.nnlang.value.Module;

/** {@code perturb}. */
@AutoService(Builtin.class)
public final class Perturb implements Builtin {
  @Override
  public String signature() {
    return "perturb(net: instance, std: float) -> instance";
  }

  @Override
  public String doc() {
    return """
    A copy of a net whose weights are each moved at random, by normal numbers of this standard deviation.
    Example: perturb(net, 0.01)\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    double std = RangeChecks.least(a, "std", 0);
    Engine engine = session.engine();
    Module net = (Module) a.get("net");
    net.mustNotBePacked("perturbed");
    Module twin = net.copy();
    twin.parameters()
        .values()
        .forEach(
            v -> {
              Tensor noise = Inits.normal(engine, std, v.value().shape()).get();
              v.set(
                  (Tensor)
                      engine.apply(
                          List.of(v.value(), noise),
                          n -> Numeric.add(n.get(0), Numeric.cast(n.get(1), n.get(0).dtype()))));
            });
    return twin;
  }
}
