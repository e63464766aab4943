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
 * The ONNX project's node tests of operators that the language has a word for, as {@code
 * src/test/onnx/onnx_cases.py} writes them into the folder that {@code nn.onnx} names: {@code mvn
 * -Ponnx test} does both. Needs Debian's python3-onnx.
 */
@EnabledIfSystemProperty(named = "nn.onnx", matches = ".+")
class OnnxNodeTest {
  @Test
  void operatorsGiveWhatOnnxSays() throws IOException {
    List<Path> cases;
    try (var files = Files.list(Path.of(System.getProperty("nn.onnx")))) {
      cases = files.filter(f -> f.toString().endsWith(".nn")).sorted().toList();
    }
    assertFalse(cases.isEmpty(), "no cases were written");
    List<String> wrong = new ArrayList<>();
    for (Path file : cases) {
      try (var context = Context.newBuilder(NnLanguage.ID).option("nn.threads", "1").build()) {
        context.eval(Source.newBuilder(NnLanguage.ID, file.toFile()).build());
      } catch (PolyglotException e) {
        wrong.add(file.getFileName() + ": " + e.getMessage());
      }
    }
    System.out.println(cases.size() - wrong.size() + " of " + cases.size() + " ONNX tests pass");
    assertEquals(List.of(), wrong);
  }
}
