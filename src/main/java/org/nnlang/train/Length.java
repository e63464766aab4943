// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;

/**
 * How long to train, and how often to stop and look.
 *
 * @param steps how many steps; 0 where epochs are given
 * @param epochs how often to go through the data; 0 where steps are given
 * @param every steps between validations, checkpoints and logs; 0 for ten times in all
 */
public record Length(long steps, double epochs, long every) {
  public Length {
    if (steps < 0 || epochs < 0 || steps == 0 && epochs == 0) {
      throw Problem.of(
          ErrorCode.ARGUMENT, "`train` needs to know how long: steps or epochs, more than 0");
    }
    if (steps > 0 && epochs > 0) {
      throw Problem.of(
          ErrorCode.ARGUMENT, "steps and epochs both say how long to train: give one of them");
    }
    Setup.atLeast("every", every, 0);
  }

  public static Length ofSteps(long steps) {
    return new Length(steps, 0, 0);
  }

  public static Length ofEpochs(double epochs) {
    return new Length(0, epochs, 0);
  }

  /** So many steps in all, whatever was said before. */
  public Length withSteps(long newSteps) {
    return new Length(newSteps, 0, every);
  }

  public Length withEvery(long newEvery) {
    return new Length(steps, epochs, newEvery);
  }
}
