// SPDX-License-Identifier: Apache-2.0
package org.nnlang.graph;

/** Functions of two numbers. Comparisons and logic give 1 or 0. */
public enum Binary {
  ADD,
  SUB,
  MUL,
  DIV,
  /** Rounded down, as Python's {@code //}. */
  FLOOR_DIV,
  /** With the sign of the divisor, as Python's {@code %}. */
  MOD,
  POW,
  MAX,
  MIN,
  EQ,
  NE,
  LT,
  LE,
  GT,
  GE,
  AND,
  OR,
  /** The second where the first is above 0, else 0. */
  GATE,
}
