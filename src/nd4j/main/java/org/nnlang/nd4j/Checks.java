// SPDX-License-Identifier: Apache-2.0
package org.nnlang.nd4j;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Numbers computed beside a function that tell whether ND4J can be believed: it has no errors for
 * indices that are outside and integers that overflow, and loses what is not a number. Where one is
 * odd, nn's own engine computes the function again, and says what is wrong if anything is.
 */
final class Checks {
  /** What a number must be; others are odd, though they may be right. */
  enum Kind {
    NUMBER,
    BELOW_INF,
    SMALL,
    ZERO
  }

  private final List<Kind> kinds = new ArrayList<>();
  private final List<SDVariable> numbers = new ArrayList<>();

  /** Adds one; {@code number} has one element. */
  void add(Kind kind, SDVariable number) {
    kinds.add(kind);
    numbers.add(number.castTo(DataType.DOUBLE).reshape(1));
  }

  /** All in one, to be handed to {@link #odd}; null where there is none. */
  SDVariable joined(SameDiff sd) {
    return switch (numbers.size()) {
      case 0 -> null;
      case 1 -> numbers.get(0);
      default -> sd.concat(0, numbers.toArray(SDVariable[]::new));
    };
  }

  /** Whether one of the numbers is odd. */
  boolean odd(INDArray found) {
    double[] all = found.toDoubleVector();
    for (int i = 0; i < all.length; i++) {
      double x = all[i];
      boolean good =
          switch (kinds.get(i)) {
            case NUMBER -> !Double.isNaN(x);
            case BELOW_INF -> x < Double.POSITIVE_INFINITY;
            case SMALL -> x < Magnitudes.GIVEN;
            case ZERO -> x == 0;
          };
      if (!good) {
        return true;
      }
    }
    return false;
  }
}
