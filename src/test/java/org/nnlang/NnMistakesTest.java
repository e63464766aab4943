// SPDX-License-Identifier: Apache-2.0
package org.nnlang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** What a program does wrong, or its functions do: each is said as this API says things. */
@Timeout(120)
class NnMistakesTest {
  private static final float[][] ROWS = {{1}, {2}};
  private static final Map<String, Object> OPTIONS = Map.of("steps", 3, "loss", "mse");

  private static NnException refused(String code, Executable call) {
    NnException e = assertThrows(NnException.class, call);
    assertEquals(code, e.code(), e.text());
    return e;
  }

  /** Wherever a value goes in. */
  @Test
  void whatIsNoValueOfAScriptIsRefused() {
    List<Object> round = new ArrayList<>();
    round.add(Map.of("again", round));
    Map<String, Object> nameless = new HashMap<>();
    nameless.put(null, 1);
    Map<String, Object> wrong = Map.of("limit", round, "type", nameless);
    try (Nn nn = Nn.builder().build()) {
      NnModel net = nn.eval("mlp([1, 1])").asModel();
      NnValue same = nn.eval("x -> x");
      wrong.forEach(
          (code, value) -> {
            refused(code, () -> nn.put("value", value));
            refused(code, () -> same.call(value));
            refused(code, () -> net.train(value, ROWS, OPTIONS));
            refused(code, () -> net.train(ROWS, ROWS, Map.of("steps", 1, "metrics", value)));
            Supplier<Object> gives = () -> value;
            nn.put("gives", gives);
            refused(code, () -> nn.eval("gives()"));
          });
    }
  }

  /** Also where the time of a call is limited, which a timer of the {@link Nn} watches. */
  @Test
  void whateverIsAskedOfAClosedOneSaysThatItIsClosed() {
    for (Duration limit : new Duration[] {null, Duration.ofMinutes(1)}) {
      Nn nn = Nn.builder().timeLimit(limit).build();
      NnModel net = nn.eval("mlp([1, 1])").asModel();
      NnValue value = nn.eval("{a: 1}");
      nn.close();
      Stream<Executable> calls =
          Stream.of(
              () -> nn.eval("1"),
              () -> nn.put("x", 1),
              () -> nn.get("x"),
              () -> value.get("a"),
              () -> value.call(),
              () -> net.predict(ROWS),
              () -> net.train(ROWS, ROWS, OPTIONS),
              () -> net.save(Path.of("net.safetensors")),
              net::share,
              net::refresh);
      calls.forEach(
          call -> {
            NnException e = refused("closed", call);
            assertEquals(NnException.Kind.CLOSED, e.kind());
            assertEquals("error: this Nn is closed", e.getMessage());
          });
      nn.interrupt();
      nn.close();
    }
  }

  @Test
  void timeMayBeAsLongAsItWants() {
    try (Nn nn = Nn.builder().timeLimit(Duration.ofSeconds(Long.MAX_VALUE)).build()) {
      assertEquals(1, nn.eval("1").asLong());
    }
  }

  @Test
  void settingsAreRefusedOrTakenAsTheyAre() {
    refused("argument", () -> Nn.builder().memory("-1g"));
    refused("argument", () -> Nn.builder().memory("0"));
    try (Nn nn = Nn.builder().argument("a", "--b").argument("n", -3).build()) {
      assertEquals("--b -3", nn.eval("\"{arg(\"a\", \"\")} {arg(\"n\", 1)}\"").asString());
    }
  }

  /** A default that is a list has the option give one. */
  @Test
  void optionsThatAreLists() {
    assertEquals("[3, 4]", option("3,4", "[1]"));
    assertEquals("[3, 4]", option(List.of(3, 4), "[1]"));
    assertEquals("[0.5]", option("0.5", "[]"));
    assertEquals("[]", option("[]", "[1]"));
    assertEquals("[\"a\", \"b\"]", option("a,b", "[\"x\"]"));
    assertEquals("[\"a, b\"]", option("[\"a, b\"]", "[\"x\"]"));
    NnException e = refused("usage", () -> option("3,x", "[1, 2]"));
    assertEquals("for example --n 1,2", e.hint());
    refused("usage", () -> option("[3", "[1]"));
    refused("usage", () -> option("", "[1]"));
  }

  private static String option(Object given, String usual) {
    try (Nn nn = Nn.builder().argument("n", given).build()) {
      return nn.eval("str(arg(\"n\", " + usual + "))").asString();
    }
  }

  @Test
  void valuesThatAreSomethingElse() {
    try (Nn nn = Nn.create()) {
      refused("type", () -> nn.eval("none").asLong());
      refused("type", () -> nn.eval("none").asDouble());
      refused("type", () -> nn.eval("none").asBoolean());
      refused("type", () -> nn.eval("none").as(int.class));
      refused("type", () -> nn.eval("3").call());
      refused("argument", () -> nn.eval("3").get("a"));
      refused("value", () -> nn.eval("tensor([5000000000])").as(int[].class));
      assertEquals(5_000_000_000L, nn.eval("tensor([5000000000])").as(long[].class)[0]);
    }
  }

  @Test
  void valuesOfTheProgram() {
    try (Nn nn = Nn.create()) {
      Map<String, Object> nameless = new HashMap<>();
      nameless.put(null, 1);
      refused("type", () -> nn.put("x", nameless));
      nn.put("x", List.of(new BigDecimal("1.5"), OptionalInt.of(2), OptionalDouble.empty()));
      assertEquals("[1.5, 2, none]", nn.eval("str(x)").asString());
    }
  }

  /** Polyglot takes some exceptions for words of its own: a call that is refused, an end. */
  @Test
  void whatFunctionsOfTheProgramThrowArrives() {
    for (RuntimeException thrown :
        List.of(
            new UnsupportedOperationException("mine"),
            new NoSuchElementException("mine"),
            new IllegalStateException("mine"))) {
      try (Nn nn = Nn.create()) {
        NnModel net = nn.eval("mlp([1, 1])").asModel();
        nn.put("f", (Function<Object, Object>) x -> fail(thrown));
        assertThrown(thrown, () -> nn.eval("f(1)"));
        assertThrown(thrown, () -> net.train(ROWS, ROWS, OPTIONS, step -> fail(thrown)));
        Iterable<NnBatch> batches = () -> new Batches(thrown);
        assertThrown(thrown, () -> net.train(batches, OPTIONS));
      }
    }
  }

  private static boolean fail(RuntimeException thrown) {
    throw thrown;
  }

  /** A row of batches of which the second cannot be had. */
  private static final class Batches implements Iterator<NnBatch> {
    private final RuntimeException thrown;
    private boolean begun;

    Batches(RuntimeException thrown) {
      this.thrown = thrown;
    }

    @Override
    public boolean hasNext() {
      return true;
    }

    @Override
    public NnBatch next() {
      if (begun) {
        throw thrown;
      }
      begun = true;
      return new NnBatch(ROWS, ROWS);
    }
  }

  private static void assertThrown(RuntimeException thrown, Executable call) {
    NnException e = refused("internal", call);
    assertEquals("error: the program that runs this script failed, mine", e.getMessage());
    assertSame(thrown, e.getCause());
  }

  @Test
  void mistakesInWhatTheProgramHandsIn() {
    try (Nn nn = Nn.create()) {
      NnModel net = nn.eval("mlp([1, 1])").asModel();
      refused("type", () -> net.train(Arrays.asList((NnBatch) null), OPTIONS));
      nn.put("half", (DoubleUnaryOperator) x -> x / 2);
      refused("type", () -> nn.eval("half(\"a\")"));
      assertEquals(1.5, nn.eval("half(3)").asDouble());
    }
  }
}
