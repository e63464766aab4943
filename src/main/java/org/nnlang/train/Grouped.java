// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.List;
import org.nnlang.engine.Variable;
import org.nnlang.value.Shown;
import org.nnlang.value.Typed;

/**
 * An optimizer, and others for some of the weights.
 *
 * @param named what a script has said of which weights are whose; each is to be of some weight
 */
public record Grouped(Optimizer base, List<Updating.Group> groups, List<Named> named)
    implements Typed, Shown {
  /** One optimizer for all weights. */
  public static Grouped of(Optimizer optimizer) {
    return new Grouped(optimizer, List.of(), List.of());
  }

  /** The optimizer of a weight. */
  public Optimizer of(String path, Variable weight) {
    for (Updating.Group g : groups) {
      if (g.fits().fits(path, weight)) {
        return g.optimizer();
      }
    }
    return base;
  }

  public Grouped {
    groups = List.copyOf(groups);
    named = List.copyOf(named);
  }

  @Override
  public String type() {
    return "optimizer";
  }

  @Override
  public String show() {
    return base.show()
        + (groups.size() == 1 ? " with 1 group" : " with " + groups.size() + " groups");
  }
}
