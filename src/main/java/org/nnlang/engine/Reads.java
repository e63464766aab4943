// SPDX-License-Identifier: Apache-2.0
package org.nnlang.engine;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * What a function that is being traced read beside its arguments, told by whoever reads it. As long
 * as all of that is as it was, tracing the function again would give the same graph.
 */
public final class Reads {
  /** Looking at more than that is no quicker than tracing again. */
  private static final int MOST = 2000;

  private final Map<Object, BooleanSupplier> conditions = new IdentityHashMap<>();
  private boolean known;

  /**
   * @param known whether anybody wants to know; else nothing is noted down
   */
  public Reads(boolean known) {
    this.known = known;
  }

  /** Whether all that was read is known, and can be looked at again. */
  public boolean areKnown() {
    return known;
  }

  /** Something was read, or done, of which nobody can say later whether it would be the same. */
  public void unknown() {
    known = false;
    conditions.clear();
  }

  /** Says of something that was made while the function was traced that nobody else changes it. */
  public void own(Object made) {
    on(made, () -> true);
  }

  /** Whether that was told already, or is its own. */
  public boolean have(Object what) {
    return conditions.containsKey(what);
  }

  /**
   * Something was read.
   *
   * @param what that is, noted down once
   * @param isAsItWas whether reading it would give the same
   */
  public void on(Object what, BooleanSupplier isAsItWas) {
    if (!known) {
      return;
    }
    conditions.putIfAbsent(what, isAsItWas);
    if (conditions.size() > MOST) {
      unknown();
    }
  }

  /** Whether all that was read is known and is as it was. */
  public boolean areAsTheyWere() {
    return known && conditions.values().stream().allMatch(BooleanSupplier::getAsBoolean);
  }

  /** What has to be so for a graph to be the same; to be asked where all is known. */
  BooleanSupplier[] conditions() {
    return conditions.values().toArray(BooleanSupplier[]::new);
  }
}
