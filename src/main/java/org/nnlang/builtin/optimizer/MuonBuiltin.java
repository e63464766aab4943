// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.optimizer;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.data.Selector;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.train.AdamW;
import org.nnlang.train.Grouped;
import org.nnlang.train.Muon;
import org.nnlang.train.Named;
import org.nnlang.train.Optimizer;
import org.nnlang.train.Updating;
import org.nnlang.train.WeightTest;
import org.nnlang.value.Arguments;
import org.nnlang.value.TypeNames;

/** {@code muon}. */
@AutoService(Builtin.class)
public final class MuonBuiltin extends OptimizerBuiltin {
  @Override
  public String signature() {
    return "muon(lr: float = 0.02, momentum: float = 0.95, nesterov: boolean = true, "
        + "weight_decay: float = 0, *, rest: any = none, but: any = none)";
  }

  @Override
  public String doc() {
    return """
    Momentum whose matrices are made nearly orthogonal before each step. It is for matrices within
    a net: all other weights, and the parts `but`, which embeddings and the last layer belong to,
    go by the optimizer `rest`, adamw(lr: 0.001) unless given.
    Example: muon(lr: 0.02, but: [net.tokens, net.head], rest: adamw(lr: 1e-3))\
    """;
  }

  @Override
  protected Optimizer make(Arguments a) {
    return new Muon(
        lr(a), within(a, "momentum", 0, 1), a.flag("nesterov"), atLeast(a, "weight_decay", 0));
  }

  @Override
  public Object call(Arguments a, Session session) {
    Grouped rest =
        a.isNone("rest")
            ? Grouped.of(new AdamW(0.001, 0.9, 0.999, 1e-8, 0.01))
            : OptimizerBuiltin.of(a.get("rest"));
    if (rest == null) {
      throw Problem.of(
          ErrorCode.TYPE, "`rest` must be an optimizer, found " + TypeNames.found(a.get("rest")));
    }
    List<Updating.Group> groups = new ArrayList<>(rest.groups());
    WeightTest but = a.isNone("but") ? (path, w) -> false : Selector.of(a.get("but"));
    WeightTest matrices = (path, w) -> w.type().rank() == 2 && !but.fits(path, w);
    // before the groups of the rest: those are for what is left
    groups.add(0, new Updating.Group(matrices, make(a)));
    List<Named> named = new ArrayList<>(rest.named());
    if (!a.isNone("but")) {
      named.addAll(Selector.named(a.get("but")));
    }
    return new Grouped(rest.base(), groups, named);
  }
}
