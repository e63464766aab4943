// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;
import org.nnlang.graph.Type;
import org.nnlang.tensor.DType;

/** Samples of the ops that work element by element, a method an op. */
final class ElementwiseSamples {
  private ElementwiseSamples() {}

  static List<Sample> abs() {
    return List.of(
        Sample.one("abs", Numeric::abs, Sample.real(2, 3)),
        Sample.one("abs", Numeric::abs, Sample.real(0, 3)),
        Sample.one("abs", Numeric::abs, Sample.real()));
  }

  static List<Sample> add() {
    return Sample.broadcasting("add", Numeric::add, -2, 2);
  }

  static List<Sample> addScalar() {
    return List.of(
        Sample.one("add", x -> Numeric.add(x, 0.7), Sample.real(2, 3)),
        Sample.one("add", x -> Numeric.add(x, 0.7), Sample.real(0, 3)));
  }

  static List<Sample> cast() {
    return List.of(
        Sample.one("cast", x -> Numeric.cast(x, DType.FLOAT64), Sample.real(2, 3)),
        Sample.one("cast", x -> Numeric.cast(x, DType.INT), Sample.within(-5, 5, 7)),
        Sample.one("cast", x -> Numeric.cast(x, DType.BOOL), Sample.index(2, 7)),
        Sample.one("cast", x -> Numeric.cast(x, DType.FLOAT32), Sample.bool(3)));
  }

  static List<Sample> ceil() {
    return List.of(
        Sample.one("ceil", Numeric::ceil, Sample.real(2, 3)),
        Sample.one("ceil", Numeric::ceil, Sample.real(0, 3)),
        Sample.one("ceil", Numeric::ceil, Sample.real()));
  }

  static List<Sample> compare() {
    return List.of(
        Sample.of(
            "eq",
            n -> Conditions.eq(n.get(0), n.get(1)),
            Sample.index(3, 4, 3),
            Sample.index(3, 3)),
        Sample.of(
            "ne",
            n -> Conditions.ne(n.get(0), n.get(1)),
            Sample.index(3, 4, 1),
            Sample.index(3, 3)),
        Sample.of("lt", n -> Conditions.lt(n.get(0), n.get(1)), Sample.real(4, 3), Sample.real(3)),
        Sample.of(
            "le",
            n -> Conditions.le(n.get(0), n.get(1)),
            Sample.index(3, 4, 3),
            Sample.index(3, 3)),
        Sample.of("gt", n -> Conditions.gt(n.get(0), n.get(1)), Sample.real(0, 3), Sample.real(3)),
        Sample.of("gt", n -> Conditions.gt(n.get(0), n.get(1)), Sample.real(3), Sample.real(2, 1)),
        Sample.of(
            "ge", n -> Conditions.ge(n.get(0), n.get(1)), Sample.index(3, 4, 3), Sample.real(3)),
        Sample.of(
            "and", n -> Conditions.and(n.get(0), n.get(1)), Sample.bool(4, 3), Sample.bool(3)),
        Sample.of(
            "or", n -> Conditions.or(n.get(0), n.get(1)), Sample.bool(4, 3), Sample.bool(4, 3)));
  }

  static List<Sample> compareScalar() {
    return List.of(
        Sample.one("eq", x -> Conditions.eq(x, 1), Sample.index(3, 4, 3)),
        Sample.one("ne", x -> Conditions.ne(x, 1), Sample.index(3, 4, 3)),
        Sample.one("lt", x -> Conditions.lt(x, 0.5), Sample.real(4, 3)),
        Sample.one("le", x -> Conditions.le(x, 1), Sample.index(3, 4, 3)),
        Sample.one("gt", x -> Conditions.gt(x, 0.5), Sample.real(0, 3)),
        Sample.one("gt", x -> Conditions.gt(x, 0.5), Sample.real(2)),
        Sample.one("ge", x -> Conditions.ge(x, 1), Sample.index(3)));
  }

  static List<Sample> cos() {
    return List.of(
        Sample.one("cos", Numeric::cos, Sample.real(2, 3)),
        Sample.one("cos", Numeric::cos, Sample.real(0, 3)),
        Sample.one("cos", Numeric::cos, Sample.real()));
  }

  static List<Sample> detach() {
    // its gradient is not the slope, so it is checked on whole numbers only
    return List.of(Sample.one("detach", Numeric::detach, Sample.index(9, 2, 3)));
  }

  static List<Sample> div() {
    return Sample.broadcasting("div", Numeric::div, 0.3, 3);
  }

  static List<Sample> divScalarBy() {
    return List.of(
        Sample.one("div", x -> Numeric.rdiv(0.7, x), Sample.within(0.3, 3, 2, 3)),
        Sample.one("div", x -> Numeric.rdiv(0.7, x), Sample.within(0.3, 3, 0, 3)));
  }

  static List<Sample> erf() {
    return List.of(
        Sample.one("erf", Numeric::erf, Sample.real(2, 3)),
        Sample.one("erf", Numeric::erf, Sample.real(0, 3)),
        Sample.one("erf", Numeric::erf, Sample.real()));
  }

  static List<Sample> exp() {
    return List.of(
        Sample.one("exp", Numeric::exp, Sample.real(2, 3)),
        Sample.one("exp", Numeric::exp, Sample.real(0, 3)),
        Sample.one("exp", Numeric::exp, Sample.real()));
  }

  static List<Sample> fill() {
    return List.of(
        Sample.one(
            "full", x -> Ops.full(x.graph(), Type.of(DType.FLOAT32, 2, 3), 1.5), Sample.real()),
        Sample.one("full", x -> Ops.full(x.graph(), Type.of(DType.INT, 0), 7), Sample.real()));
  }

  static List<Sample> floor() {
    return List.of(
        Sample.one("floor", Numeric::floor, Sample.real(2, 3)),
        Sample.one("floor", Numeric::floor, Sample.real(0, 3)),
        Sample.one("floor", Numeric::floor, Sample.real()));
  }

  static List<Sample> floorDiv() {
    return Sample.broadcasting("floor_div", Numeric::floorDiv, 0.3, 3);
  }

  static List<Sample> geluSlope() {
    return List.of(
        Sample.one("geluSlope", x -> x.apply(new GeluSlope()), Sample.real(2, 3)),
        Sample.one("geluSlope", x -> x.apply(new GeluSlope()), Sample.real(0, 3)));
  }

  static List<Sample> isNan() {
    return List.of(Sample.one("isNan", Conditions::isNan, Sample.real(2, 3)));
  }

  static List<Sample> log() {
    return List.of(
        Sample.one("log", Numeric::log, Sample.within(0.3, 3, 2, 3)),
        Sample.one("log", Numeric::log, Sample.within(0.3, 3, 0, 3)),
        Sample.one("log", Numeric::log, Sample.within(0.3, 3)));
  }

  static List<Sample> maxScalar() {
    return List.of(
        Sample.one("maximum", x -> Numeric.maximum(x, 0.3), Sample.real(2, 3)),
        Sample.one("maximum", x -> Numeric.maximum(x, 0.3), Sample.real(0, 3)));
  }

  static List<Sample> maximum() {
    return Sample.broadcasting("maximum", Numeric::maximum, -2, 2);
  }

  static List<Sample> minScalar() {
    return List.of(
        Sample.one("minimum", x -> Numeric.minimum(x, 0.3), Sample.real(2, 3)),
        Sample.one("minimum", x -> Numeric.minimum(x, 0.3), Sample.real(0, 3)));
  }

  static List<Sample> minimum() {
    return Sample.broadcasting("minimum", Numeric::minimum, -2, 2);
  }

  static List<Sample> mod() {
    return Sample.broadcasting("mod", Numeric::mod, 0.3, 3);
  }

  static List<Sample> mul() {
    return Sample.broadcasting("mul", Numeric::mul, -2, 2);
  }

  static List<Sample> mulScalar() {
    return List.of(
        Sample.one("mul", x -> Numeric.mul(x, -1.5), Sample.real(2, 3)),
        Sample.one("mul", x -> Numeric.mul(x, -1.5), Sample.real(0, 3)));
  }

  static List<Sample> neg() {
    return List.of(
        Sample.one("neg", Numeric::neg, Sample.real(2, 3)),
        Sample.one("neg", Numeric::neg, Sample.real(0, 3)),
        Sample.one("neg", Numeric::neg, Sample.real()));
  }

  static List<Sample> not() {
    return List.of(Sample.one("not", Conditions::not, Sample.bool(2, 3)));
  }

  static List<Sample> pow() {
    return Sample.broadcasting("pow", Numeric::pow, 0.3, 3);
  }

  static List<Sample> powScalar() {
    return List.of(
        Sample.one("pow", x -> Numeric.pow(x, 2.5), Sample.within(0.3, 3, 2, 3)),
        Sample.one("pow", x -> Numeric.pow(x, 2.5), Sample.within(0.3, 3, 0, 3)));
  }

  static List<Sample> random() {
    return List.of(
        Sample.one(
            "rand", x -> Ops.rand(x.graph(), Type.of(DType.FLOAT32, 2, 3), 1), Sample.real()));
  }

  static List<Sample> reciprocal() {
    return List.of(
        Sample.one("reciprocal", Numeric::reciprocal, Sample.within(0.3, 3, 2, 3)),
        Sample.one("reciprocal", Numeric::reciprocal, Sample.within(0.3, 3, 0, 3)),
        Sample.one("reciprocal", Numeric::reciprocal, Sample.within(0.3, 3)));
  }

  static List<Sample> relu() {
    return List.of(
        Sample.one("relu", Numeric::relu, Sample.real(2, 3)),
        Sample.one("relu", Numeric::relu, Sample.real(0, 3)),
        Sample.one("relu", Numeric::relu, Sample.real()));
  }

  static List<Sample> reluGradient() {
    return Sample.broadcasting("reluGradient", (a, b) -> a.apply(new ReluGradient(), b), -2, 2);
  }

  static List<Sample> round() {
    return List.of(
        Sample.one("round", Numeric::round, Sample.real(2, 3)),
        Sample.one("round", Numeric::round, Sample.real(0, 3)),
        Sample.one("round", Numeric::round, Sample.real()));
  }

  static List<Sample> rsqrt() {
    return List.of(
        Sample.one("rsqrt", Numeric::rsqrt, Sample.within(0.3, 3, 2, 3)),
        Sample.one("rsqrt", Numeric::rsqrt, Sample.within(0.3, 3, 0, 3)),
        Sample.one("rsqrt", Numeric::rsqrt, Sample.within(0.3, 3)));
  }

  static List<Sample> scalarPow() {
    return List.of(
        Sample.one("pow", x -> Numeric.rpow(1.7, x), Sample.real(2, 3)),
        Sample.one("pow", x -> Numeric.rpow(1.7, x), Sample.real(0, 3)));
  }

  static List<Sample> sigmoid() {
    return List.of(
        Sample.one("sigmoid", Numeric::sigmoid, Sample.real(2, 3)),
        Sample.one("sigmoid", Numeric::sigmoid, Sample.real(0, 3)),
        Sample.one("sigmoid", Numeric::sigmoid, Sample.real()));
  }

  static List<Sample> sign() {
    return List.of(
        Sample.one("sign", Numeric::sign, Sample.real(2, 3)),
        Sample.one("sign", Numeric::sign, Sample.real(0, 3)),
        Sample.one("sign", Numeric::sign, Sample.real()));
  }

  static List<Sample> sin() {
    return List.of(
        Sample.one("sin", Numeric::sin, Sample.real(2, 3)),
        Sample.one("sin", Numeric::sin, Sample.real(0, 3)),
        Sample.one("sin", Numeric::sin, Sample.real()));
  }

  static List<Sample> sqrt() {
    return List.of(
        Sample.one("sqrt", Numeric::sqrt, Sample.within(0.3, 3, 2, 3)),
        Sample.one("sqrt", Numeric::sqrt, Sample.within(0.3, 3, 0, 3)),
        Sample.one("sqrt", Numeric::sqrt, Sample.within(0.3, 3)));
  }

  static List<Sample> square() {
    return List.of(
        Sample.one("square", Numeric::square, Sample.real(2, 3)),
        Sample.one("square", Numeric::square, Sample.real(0, 3)),
        Sample.one("square", Numeric::square, Sample.real()));
  }

  static List<Sample> sub() {
    return Sample.broadcasting("sub", Numeric::sub, -2, 2);
  }

  static List<Sample> subFromScalar() {
    return List.of(
        Sample.one("sub", x -> Numeric.rsub(0.7, x), Sample.real(2, 3)),
        Sample.one("sub", x -> Numeric.rsub(0.7, x), Sample.real(0, 3)));
  }

  static List<Sample> tanh() {
    return List.of(
        Sample.one("tanh", Numeric::tanh, Sample.real(2, 3)),
        Sample.one("tanh", Numeric::tanh, Sample.real(0, 3)),
        Sample.one("tanh", Numeric::tanh, Sample.real()));
  }

  static List<Sample> log1p() {
    return List.of(
        Sample.one("log1p", Numeric::log1p, Sample.within(-0.9, 3, 2, 3)),
        Sample.one("log1p", Numeric::log1p, Sample.real(0, 3)),
        Sample.one("log1p", Numeric::log1p, Sample.within(-0.9, 3)));
  }

  static List<Sample> expm1() {
    return List.of(
        Sample.one("expm1", Numeric::expm1, Sample.within(-0.9, 3, 2, 3)),
        Sample.one("expm1", Numeric::expm1, Sample.real(0, 3)),
        Sample.one("expm1", Numeric::expm1, Sample.within(-0.9, 3)));
  }

  static List<Sample> atan() {
    return List.of(
        Sample.one("atan", Numeric::atan, Sample.within(-0.9, 3, 2, 3)),
        Sample.one("atan", Numeric::atan, Sample.real(0, 3)),
        Sample.one("atan", Numeric::atan, Sample.within(-0.9, 3)));
  }

  static List<Sample> softplus() {
    return List.of(
        Sample.one("softplus", Numeric::softplus, Sample.within(-0.9, 3, 2, 3)),
        Sample.one("softplus", Numeric::softplus, Sample.real(0, 3)),
        Sample.one("softplus", Numeric::softplus, Sample.within(-0.9, 3)));
  }
}
