// SPDX-License-Identifier: Apache-2.0
package org.nnlang.graph;

/** Functions of one number. Those with {@code c} take a constant. */
public enum Unary {
  NEG,
  ABS,
  SIGN,
  FLOOR,
  CEIL,
  /** To the nearest integer, halves to the even one, as NumPy and PyTorch round. */
  ROUND,
  /** Without its fraction; what is no integer of 64 bits then is a problem. */
  TRUNCATE,
  SQUARE,
  SQRT,
  RSQRT,
  RECIPROCAL,
  EXP,
  /** exp(x) - 1, exact near 0. */
  EXPM1,
  LOG,
  /** log(1 + x), exact near 0. */
  LOG1P,
  /** log(1 + exp(x)), exact and without overflow. */
  SOFTPLUS,
  SIN,
  COS,
  ATAN,
  TANH,
  SIGMOID,
  ERF,
  /** x times the share of a standard normal distribution below x. */
  GELU,
  /** The derivative of GELU. */
  GELU_SLOPE,
  RELU,
  /** 1 where zero, else 0. */
  NOT,
  IS_NAN,
  /** x + c. */
  ADD_C,
  /** c * x. */
  MUL_C,
  /** c - x. */
  RSUB_C,
  /** c / x. */
  RDIV_C,
  /** x ^ c. */
  POW_C,
  /** c ^ x. */
  RPOW_C,
  /** The larger of x and c; not a number stays so. */
  MAX_C,
  /** The smaller of x and c; not a number stays so. */
  MIN_C,
  /** 1 where x > c, else 0; and so on. */
  GT_C,
  GE_C,
  LT_C,
  LE_C,
  EQ_C,
  NE_C,
}
