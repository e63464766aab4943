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

/** Compares gradients with central differences, in double precision. */
final class Gradients {
  private static final double EPS = 1e-6;
  private static final double RELATIVE = 1e-5;

  private final Graph graph = new Graph();
  private final List<Node> inputs = new ArrayList<>();
  private final List<double[]> values = new ArrayList<>();
  private final Node result;
  private final Node loss;

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
    Node weighted = Ops.mul(Ops.flatten(result, 0), Ops.sin(weight));
    loss = Ops.sum(weighted, null, false);
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
    List<Node> found = Autograd.gradients(loss, one, wrt, Ops::add);
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
      for (int i = 0; i < numbers.length; i++) {
        compare(out, k, i, analytic[i], numeric(numbers, i));
      }
    }
    return out;
  }

  private double numeric(double[] numbers, int i) {
    double x = numbers[i];
    numbers[i] = x + EPS;
    double above = ReferenceInterpreter.run(loss, values)[0];
    numbers[i] = x - EPS;
    double below = ReferenceInterpreter.run(loss, values)[0];
    numbers[i] = x;
    return (above - below) / (2 * EPS);
  }

  private void compare(List<String> out, int input, int i, double analytic, double numeric) {
    double scale = Math.max(Math.abs(analytic), Math.abs(numeric));
    // differences of doubles near the loss itself have this much noise; it passes nothing by itself
    double noise = 4 * Math.ulp(lossSize()) / EPS;
    boolean bothZero = analytic == 0 && Math.abs(numeric) <= noise;
    if (!bothZero && !(Math.abs(analytic - numeric) <= RELATIVE * scale + noise)
        || analytic == 0 && Math.abs(numeric) > noise) {
      out.add("input " + input + " element " + i + ": " + analytic + ", difference " + numeric);
    }
  }

  private double lossSize() {
    double sum = 0;
    for (double v : ReferenceInterpreter.run(result, values)) {
      sum += Math.abs(v);
    }
    return Math.max(1, sum);
  }
}
