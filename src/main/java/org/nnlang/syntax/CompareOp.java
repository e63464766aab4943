// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

/** Comparison of two values. */
public enum CompareOp {
  EQUAL("=="),
  NOT_EQUAL("!="),
  LESS("<"),
  LESS_EQUAL("<="),
  GREATER(">"),
  GREATER_EQUAL(">="),
  IN("in");

  private final String symbol;

  CompareOp(String symbol) {
    this.symbol = symbol;
  }

  /** As written in a script. */
  public String symbol() {
    return symbol;
  }
}
