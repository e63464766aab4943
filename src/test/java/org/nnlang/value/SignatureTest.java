// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;

class SignatureTest {
  private final Signature linear =
      Signature.of("linear(in: integer, out: integer, bias: boolean = true, init = none)");

  @Test
  void argumentsGoByPlaceOrByName() {
    Arguments a = linear.bind(new Object[] {4L}, Map.of("bias", false, "out", 2L));
    assertEquals(4, a.integer("in"));
    assertEquals(2, a.integer("out"));
    assertFalse(a.flag("bias"));
    assertTrue(a.isNone("init"));
    assertFalse(a.given("init"));
  }

  @Test
  void defaultsAreLiterals() {
    Signature adam =
        Signature.of("adam(lr: float = 1e-3, *, betas: list = [0.9, 0.999], word = \"a, b\")");
    Arguments a = adam.bind(new Object[] {1L}, Map.of());
    assertEquals(1.0, a.get("lr"));
    assertEquals(List.of(0.9, 0.999), a.list("betas"));
    assertEquals("a, b", a.string("word"));
    assertEquals(ErrorCode.ARGUMENT, assertThrows(Problem.class, () -> bind(adam, 1L, 2L)).code());
  }

  @Test
  void moreByPlaceAndMoreByName() {
    Signature print = Signature.of("print(items..., options**)");
    Map<String, Object> named = new LinkedHashMap<>(Map.of("end", ""));
    Arguments a = print.bind(new Object[] {1L, "b"}, named);
    assertEquals(List.of(1L, "b"), a.list("items"));
    assertEquals("", a.record("options").get("end"));
  }

  @Test
  void messagesSayWhatWasFoundAndWhatIsNear() {
    assertMessage("`linear` needs the argument `out`", () -> bind(linear, 1L));
    assertMessage(
        "`linear` takes 4 arguments, found 5", () -> bind(linear, 1L, 2L, true, None.NONE, 5L));
    assertMessage("`in` must be an integer, found the string \"a\"", () -> bind(linear, "a", 2L));
    assertMessage(
        "`in` is given twice, by place and by name",
        () -> linear.bind(new Object[] {1L, 2L}, Map.of("in", 3L)));
    Problem unknown =
        assertThrows(Problem.class, () -> linear.bind(new Object[] {1L, 2L}, Map.of("bais", true)));
    assertEquals("`linear` has no argument `bais`", unknown.getMessage());
    assertEquals("did you mean `bias`?", unknown.hint());
  }

  /** The text of a long one does not fit a line, but the names by which it takes something do. */
  @Test
  void namesAreSaidWhereNoneIsNear() {
    Signature draw =
        Signature.of(
            "draw(net: function, prompt = none, temperature = 1, top_k = none, seed = 0, stop ="
                + " none, penalty = 1, stream = false, count = 1, cache = true, min_p = none, top_p"
                + " = none)");
    Problem unknown =
        assertThrows(Problem.class, () -> draw.bind(new Object[] {1L}, Map.of("steps", 3L)));
    assertEquals(
        "its arguments: net, prompt, temperature, top_k, seed, stop, penalty, stream,"
            + " count, cache, min_p, top_p",
        unknown.hint());
  }

  private static void assertMessage(String message, Runnable call) {
    assertEquals(message, assertThrows(Problem.class, call::run).getMessage());
  }

  private static Arguments bind(Signature signature, Object... positional) {
    return signature.bind(positional, Map.of());
  }
}
