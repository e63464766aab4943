// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Loops over doubles are the loops over floats with other types: {@code DoubleUnary} is made of
 * {@code FloatUnary}, and so on. {@code -Dformat.update} writes them anew.
 */
class KernelPairTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("nn.root", ".."), "src/main/java/org/nnlang/kernel");

  @ParameterizedTest
  @ValueSource(strings = {"Unary", "Binary", "Rows"})
  void doublesAreFloatsWithOtherTypes(String kind) throws IOException, FormatterException {
    Path file = FOLDER.resolve("Double" + kind + ".java");
    String floats = Files.readString(FOLDER.resolve("Float" + kind + ".java"));
    String doubles =
        new Formatter()
            .formatSource(
                floats
                    .replace("Float", "Double")
                    .replace("float", "double")
                    .replace("(double) ", "")
                    .replaceAll("(\\d)f\\b", "$1"));
    if (System.getProperty("format.update") != null) {
      Files.writeString(file, doubles);
    }
    assertEquals(doubles, Files.readString(file), "change Float" + kind + ", then -Dformat.update");
  }
}
