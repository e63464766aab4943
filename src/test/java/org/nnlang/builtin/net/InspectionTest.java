// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A call of a small net, looked into; every number is worked out by hand. */
class InspectionTest {
  /** Of x, the first layer makes [5, -2.5] and [11, -6.5], the net 11 and 23. */
  private static final String NET =
      """
      net = linear(2, 2) >> relu >> linear(2, 1)
      net.update({"0.weight": tensor([[1, 2], [-1, -1]]), "0.bias": tensor([0, 0.5]),
        "2.weight": tensor([[2, 3]]), "2.bias": tensor([1.0])}, (w, other) -> float(other))
      x = tensor([[1.0, 2.0], [3.0, 4.0]])
      """;

  private final Context context = Context.create("nn");

  @AfterEach
  void close() {
    context.close();
  }

  private String text(String script) {
    return context.eval("nn", script).toString();
  }

  @Test
  void partsSayWhatTheyGive() {
    assertEquals(
        "[[\"0\", \"1\", \"2\", \"result\"], [[5.0, -2.5], [11.0, -6.5]], [[5.0, 0.0], [11.0, 0.0]],"
            + " [[11.0], [23.0]]]",
        text(NET + "a = activations(net, x); [a.keys(), a[\"0\"], a[\"1\"], a[\"result\"]]"));
    assertEquals(
        "[\"inner\", \"inner (2)\", \"result\"]",
        text(
            "model Twice() { inner = linear(1, 1); forward(x) = inner(inner(x)) }\n"
                + "activations(Twice(), ones([1, 1])).keys()"));
  }

  @Test
  void operationsAreListedWithWhatTheyGive() {
    List<String> lines = text(NET + "trace(net, x)").lines().toList();
    assertEquals(12, lines.size(), () -> String.join("\n", lines));
    assertTrue(lines.get(1).matches("x = input +\\[2, 2] +1.0000 .. 4.0000 *"), () -> lines.get(1));
    assertTrue(
        lines.get(5).matches("%1 = add\\(%0, 0.bias\\) +\\[2, 2] +-6.5000 .. 11.0000 +[0-9.]+  0"),
        () -> lines.get(5));
    assertTrue(
        lines.get(6).matches("%2 = relu\\(%1\\) +\\[2, 2] +0.0000 .. 11.0000 +[0-9.]+"),
        () -> lines.get(6));
    assertTrue(lines.get(10).contains("11.0000 .. 23.0000"), () -> lines.get(10));
    assertTrue(
        lines.get(11).matches("5 operations, [0-9.]+ ms one by one; the call takes [0-9.]+ ms"));
  }

  /** Nothing of it changes the net, nor the random numbers that come after. */
  @Test
  void lookingChangesNothing() {
    String script =
        "seed(7); model B() { n = batch_norm(2); state seen = zeros([2]); w = linear(2, 2)\n"
            + "forward(x) { seen = seen + sum(x, axis: 0); w(n(x)) } }\n"
            + "net = B(); x = tensor([[1.0, 2.0], [3.0, 5.0]]); before = params(net)\n";
    String looked = "trace(net, x); activations(net, x); diagnose(net, [x, x], mse)\n";
    String after = "[net.seen, net.n.running_mean, rand([2]), params(net) == before]";
    String without = text(script + after);
    assertEquals(without, text(script + looked + after));
    assertTrue(without.startsWith("[[0.0, 0.0], "), without);
  }

  /** Scores [[0, 0], [0, 1]]: the first sees itself alone, the second e^0 and e^1 of e^0 + e^1. */
  @Test
  void attentionSaysWhatItSaw() {
    String model =
        "model A() { w = linear(1, 1); forward(x) = attention(x, x, x, causal: true, scale: 1.0) }\n";
    assertEquals(
        "{attention: [[[[1.0, 0.0], [0.268941, 0.731059]]]]}",
        text(model + "attention_weights(A(), tensor([[[[0.0], [1.0]]]]))"));
    // a mask of floats is added to the scores: -0.5 makes e^0 and e^0.5 of the last row
    assertEquals(
        "{attention: [[[[0.5, 0.5], [0.377541, 0.622459]]]]}",
        text(
            "model A() { w = linear(1, 1); forward(x) = attention(x, x, x, scale: 1.0, mask:"
                + " tensor([[0.0, 0.0], [0.0, -0.5]])) }\n"
                + "attention_weights(A(), tensor([[[[0.0], [1.0]]]]))"));
    // written out, with one head or none, and the last axis of classes is none
    assertEquals(
        "{attention: [[[0.5, 0.5], [0.268941, 0.731059]]]}",
        text(
            "model A() { w = linear(1, 1); forward(x) = softmax(x @ transpose(x, 1, 2), axis: -1) @ x }\n"
                + "attention_weights(A(), tensor([[[0.0], [1.0]]]))"));
    String gate =
        "model G() { g = linear(1, 2); e = linear(2, 1); forward(x) = e(softmax(g(x))) }\n";
    assertThrows(
        PolyglotException.class, () -> text(gate + "attention_weights(G(), ones([1, 1]))"));
    PolyglotException none =
        assertThrows(
            PolyglotException.class, () -> text("attention_weights(linear(1, 1), ones([1, 1]))"));
    assertTrue(none.getMessage().contains("nothing in linear(1, 1) attends"), none.getMessage());
  }

  /**
   * Of the loss mean(y ^ 2) = (11 ^ 2 + 23 ^ 2) / 2 the gradient by y is y: by 2.bias 34, by
   * 2.weight [308, 0], by 0.bias [68, 0], by 0.weight [[160, 228], [0, 0]].
   */
  @Test
  void gradientsAndDeadUnitsAreNamed() {
    assertEquals(
        List.of(
            "weight    gradient",
            "0.weight  139.2695",
            "0.bias     48.0833",
            "2.weight  217.7889",
            "2.bias     34.0000",
            "relu: 1 of 2 units dead: 1"),
        text(NET + "diagnose(net, [x, zeros([2, 1])], mse)").lines().toList());
  }

  /** Behind a weight of 1e-6 a gradient is 2e-6, before it 2; what is not reached has none. */
  @Test
  void vanishingGradientsAreNamed() {
    String script =
        """
        model V() {
          first = linear(1, 1, bias: false); last = linear(1, 1); spare = linear(1, 1, bias: false)
          forward(x) = last(first(x))
        }
        net = V()
        net.update({"first.weight": ones([1, 1]), "last.weight": full([1, 1], 1e-6),
          "last.bias": ones([1]), "spare.weight": ones([1, 1])}, (w, other) -> other)
        diagnose(net, [ones([1, 1]), zeros([1, 1])], mse)
        """;
    List<String> lines = text(script).lines().toList();
    assertTrue(lines.get(1).matches("first.weight  2.000e-06  vanishes"), () -> lines.get(1));
    assertTrue(lines.get(2).matches("last.weight +2.0000"), () -> lines.get(2));
    assertTrue(lines.get(4).startsWith("spare.weight     0.0000  none"), () -> lines.get(4));
  }
}
