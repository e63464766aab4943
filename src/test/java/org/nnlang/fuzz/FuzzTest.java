// SPDX-License-Identifier: Apache-2.0
package org.nnlang.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * 200,000 damaged scripts in all are parsed, those that can be are checked, and some run. The seeds
 * are fixed; {@code mvn -Pfuzz} goes on from here with Jazzer, for as long as one likes.
 */
class FuzzTest {
  private static final Path ROOT = Path.of(System.getProperty("nn.root", ".."));

  /** Numbers of inputs can be changed by {@code -Dfuzz.inputs=…}, a factor. */
  private static final double FACTOR = Double.parseDouble(System.getProperty("fuzz.inputs", "1"));

  private static final long SEED = Long.getLong("fuzz.seed", 1);

  @Test
  void parser() throws IOException {
    run(190_000, 120, false, ParserTarget::run);
  }

  @Test
  void checker() throws IOException {
    run(9_000, 150, false, text -> ParserTarget.run(text) && CheckerTarget.run(text));
  }

  @Test
  void interpreter() throws IOException {
    run(1_000, 600, true, InterpreterTarget::run);
  }

  private static void run(int inputs, int longest, boolean running, Predicate<String> target)
      throws IOException {
    var damage = new Damage(scripts(longest, running), SEED);
    int count = (int) (inputs * FACTOR);
    int right = 0;
    for (int i = 0; i < count; i++) {
      String text = damage.next();
      try {
        right += target.test(text) ? 1 : 0;
      } catch (RuntimeException | Error e) {
        throw new AssertionError("input " + i + " of seed " + SEED + ":\n" + text, e);
      }
    }
    // damage that leaves nothing whole, or all, finds nothing
    assertTrue(right > count / 50 && right < count, right + " of " + count + " were right");
  }

  /** Snippets that are not long: all, or those that run to their end. */
  private static List<String> scripts(int longest, boolean running) throws IOException {
    List<String> texts = new ArrayList<>();
    try (Stream<Path> files = Files.walk(ROOT.resolve("src/test/snippets"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".nn")).sorted().toList()) {
        if (Files.size(file) <= longest && (!running || runs(file))) {
          texts.add(Files.readString(file));
        }
      }
    }
    return texts;
  }

  private static boolean runs(Path file) {
    return Files.exists(Path.of(file.toString().replaceAll("nn$", "out")));
  }
}
