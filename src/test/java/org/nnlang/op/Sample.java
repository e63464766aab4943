// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.tensor.DType;

/**
 * An example of an op or a composed function: what it is called on. Tests draw numbers for the
 * arguments and check type, gradient and behaviour on input that is wrong.
 *
 * @param name the function of {@link Ops} (or of its own file) that it shows
 * @param args the arguments; float ones are float32 here, and double where gradients are checked
 * @param body the call, for arguments of any float type
 */
public record Sample(String name, List<Arg> args, Function<List<Node>, Node> body) {
  /** Numbers from {@code low} up to {@code high}, which for integers is not included. */
  public record Arg(Type type, double low, double high) {}

  /** A float argument of numbers on both sides of 0. */
  public static Arg real(long... shape) {
    return within(-2, 2, shape);
  }

  public static Arg within(double low, double high, long... shape) {
    return new Arg(Type.of(DType.FLOAT32, shape), low, high);
  }

  /** Indices below {@code count}. */
  public static Arg index(int count, long... shape) {
    return new Arg(Type.of(DType.INT, shape), 0, count);
  }

  public static Arg bool(long... shape) {
    return new Arg(Type.of(DType.BOOL, shape), 0, 2);
  }

  public static Sample of(String name, Function<List<Node>, Node> body, Arg... args) {
    return new Sample(name, List.of(args), body);
  }

  /** A function of one tensor. */
  public static Sample one(String name, Function<Node, Node> body, Arg arg) {
    return new Sample(name, List.of(arg), n -> body.apply(n.get(0)));
  }

  /** A function of two tensors, on every way in which shapes go together. */
  public static List<Sample> broadcasting(
      String name, BinaryOperator<Node> body, double low, double high) {
    long[][][] shapes = {
      {{2, 3}, {2, 3}},
      {{2, 3}, {3}},
      {{3}, {2, 3}},
      {{2, 1}, {1, 3}},
      {{2, 1, 3}, {4, 1}},
      {{}, {2, 2}},
      {{2, 2}, {}},
      {{0, 3}, {1, 3}},
      {{1, 1}, {1}},
    };
    return Arrays.stream(shapes)
        .map(
            s ->
                of(
                    name,
                    n -> body.apply(n.get(0), n.get(1)),
                    within(low, high, s[0]),
                    within(low, high, s[1])))
        .toList();
  }

  /** A reduction as {@link Ops} has it, over every kind of set of axes. */
  public interface Reduction {
    Node of(Node x, List<Integer> axes, boolean keep);
  }

  /** A reduction over every kind of set of axes. */
  public static List<Sample> reducing(String name, Reduction body) {
    return List.of(
        one(name, x -> body.of(x, null, false), real(2, 3)),
        one(name, x -> body.of(x, null, true), real(2, 3)),
        one(name, x -> body.of(x, List.of(0), false), real(2, 3)),
        one(name, x -> body.of(x, List.of(-1), true), real(2, 3)),
        one(name, x -> body.of(x, List.of(1), false), real(2, 3, 2)),
        one(name, x -> body.of(x, List.of(0, 2), false), real(2, 3, 2)),
        one(name, x -> body.of(x, List.of(0, 2), true), real(2, 3, 2)),
        one(name, x -> body.of(x, List.of(1), false), real(0, 3)),
        one(name, x -> body.of(x, List.of(0), false), real(1, 1)),
        one(name, x -> body.of(x, null, false), real()));
  }
}
