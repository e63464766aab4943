// SPDX-License-Identifier: Apache-2.0
package org.nnlang.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.nnlang.builtin.Builtins;
import org.nnlang.builtin.CheckSession;
import org.nnlang.graph.Node;
import org.nnlang.lang.NnLanguage;
import org.nnlang.source.Diagnostic;
import org.nnlang.source.Limits;
import org.nnlang.source.SourceText;
import org.nnlang.syntax.Parser;
import org.nnlang.syntax.Script;

/**
 * What is foreseen of random nets is what comes of them: shapes of right ones, and that wrong ones,
 * made by changing one number, are found out before they run.
 */
class RandomModelsTest {
  private static final int RIGHT = 1_200;
  private static final int CHANGED = 800;
  private static final int STEPS = 100_000;
  private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])\\d+(?![\\w.])");

  private static final Builtins BUILTINS = Builtins.load();
  private static final Context CONTEXT =
      Context.newBuilder(NnLanguage.ID)
          .option("engine.WarnInterpreterOnly", "false")
          .option("nn.threads", "1")
          .build();

  @AfterAll
  static void close() {
    CONTEXT.close();
  }

  private static AbstractInterpreter looking(Script script) {
    return new AbstractInterpreter(
        script, new CheckSession(BUILTINS, name -> false, option -> null, file -> null), STEPS);
  }

  private static Script parse(String text) {
    return Parser.parse(new SourceText("random.nn", text), Limits.DEFAULT);
  }

  private static long[] foreseen(Object value, String text) {
    if (value instanceof Node node && node.type().isKnown()) {
      return node.type().shape();
    }
    return fail("nothing is foreseen of\n" + text + value);
  }

  private static long[] real(Value tensor) {
    Value shape = tensor.getMember("shape");
    long[] out = new long[(int) shape.getArraySize()];
    for (int i = 0; i < out.length; i++) {
      out[i] = shape.getArrayElement(i).asLong();
    }
    return out;
  }

  @Test
  void shapesAreAsForeseen() {
    for (int seed = 0; seed < RIGHT; seed++) {
      var model = new RandomModel(seed);
      String text = model.text();
      Script script = parse(text);
      AbstractInterpreter looking = looking(script);
      assertEquals(List.of(), looking.look(script), text);
      assertArrayEquals(model.shape(), foreseen(looking.last(), text), text);
      if (seed % 2 == 0) {
        assertArrayEquals(model.shape(), real(CONTEXT.eval(NnLanguage.ID, text)), text);
      }
    }
  }

  @Test
  void oneWrongNumberIsFoundBeforeItRuns() {
    int found = 0;
    for (int seed = 0; seed < CHANGED; seed++) {
      String text = changed(new RandomModel(seed).text(), new Random(seed));
      Script script = parse(text);
      List<Diagnostic> wrong = looking(script).look(script);
      if (!wrong.isEmpty()) {
        found++;
        continue;
      }
      if (seed % 2 == 0) {
        try {
          CONTEXT.eval(NnLanguage.ID, text);
        } catch (PolyglotException e) {
          fail("not foreseen: " + e.getMessage() + "\n" + text, e);
        }
      }
    }
    assertTrue(found > CHANGED / 3, found + " of " + CHANGED);
  }

  /** The text with one of its numbers made another. */
  private static String changed(String text, Random random) {
    List<MatchResult> numbers = new ArrayList<>();
    NUMBER.matcher(text).results().forEach(numbers::add);
    MatchResult one = numbers.get(random.nextInt(numbers.size()));
    long old = Long.parseLong(one.group());
    long other = random.nextBoolean() ? old + 1 + random.nextInt(3) : Math.max(0, old - 1);
    return text.substring(0, one.start()) + other + text.substring(one.end());
  }
}
