// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

/** Arithmetic of two values. */
public enum BinaryOp {
  ADD("+"),
  SUBTRACT("-"),
  MULTIPLY("*"),
  DIVIDE("/"),
  FLOOR_DIVIDE("//"),
  REMAINDER("%"),
  MATMUL("@"),
  POWER("^");

  private final String symbol;

  BinaryOp(String symbol) {
    this.symbol = symbol;
  }

  /** As written in a script. */
  public String symbol() {
    return symbol;
  }
}
