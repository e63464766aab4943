// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.nnlang.graph.Node;
import org.nnlang.graph.Op;
import org.nnlang.graph.Type;
import org.nnlang.tensor.DType;

/**
 * Arithmetic and functions of numbers, element by element, of tensors that broadcast. Numbers
 * become as {@link Ops} says.
 */
public final class Numeric {
  private Numeric() {}

  /** Every integer up to here is a double. */
  static final long MOST_EXACT = 1L << 53;

  // ---- arithmetic -------------------------------------------------------------------------------

  public static Node add(Node a, Node b) {
    return pair(new Add(), a, b);
  }

  public static Node sub(Node a, Node b) {
    return pair(new Sub(), a, b);
  }

  public static Node mul(Node a, Node b) {
    return pair(new Mul(), a, b);
  }

  /** True division: of ints it gives float32. */
  public static Node div(Node a, Node b) {
    DType common = Types.common(a, b);
    DType to = common.isFloat() ? common : DType.FLOAT32;
    return cast(a, to).apply(new Div(), cast(b, to));
  }

  /** Rounded down, as Python's {@code //}. */
  public static Node floorDiv(Node a, Node b) {
    return pair(new FloorDiv(), a, b);
  }

  /** With the sign of {@code b}, as Python's {@code %}. */
  public static Node mod(Node a, Node b) {
    return pair(new Mod(), a, b);
  }

  public static Node pow(Node a, Node b) {
    return pair(new Pow(), a, b);
  }

  public static Node maximum(Node a, Node b) {
    return pair(new Maximum(), a, b);
  }

  public static Node minimum(Node a, Node b) {
    return pair(new Minimum(), a, b);
  }

  public static Node add(Node x, double c) {
    Node known = c == -1 ? Logarithms.lessOne(x) : null;
    return known != null ? known : scalar(new AddScalar(c), x);
  }

  public static Node add(Node x, long c) {
    if (c == 0) {
      return Types.number(x);
    }
    if (c == -1 && x.dtype().isFloat()) {
      return add(x, -1.0);
    }
    return fits(x, c) ? exact(new AddScalar(c), x) : add(x, whole(x, c));
  }

  public static Node sub(Node x, double c) {
    return add(x, -c);
  }

  public static Node sub(Node x, long c) {
    return fits(x, c) ? add(x, -c) : sub(x, whole(x, c));
  }

  /** {@code c - x}. */
  public static Node rsub(double c, Node x) {
    Node known = c == 1 ? Logarithms.restToOne(x) : null;
    return known != null ? known : scalar(new SubFromScalar(c), x);
  }

  /** {@code c - x}. */
  public static Node rsub(long c, Node x) {
    if (x.dtype().isFloat()) {
      return rsub((double) c, x);
    }
    return fits(x, c) ? exact(new SubFromScalar(c), x) : sub(whole(x, c), x);
  }

  public static Node mul(Node x, double c) {
    return scalar(new MulScalar(c), x);
  }

  public static Node mul(Node x, long c) {
    return fits(x, c) ? exact(new MulScalar(c), x) : mul(x, whole(x, c));
  }

  public static Node div(Node x, double c) {
    Node real = Types.real(x);
    return div(real, fill(real, c));
  }

  /** {@code c / x}. */
  public static Node rdiv(double c, Node x) {
    return scalar(new DivScalarBy(c), x);
  }

  public static Node floorDiv(Node x, double c) {
    Node real = Types.real(x);
    return floorDiv(real, fill(real, c));
  }

  /** By 0 only floats can be divided. */
  public static Node floorDiv(Node x, long c) {
    checkDivisor(x, c);
    return floorDiv(x, whole(x, c));
  }

  public static Node mod(Node x, double c) {
    Node real = Types.real(x);
    return mod(real, fill(real, c));
  }

  /** By 0 only floats can be divided. */
  public static Node mod(Node x, long c) {
    checkDivisor(x, c);
    return mod(x, whole(x, c));
  }

  /** {@code x ^ c}. */
  public static Node pow(Node x, double c) {
    return scalar(new PowScalar(c), x);
  }

  /** {@code x ^ c}; a negative power of ints is a float. */
  public static Node pow(Node x, long c) {
    if (!fits(x, c)) {
      return pow(x, whole(x, c));
    }
    return c < 0 ? scalar(new PowScalar(c), x) : exact(new PowScalar(c), x);
  }

  /** {@code c ^ x}. */
  public static Node rpow(double c, Node x) {
    return scalar(new ScalarPow(c), x);
  }

  /** {@code c ^ x}; of ints an int. */
  public static Node rpow(long c, Node x) {
    return x.dtype().isFloat() ? scalar(new ScalarPow(c), x) : pow(whole(x, c), x);
  }

  public static Node maximum(Node x, double c) {
    return scalar(new MaxScalar(c), x);
  }

  public static Node maximum(Node x, long c) {
    return fits(x, c) ? exact(new MaxScalar(c), x) : maximum(x, whole(x, c));
  }

  public static Node minimum(Node x, double c) {
    return scalar(new MinScalar(c), x);
  }

  public static Node minimum(Node x, long c) {
    return fits(x, c) ? exact(new MinScalar(c), x) : minimum(x, whole(x, c));
  }

  // ---- functions of one number ------------------------------------------------------------------

  public static Node neg(Node x) {
    return Types.number(x).apply(new Neg());
  }

  public static Node abs(Node x) {
    return Types.number(x).apply(new Abs());
  }

  public static Node sign(Node x) {
    return Types.number(x).apply(new Sign());
  }

  public static Node floor(Node x) {
    return rounded(new Floor(), x);
  }

  public static Node ceil(Node x) {
    return rounded(new Ceil(), x);
  }

  /** To the nearest whole number, halves to the even one. */
  public static Node round(Node x) {
    return rounded(new Round(), x);
  }

  public static Node square(Node x) {
    return Types.number(x).apply(new Square());
  }

  public static Node sqrt(Node x) {
    return scalar(new Sqrt(), x);
  }

  public static Node rsqrt(Node x) {
    return scalar(new Rsqrt(), x);
  }

  public static Node reciprocal(Node x) {
    return scalar(new Reciprocal(), x);
  }

  public static Node exp(Node x) {
    return scalar(new Exp(), x);
  }

  public static Node log(Node x) {
    return Logarithms.log(Types.real(x));
  }

  /** {@code log(1 + x)}. */
  public static Node log1p(Node x) {
    return scalar(new Log1p(), x);
  }

  /** {@code exp(x) - 1}. */
  public static Node expm1(Node x) {
    return scalar(new Expm1(), x);
  }

  /** {@code log(1 + exp(x))}, a smooth relu. */
  public static Node softplus(Node x) {
    return scalar(new Softplus(), x);
  }

  public static Node sin(Node x) {
    return scalar(new Sin(), x);
  }

  public static Node cos(Node x) {
    return scalar(new Cos(), x);
  }

  public static Node tan(Node x) {
    return div(sin(x), cos(x));
  }

  public static Node atan(Node x) {
    return scalar(new Atan(), x);
  }

  public static Node tanh(Node x) {
    return scalar(new Tanh(), x);
  }

  public static Node sigmoid(Node x) {
    return scalar(new Sigmoid(), x);
  }

  public static Node erf(Node x) {
    return scalar(new Erf(), x);
  }

  public static Node relu(Node x) {
    return Types.number(x).apply(new Relu());
  }

  /** Between {@code low} and {@code high}; infinities leave a side open. */
  public static Node clip(Node x, double low, double high) {
    Node above = low == Double.NEGATIVE_INFINITY ? x : maximum(x, low);
    return high == Double.POSITIVE_INFINITY ? above : minimum(above, high);
  }

  // ---- element types, and numbers like others
  // ----------------------------------------------------

  public static Node cast(Node x, DType to) {
    return x.dtype() == to ? x : x.apply(new Cast(to));
  }

  /** The same numbers as a node of their own, to take a gradient by. */
  public static Node identity(Node x) {
    return x.apply(new Identity());
  }

  /** The same numbers, of which no gradient flows back. */
  public static Node detach(Node x) {
    return x.apply(new Detach());
  }

  /** A scalar in the graph of {@code like}, of its element type. */
  public static Node fill(Node like, double value) {
    return like.graph().add(new Fill(Type.of(like.dtype()), value));
  }

  /** A scalar 0 of the element type of {@code like}. */
  public static Node zero(Node like) {
    return fill(like, 0);
  }

  // ---- how the above are made -------------------------------------------------------------------

  private static void checkDivisor(Node x, long c) {
    if (c == 0 && !x.dtype().isFloat()) {
      throw Messages.zeroDivisor(x.type());
    }
  }

  private static Node pair(Op op, Node a, Node b) {
    DType common = Types.common(a, b);
    DType to = common == DType.BOOL ? DType.INT : common;
    return cast(a, to).apply(op, cast(b, to));
  }

  private static Node scalar(Op op, Node x) {
    return Types.real(x).apply(op);
  }

  private static Node exact(Op op, Node x) {
    return Types.number(x).apply(op);
  }

  /** Ints are whole already. */
  private static Node rounded(Op op, Node x) {
    return x.dtype().isFloat() ? x.apply(op) : Types.number(x);
  }

  static boolean fits(Node x, long c) {
    return fits(x.dtype(), c);
  }

  /** Whether a double says all of the integer that the element type holds of it. */
  static boolean fits(DType dtype, long c) {
    return dtype.isFloat() || c >= -MOST_EXACT && c <= MOST_EXACT;
  }

  /** An integer as a scalar of the element type that {@code x} has as a number. */
  static Node whole(Node x, long c) {
    Node like = Types.number(x);
    if (fits(like, c)) {
      return fill(like, c);
    }
    // in two parts, each of which a double holds
    return add(mul(fill(like, c >> Integer.SIZE), 1L << Integer.SIZE), c & 0xffffffffL);
  }
}
