// SPDX-License-Identifier: Apache-2.0
package org.nnlang.graph;

/** How many numbers become one. Over none of them: 0, 1, -inf, inf. */
public enum Reduction {
  SUM(0, Binary.ADD),
  PROD(1, Binary.MUL),
  MAX(Double.NEGATIVE_INFINITY, Binary.MAX),
  MIN(Double.POSITIVE_INFINITY, Binary.MIN);

  private final double identity;
  private final Binary step;

  Reduction(double identity, Binary step) {
    this.identity = identity;
    this.step = step;
  }

  /** What none of them give. */
  public double identity() {
    return identity;
  }

  /** What takes one more in. */
  public Binary step() {
    return step;
  }

  /** The two joined. */
  public double apply(double a, double b) {
    return switch (this) {
      case SUM -> a + b;
      case PROD -> a * b;
      case MAX -> Math.max(a, b);
      case MIN -> Math.min(a, b);
    };
  }
}
