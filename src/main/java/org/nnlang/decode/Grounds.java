// SPDX-License-Identifier: Apache-2.0
package org.nnlang.decode;

import org.nnlang.engine.Engine;
import org.nnlang.engine.Reads;
import org.nnlang.graph.Node;

/**
 * What was found out about a net rests on: what the net read while it was traced, and the weights
 * whose numbers were looked at.
 */
public final class Grounds {
  private final Engine engine;
  private final Reads reads = new Reads(true);
  private final Moment looked;

  /** Nothing yet. */
  public Grounds(Engine engine) {
    this.engine = engine;
    looked = new Moment(engine.memory());
  }

  Engine engine() {
    return engine;
  }

  Reads reads() {
    return reads;
  }

  void lookedAt(Node value) {
    looked.add(value);
  }

  /** Whether all would surely be found again. */
  public boolean areAsTheyWere() {
    return reads.areAsTheyWere() && looked.isNow();
  }
}
