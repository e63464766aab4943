// SPDX-License-Identifier: Apache-2.0
package org.nnlang.nd4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.nnlang.Nn;

/**
 * A GPT trained by nn goes on in {@code examples/nd4j}, a program without nn on its class path. The
 * profile {@code embedding} runs it once more, as a Maven project of its own, on what this leaves.
 */
class ContinueTest {
  private static final Path EXAMPLE = Path.of(System.getProperty("nn.root"), "examples/nd4j");

  @Test
  void theLossFallsAsInNn() throws IOException, InterruptedException {
    Path folder = Path.of(System.getProperty("basedir"), "target/continue");
    Files.createDirectories(folder);
    try (Nn nn = Nn.builder().files(folder).build()) {
      String script = Files.readString(EXAMPLE.resolve("gpt.nn"));
      for (String file : List.of("gpt.fb", "expected.txt")) {
        script = script.replace("\"" + file, "\"" + folder.resolve(file));
      }
      nn.eval(script);
    }
    assertTrue(Files.size(folder.resolve("gpt.fb")) > 10_000);
    List<String> expected = Files.readAllLines(folder.resolve("expected.txt"));
    assertEquals(51, expected.size());
    double first = Double.parseDouble(expected.get(1));
    double last = Double.parseDouble(expected.getLast());
    assertTrue(last < 0.95 * first, first + " and " + last);
    String said = run(folder);
    // the program compares both, and says how far they are apart
    assertTrue(said.contains("logits are ") && said.contains("losses are "), said);
  }

  private static String run(Path folder) throws IOException, InterruptedException {
    String alone =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(part -> part.endsWith(".jar") && !part.contains("nn-core"))
            .collect(Collectors.joining(File.pathSeparator));
    ProcessBuilder start =
        new ProcessBuilder(
            new ArrayList<>(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-cp",
                    alone,
                    EXAMPLE.resolve("src/main/java/org/example/Continue.java").toString(),
                    folder.toString())));
    start.redirectErrorStream(true);
    // with more, ND4J's threads wait for each other most of the time
    start.environment().put("OMP_NUM_THREADS", "1");
    start.environment().put("OPENBLAS_NUM_THREADS", "1");
    Process process = start.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said;
  }
}
