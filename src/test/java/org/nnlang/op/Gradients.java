// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.nnlang.graph.Autograd;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.tensor.DType;

/**
 * Compares gradients with central differences, in double precision: relative error 1e-5 for every
 * entry. What rounding hides from differences is measured again with a longer step of more points;
 * what that does not show either must be as small, and cannot be all there is.
 */
final class Gradients {
  private static final double EPS = 1e-6;
  private static final double RELATIVE = 1e-5;

  /** A longer step with more points, for slopes that rounding hides from the short one. */
  private static final double LONG_EPS = 1e-3;

  private static final double[] LONG_WEIGHTS = {3 / 4.0, -3 / 20.0, 1 / 60.0};

  private final Graph graph = new Graph();
  private final List<Node> inputs = new ArrayList<>();
  private final List<double[]> values = new ArrayList<>();
  private final Node result;
  private final Node loss;
  private double[] weights;

  private Gradients(Sample sample) {
    var random = new SplittableRandom(42);
    for (Sample.Arg arg : sample.args()) {
      Type type = arg.type().dtype().isFloat() ? arg.type().with(DType.FLOAT64) : arg.type();
      inputs.add(graph.input(type, new Object()));
      values.add(draw(arg, random));
    }
    result = sample.body().apply(List.copyOf(inputs));
    if (!result.dtype().isFloat()) {
      loss = null;
      return;
    }
    // a different weight for each number of the result, so that none can stand in for another
    Node weight = Ops.iota(graph, Type.of(DType.FLOAT64, result.type().size()), 0, 0.7, 0.37);
    Node weighted = Numeric.mul(Ops.flatten(result, 0), Numeric.sin(weight));
    loss = Ops.sum(weighted, null, false);
    weights = ReferenceInterpreter.run(Numeric.sin(weight), values);
  }

  static double[] draw(Sample.Arg arg, SplittableRandom random) {
    double[] out = new double[Math.toIntExact(arg.type().size())];
    for (int i = 0; i < out.length; i++) {
      double v = arg.low() + random.nextDouble() * (arg.high() - arg.low());
      out[i] = arg.type().dtype().isFloat() ? v : Math.floor(v);
    }
    return out;
  }

  /** What is wrong with the gradients of a sample; nothing where they are right. */
  static List<String> wrong(Sample sample) {
    return new Gradients(sample).check(Function.identity());
  }

  /** The same with a gradient that is wrong on purpose: {@code spoil} is done to each. */
  static List<String> wrongAfter(Sample sample, Function<Node, Node> spoil) {
    return new Gradients(sample).check(spoil);
  }

  private List<String> check(Function<Node, Node> spoil) {
    List<String> out = new ArrayList<>();
    if (loss == null) {
      return out;
    }
    List<Node> wrt = inputs.stream().filter(n -> n.dtype().isFloat()).toList();
    Node one = Ops.full(graph, Type.of(DType.FLOAT64), 1);
    List<Node> found = Autograd.gradients(loss, one, wrt, Numeric::add);
    for (int k = 0; k < wrt.size(); k++) {
      Node input = wrt.get(k);
      Node gradient = found.get(k);
      if (gradient != null && !gradient.type().equals(input.type())) {
        out.add("gradient of type " + gradient.type() + " for an input of type " + input.type());
        continue;
      }
      double[] numbers = values.get(inputs.indexOf(input));
      double[] analytic =
          gradient == null
              ? new double[numbers.length]
              : ReferenceInterpreter.run(spoil.apply(gradient), values);
      compare(out, k, numbers, analytic);
    }
    return out;
  }

  /** A slope and how far rounding may have put it off. */
  private record Slope(double value, double noise) {
    boolean shows(double analytic) {
      return noise < RELATIVE * Math.max(Math.abs(value), Math.abs(analytic));
    }
  }

  private void compare(List<String> out, int input, double[] numbers, double[] analytic) {
    int hidden = 0;
    int nonzero = 0;
    for (int i = 0; i < numbers.length; i++) {
      Slope slope = slope(numbers, i, EPS, new double[] {0.5});
      if (!slope.shows(analytic[i])) {
        slope = slope(numbers, i, LONG_EPS, LONG_WEIGHTS);
      }
      double scale = Math.max(Math.abs(analytic[i]), Math.abs(slope.value));
      boolean shown = slope.shows(analytic[i]);
      double tolerance = shown ? RELATIVE * scale : slope.noise;
      nonzero += analytic[i] != 0 ? 1 : 0;
      hidden += analytic[i] != 0 && !shown ? 1 : 0;
      if (!(Math.abs(analytic[i] - slope.value) <= tolerance)) {
        out.add("input " + input + " element " + i + ": " + analytic[i] + ", differences " + slope);
      }
    }
    if (nonzero > 0 && hidden == nonzero) {
      out.add("input " + input + ": rounding hides every entry, so nothing is checked");
    }
  }

  /**
   * The slope by one number, from points at 1, 2, … steps on either side.
   *
   * <p>Differences are taken of each result before they are added up: those that do not depend on
   * the number add no rounding.
   */
  private Slope slope(double[] numbers, int i, double eps, double[] factors) {
    double x = numbers[i];
    double sum = 0;
    double noise = 0;
    for (int step = 1; step <= factors.length; step++) {
      numbers[i] = x + step * eps;
      double[] above = ReferenceInterpreter.run(result, values).clone();
      double right = numbers[i];
      numbers[i] = x - step * eps;
      double[] below = ReferenceInterpreter.run(result, values).clone();
      double width = (right - numbers[i]) / (2 * step);
      for (int k = 0; k < above.length; k++) {
        double difference = above[k] - below[k];
        if (difference != 0) {
          double factor = factors[step - 1] * weights[k] / width;
          sum += factor * difference;
          // functions here are exact to some units in the last place
          noise += 8 * Math.abs(factor) * Math.max(Math.ulp(above[k]), Math.ulp(below[k]));
        }
      }
    }
    numbers[i] = x;
    return new Slope(sum, noise);
  }
}
