// SPDX-License-Identifier: Apache-2.0
package org.nnlang.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program with nn-core on the {@code java} of the path, where that is older than nn's. */
class OlderJavaTest {
  private static final Path CORE =
      Path.of(
          System.getProperty("nn.archives"),
          "../../src/target/nn-core-" + System.getProperty("nn.version") + ".jar");
  private static final int OURS = 25;

  @Test
  void saysWhichJavaIsWanted(@TempDir Path folder) throws Exception {
    String asked;
    try {
      asked = run(folder, "java", "-version");
    } catch (IOException e) {
      asked = "there is none";
    }
    Matcher version = Pattern.compile("version \"(\\d+)").matcher(asked);
    assumeTrue(version.find() && Integer.parseInt(version.group(1)) < OURS);
    Path program = folder.resolve("Program.java");
    Files.writeString(
        program,
        """
        import org.nnlang.Nn;
        import org.nnlang.NnException;

        class Program {
          public static void main(String[] words) {
            try (Nn nn = Nn.create()) {
              System.out.println("made");
            } catch (NnException e) {
              System.out.println("failed");
            } catch (UnsupportedOperationException e) {
              System.out.println(e.getMessage());
            }
          }
        }
        """);
    String path = CORE.toRealPath() + ":" + folder;
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "--release", "11", "-cp", path, program.toString());
    assertEquals(0, compiled);
    String said = run(folder, "java", "-cp", path, "Program");
    assertTrue(
        said.startsWith(
            "nn needs Java 25 or later, and this is Java " + version.group(1) + " in /"),
        said);
  }

  private static String run(Path folder, String... command) throws IOException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
