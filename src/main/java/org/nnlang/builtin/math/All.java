// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;

/** {@code all}. */
@AutoService(Builtin.class)
public final class All extends Quantifier {
  @Override
  public String signature() {
    return "all(x, " + AxisReduction.OPTIONS + ")";
  }

  @Override
  public String doc() {
    return "Whether every one of the items is true: booleans of a list, or"
        + " elements of a tensor along its axes.";
  }

  @Override
  protected boolean settled() {
    return false;
  }
}
