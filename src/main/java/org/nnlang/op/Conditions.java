// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.nnlang.graph.Binary;
import org.nnlang.graph.Node;
import org.nnlang.graph.Unary;
import org.nnlang.tensor.DType;

/**
 * Comparisons, logic and choice, element by element, of tensors that broadcast. Numbers become as
 * {@link Ops} says.
 */
public final class Conditions {
  private Conditions() {}

  public static Node eq(Node a, Node b) {
    return compare(Binary.EQ, a, b);
  }

  public static Node ne(Node a, Node b) {
    return compare(Binary.NE, a, b);
  }

  public static Node lt(Node a, Node b) {
    return compare(Binary.LT, a, b);
  }

  public static Node le(Node a, Node b) {
    return compare(Binary.LE, a, b);
  }

  public static Node gt(Node a, Node b) {
    return compare(Binary.GT, a, b);
  }

  public static Node ge(Node a, Node b) {
    return compare(Binary.GE, a, b);
  }

  public static Node eq(Node x, double c) {
    return compare(Unary.EQ_C, x, c);
  }

  public static Node eq(Node x, long c) {
    return Numeric.fits(x, c)
        ? x.apply(new CompareScalar(Unary.EQ_C, c))
        : eq(x, Numeric.whole(x, c));
  }

  public static Node ne(Node x, double c) {
    return compare(Unary.NE_C, x, c);
  }

  public static Node ne(Node x, long c) {
    return Numeric.fits(x, c)
        ? x.apply(new CompareScalar(Unary.NE_C, c))
        : ne(x, Numeric.whole(x, c));
  }

  public static Node lt(Node x, double c) {
    return compare(Unary.LT_C, x, c);
  }

  public static Node lt(Node x, long c) {
    return Numeric.fits(x, c)
        ? x.apply(new CompareScalar(Unary.LT_C, c))
        : lt(x, Numeric.whole(x, c));
  }

  public static Node le(Node x, double c) {
    return compare(Unary.LE_C, x, c);
  }

  public static Node le(Node x, long c) {
    return Numeric.fits(x, c)
        ? x.apply(new CompareScalar(Unary.LE_C, c))
        : le(x, Numeric.whole(x, c));
  }

  public static Node gt(Node x, double c) {
    return compare(Unary.GT_C, x, c);
  }

  public static Node gt(Node x, long c) {
    return Numeric.fits(x, c)
        ? x.apply(new CompareScalar(Unary.GT_C, c))
        : gt(x, Numeric.whole(x, c));
  }

  public static Node ge(Node x, double c) {
    return compare(Unary.GE_C, x, c);
  }

  public static Node ge(Node x, long c) {
    return Numeric.fits(x, c)
        ? x.apply(new CompareScalar(Unary.GE_C, c))
        : ge(x, Numeric.whole(x, c));
  }

  /** Of bools. */
  public static Node and(Node a, Node b) {
    return a.apply(new Compare(Binary.AND), b);
  }

  /** Of bools. */
  public static Node or(Node a, Node b) {
    return a.apply(new Compare(Binary.OR), b);
  }

  /** Of bools. */
  public static Node not(Node x) {
    return x.apply(new Not());
  }

  public static Node isNan(Node x) {
    return Types.real(x).apply(new IsNan());
  }

  /** {@code a} where {@code test}, of bools, is true, else {@code b}; all three broadcast. */
  public static Node where(Node test, Node a, Node b) {
    DType to = Types.common(a, b);
    return test.apply(new Where(), Numeric.cast(a, to), Numeric.cast(b, to));
  }

  public static Node where(Node test, Node a, double b) {
    Node x = Types.real(a);
    return test.apply(new Where(), x, Numeric.fill(x, b));
  }

  public static Node where(Node test, double a, Node b) {
    Node x = Types.real(b);
    return test.apply(new Where(), Numeric.fill(x, a), x);
  }

  public static Node where(Node test, Node a, long b) {
    return test.apply(new Where(), Types.number(a), Numeric.whole(a, b));
  }

  public static Node where(Node test, long a, Node b) {
    return test.apply(new Where(), Numeric.whole(b, a), Types.number(b));
  }

  private static Node compare(Binary op, Node a, Node b) {
    DType to = Types.common(a, b);
    return Numeric.cast(a, to).apply(new Compare(op), Numeric.cast(b, to));
  }

  /** An int tensor beside a fraction, or what is no integer of 64 bits, becomes floats. */
  private static Node compare(Unary op, Node x, double c) {
    if (x.dtype() == DType.INT) {
      boolean whole = c == Math.rint(c) && Math.abs(c) <= Numeric.MOST_EXACT;
      return (whole ? x : Numeric.cast(x, DType.FLOAT64)).apply(new CompareScalar(op, c));
    }
    return x.apply(new CompareScalar(op, c));
  }
}
