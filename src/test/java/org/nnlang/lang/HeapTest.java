// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Scripts that fill Java's heap are ended before Java's own error, which would strike the host as
 * well: here it ends the process.
 */
class HeapTest {
  private static final List<String> SCRIPTS =
      List.of(
          "x = []\nn = 0\nwhile true {\n append(x, [n])\n n = n + 1 }",
          "s = \"ab\"\nwhile true {\n s = s + s }",
          "x = [1]\nwhile true {\n x = [x, x + [1]] }",
          "x = []\nwhile true {\n append(x, \"a\" * 1000) }",
          "r = {}\nn = 0\nwhile true {\n r[str(n)] = n\n n = n + 1 }",
          "fn f(n) {\n x = list(range(n))\n f(n)\n x }\nf(10000)",
          "x = [1, 2]\nfor i in 0..40 { x = [x, x] }\nprint(x)",
          "all = []\ns = \"ab\" * 500000\nwhile true {\n append(all, s + \"x\") }",
          "join([\"ab\" * 1000000] * 1000)",
          "replace(\"a\" * 10000, \"a\", \"b\" * 100000)",
          "x = []\nmap(0..1000000000, n -> append(x, str(n)))");

  @Test
  void endBeforeJavaDoes() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx96m",
            "-Xss16m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            HeapChild.class.getName()));
    command.addAll(SCRIPTS);
    Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, child.waitFor(), said);
    List<String> lines = said.lines().filter(line -> line.startsWith("<")).toList();
    assertEquals(SCRIPTS.size(), lines.size(), said);
    for (String line : lines) {
      boolean memory =
          line.contains("memory") || line.contains("budget") || line.contains("too deeply");
      assertTrue(memory && line.contains(" --> "), said);
    }
  }
}
