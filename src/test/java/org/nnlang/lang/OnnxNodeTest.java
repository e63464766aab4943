// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The ONNX project's node tests of operators that the language has words for, as {@code
 * src/test/onnx/onnx_cases.py} writes them into the folder that {@code nn.onnx} names: {@code mvn
 * -Ponnx -pl src test} does both. Needs Debian's python3-onnx. Prints a table: of each operator the
 * tests there are, those that the language can express, those that pass, and why others are not
 * expressed.
 */
@EnabledIfSystemProperty(named = "nn.onnx", matches = ".+")
class OnnxNodeTest {
  private final Path folder = Path.of(System.getProperty("nn.onnx", ""));
  private final List<String> wrong = new ArrayList<>();

  @Test
  void operatorsGiveWhatOnnxSays() throws IOException {
    int operators = 0, whole = 0, tests = 0, expressed = 0, passed = 0;
    System.out.printf("%-26s %6s %11s %7s  %s%n", "operator", "tests", "expressible", "passed", "");
    for (String line : Files.readAllLines(folder.resolve("operators.tsv"))) {
      String[] cells = line.split("\t", -1);
      int there = Integer.parseInt(cells[1]);
      int written = Integer.parseInt(cells[2]);
      int right = written == 0 ? 0 : passed(folder.resolve(cells[0]));
      System.out.printf("%-26s %6d %11d %7d  %s%n", cells[0], there, written, right, cells[3]);
      operators += written == 0 ? 0 : 1;
      whole += there == right ? 1 : 0;
      tests += there;
      expressed += written;
      passed += right;
    }
    System.out.printf(
        "%d of %d expressible tests of %d operators pass; of %d tests in all; whole operators: %d%n",
        passed, expressed, operators, tests, whole);
    assertFalse(expressed == 0, "no cases were written");
    assertEquals(List.of(), wrong);
    assertEquals(expressed, passed);
  }

  private int passed(Path operator) throws IOException {
    List<Path> cases;
    try (var files = Files.list(operator)) {
      cases = files.sorted().toList();
    }
    int right = 0;
    for (Path file : cases) {
      try (var context = Context.newBuilder(NnLanguage.ID).option("nn.threads", "1").build()) {
        context.eval(Source.newBuilder(NnLanguage.ID, file.toFile()).build());
        right++;
      } catch (PolyglotException e) {
        wrong.add(file.getFileName() + ": " + e.getMessage());
      }
    }
    return right;
  }
}
