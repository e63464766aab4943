// SPDX-License-Identifier: Apache-2.0
package org.nnlang.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nnlang.builtin.Builtins;
import org.nnlang.value.Parameter;
import org.nnlang.value.Signature;

/**
 * Calls each function, operator and layer of the language with values that mostly have the right
 * type and no sense: the answer is a value or a message of the language. {@code -Dcalls=1000} for
 * more of each, {@code -Dcalls.seed=1} for others.
 */
class SenselessCallsTest {
  private static final int CALLS = Integer.getInteger("calls", 4);

  private static final List<String> INTEGERS =
      List.of(
          "0",
          "1",
          "-1",
          "2",
          "3",
          "-3",
          "7",
          "64",
          "1_000_000",
          "10_000_000_000",
          "10_000_000_000_000_000",
          "9_223_372_036_854_775_807",
          "-9_223_372_036_854_775_807 - 1");

  private static final List<String> FLOATS =
      List.of("0.0", "-0.0", "0.5", "1.5", "-2.0", "1e300", "-1e-300", "1e308 * 10", "log(-1.0)");

  private static final List<String> STRINGS =
      List.of(
          "\"\"",
          "\"a\"",
          "\"é漢😀\"",
          "\"\\{\"",
          "\"a b -> b a\"",
          "\"ij,jk->ik\"",
          "\"x.csv\"",
          "\"->\"");

  private static final List<String> LISTS =
      List.of(
          "[]",
          "[1]",
          "[2, 3]",
          "[-1, 2]",
          "[0, 0]",
          "[[1, 2], [3]]",
          "[\"a\", 1]",
          "[none]",
          "[0.9, 0.1]",
          "[10_000_000_000, 10_000_000_000]",
          "[ones([4, 2]), ones([4, 1])]",
          "[x -> x]",
          "[0..3]",
          "[1, 2, 3, 4]",
          "[0.5, log(-1.0)]");

  private static final List<String> TENSORS =
      List.of(
          "ones([2, 3])",
          "zeros([0, 3])",
          "tensor([1, 2, 3])",
          "tensor(true)",
          "randn([2, 2, 2])",
          "tensor(1.5)",
          "ones([3]) / 0",
          "tensor([true, false])",
          "ones([1, 1, 4, 4])",
          "tensor([[1, 0], [2, -5]])",
          "log(-ones([4]))",
          "tensor([10_000_000_000])",
          "ones([4, 1])");

  private static final List<String> FUNCTIONS =
      List.of(
          "(x -> x)",
          "((a, b) -> a)",
          "(() -> 1)",
          "mse",
          "relu",
          "(relu >> tanh)",
          "len",
          "(x -> error(\"no\"))",
          "(x -> ones([3]))",
          "(x -> none)",
          "cross_entropy",
          "linear(3, 2)");

  private static final List<String> NETS =
      List.of(
          "linear(3, 2)",
          "(linear(3, 4) >> tanh >> linear(4, 1))",
          "embedding(5, 2)",
          "flatten",
          "(batch_norm(3) >> dropout(0.5))",
          "lstm(3, 2)",
          "conv2d(1, 2, 3)",
          "repeat(2, i -> linear(3, 3))");

  private static final List<String> THINGS =
      List.of(
          "none",
          "true",
          "false",
          "0..0",
          "0..5",
          "5..0",
          "0..10_000_000_000_000_000",
          "{}",
          "{a: 1}",
          "{lr: -1, x: []}",
          "adam()",
          "cosine()",
          "normal(std: 1.0)",
          "chars(\"abc\")",
          "bytes()",
          "windows(tensor([1, 2, 3, 4]), 2)",
          "batches([ones([4, 3]), ones([4, 2])], 2)",
          "linear",
          "pi");

  private static final Map<String, List<String>> BY_TYPE =
      Map.of(
          "integer", INTEGERS,
          "float", FLOATS,
          "number", INTEGERS,
          "string", STRINGS,
          "list", LISTS,
          "tensor", TENSORS,
          "function", FUNCTIONS,
          "instance", NETS,
          "any", TENSORS,
          "boolean", List.of("true", "false"));

  private static final List<String> ALL =
      Stream.of(INTEGERS, FLOATS, STRINGS, LISTS, TENSORS, FUNCTIONS, NETS, THINGS)
          .flatMap(List::stream)
          .toList();

  private static final List<String> OPERATORS =
      List.of(
          "%s + %s",
          "%s - %s",
          "%s * %s",
          "%s / %s",
          "%s // %s",
          "%s %% %s",
          "%s ^ %s",
          "%s @ %s",
          "%s == %s",
          "%s < %s",
          "%s >= %s",
          "%s in %s",
          "%s and %s",
          "%s >> %s",
          "%s..%s",
          "%s[%s]",
          "%s[%s..2]",
          "%s[:, %s]",
          "%s[1..%s, ]",
          "%s(%s)",
          "%s.map(%s)",
          "-%s ^ %s",
          "not %s == %s",
          "[a, b] = [%s, %s]",
          "\"{%s:.3f} {%s}\"",
          "for i in %s { %s }",
          "x = [1, 2, 3]; x[%s] = %s",
          "x = {a: 1}; x.a = %s; x[%s]",
          "grad(x -> sum(x * %s))(%s)",
          "value_and_grad(%s)(%s)",
          "map([%s], x -> x + %s)",
          "{a: %s}[%s]");

  private static final String TRAIN =
      "train(linear(2, 1), [ones([4, 2]), ones([4, 1])], loss: mse, steps: 3, %s: %s, %s: %s)";

  private static final Builtins BUILTINS = Builtins.load();

  private final List<String> bad = new ArrayList<>();

  @AfterEach
  void everyCallIsAnswered() {
    assertTrue(bad.isEmpty(), () -> bad.size() + " of these:\n" + String.join("\n", bad));
  }

  @Test
  void functions() {
    for (String name : BUILTINS.names()) {
      var random = random(name);
      Signature signature = Signature.of(BUILTINS.find(name).signature());
      for (int i = 0; i < CALLS; i++) {
        run(name + "(" + String.join(", ", arguments(signature, random)) + ")", i);
      }
    }
  }

  @Test
  void operators() {
    for (String operator : OPERATORS) {
      var random = random(operator);
      for (int i = 0; i < 2 * CALLS; i++) {
        run(operator.formatted(one(ALL, random), one(ALL, random)), i);
      }
    }
  }

  /** Layers that are made with sense, called with tensors without. */
  @Test
  void layers() {
    for (String net : NETS) {
      var random = random(net);
      for (int i = 0; i < 4 * CALLS; i++) {
        run(net + "(" + one(TENSORS, random) + ")", i);
      }
    }
  }

  @Test
  void training() {
    var random = random("train");
    Signature signature = Signature.of(BUILTINS.find("train").signature());
    List<Parameter> options =
        signature.parameters().stream()
            .filter(p -> p.form() == Parameter.Form.ONE)
            .skip(2)
            .toList();
    for (int i = 0; i < 20 * CALLS; i++) {
      Parameter a = options.get(random.nextInt(options.size()));
      Parameter b = options.get(random.nextInt(options.size()));
      run(TRAIN.formatted(a.name(), value(a, random), b.name(), value(b, random)), i);
    }
  }

  private static SplittableRandom random(String what) {
    return new SplittableRandom(what.hashCode() + Long.getLong("calls.seed", 0));
  }

  /** The check looks through a call, not through what is known only when it runs. */
  private void run(String call, int i) {
    try {
      InterpreterTarget.run(i % 2 == 0 ? call : "if clock() > 0 { " + call + " }");
    } catch (RuntimeException | AssertionError e) {
      bad.add(e.toString());
    }
  }

  private static List<String> arguments(Signature signature, SplittableRandom random) {
    List<String> out = new ArrayList<>();
    boolean named = false;
    for (Parameter p : signature.parameters()) {
      switch (p.form()) {
        case ONE -> {
          if (p.optional() && random.nextInt(3) > 0) {
            named = true;
            continue;
          }
          named |= p.nameOnly();
          out.add((named ? p.name() + ": " : "") + value(p, random));
        }
        case ITEMS -> {
          for (int i = random.nextInt(3); i > 0 && !named; i--) {
            out.add(value(p, random));
          }
        }
        case OPTIONS -> {
          if (random.nextBoolean()) {
            out.add("other: " + one(ALL, random));
          }
        }
      }
    }
    return out;
  }

  private static String value(Parameter p, SplittableRandom random) {
    String type = p.types().get(random.nextInt(p.types().size()));
    return one(random.nextInt(4) == 0 ? ALL : BY_TYPE.getOrDefault(type, ALL), random);
  }

  private static String one(List<String> from, SplittableRandom random) {
    return from.get(random.nextInt(from.size()));
  }
}
