// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;

/** {@code any}. */
@AutoService(Builtin.class)
public final class Any extends Quantifier {
  @Override
  public String signature() {
    return "any(x, " + AxisReduction.OPTIONS + ")";
  }

  @Override
  public String doc() {
    return "Whether one of the items is true: booleans of a list, or"
        + " elements of a tensor along its axes.";
  }

  @Override
  protected boolean settled() {
    return true;
  }
}
