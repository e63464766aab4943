// SPDX-License-Identifier: Apache-2.0
package org.nnlang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles the Java blocks of the docs and runs them in a process of their own. */
class EmbeddingPageTest {
  private static final Path DOCS = Path.of(System.getProperty("nn.root", "..")).resolve("docs");

  private static final String IMPORTS =
      """
      import java.io.File;
      import java.nio.file.Path;
      import java.time.Duration;
      import java.util.*;
      import java.util.concurrent.*;
      import java.util.stream.*;
      import javax.script.*;
      import org.graalvm.polyglot.*;
      import org.nnlang.*;
      """;

  private static List<String> blocks(String page, String language) {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(page)
        .results()
        .map(m -> m.group(1))
        .toList();
  }

  @Test
  void everyBlockCompilesAndRuns(@TempDir Path folder) throws IOException, InterruptedException {
    String page = Files.readString(DOCS.resolve("embedding.md"));
    List<String> java = blocks(page, "java");
    assertEquals(10, java.size());
    Files.createDirectory(folder.resolve("models"));
    Files.writeString(folder.resolve("models/net.nn"), blocks(page, "nn").getFirst());
    String said = run(folder, java);
    assertTrue(said.contains("LIMIT: error: the script took more than the 200 ms"), said);
    assertTrue(said.contains("shape in line 2"), said);
    assertTrue(Files.exists(folder.resolve("models/net.safetensors")));
  }

  /** Where the tutorial hands its net to a Java program. */
  @Test
  void theTutorialsBlockRunsOnItsNet(@TempDir Path folder)
      throws IOException, InterruptedException {
    String page = Files.readString(DOCS.resolve("tutorial/14-beyond.md"));
    List<String> java = blocks(page, "java");
    assertEquals(1, java.size());
    Files.createDirectory(folder.resolve("models"));
    Files.writeString(folder.resolve("models/square.nn"), blocks(page, "nn").getFirst() + "net\n");
    String block = java.getFirst().replace("\n}", "\n  System.out.println(z[0][0]);\n}");
    String said = run(folder, List.of(block));
    // its data has 0.25 there
    assertEquals(0.25, Double.parseDouble(said.lines().toList().getLast()), 0.05, said);
  }

  private static String run(Path folder, List<String> java)
      throws IOException, InterruptedException {
    String methods =
        IntStream.range(0, java.size())
            .mapToObj(
                i -> "static void block%d() throws Exception {\n%s}\n".formatted(i, java.get(i)))
            .collect(Collectors.joining());
    String calls =
        IntStream.range(0, java.size())
            .mapToObj(i -> "block%d();\n".formatted(i))
            .collect(Collectors.joining());
    Path source =
        Files.writeString(
            folder.resolve("Page.java"),
            IMPORTS
                + "public class Page {\n"
                + methods
                + "public static void main(String[] a) throws Exception {\n"
                + calls
                + "}\n}\n");
    String classes = System.getProperty("java.class.path");
    var errors = new ByteArrayOutputStream();
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, errors, "-cp", classes, "-proc:none", source.toString());
    assertEquals(0, compiled, errors.toString(StandardCharsets.UTF_8));
    Process run =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                folder + File.pathSeparator + classes,
                "Page")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(run.waitFor(1, TimeUnit.MINUTES), said);
    assertEquals(0, run.exitValue(), said);
    return said;
  }
}
