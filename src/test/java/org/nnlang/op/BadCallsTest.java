// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Calls that make no sense give a problem, and never another exception or a dead JVM. */
class BadCallsTest {
  @Test
  void giveAProblemAndNothingElse() throws Exception {
    var child =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=/dev/stdout",
                "-cp",
                System.getProperty("java.class.path"),
                BadCalls.class.getName())
            .redirectErrorStream(true)
            .start();
    String said;
    try (var out = child.getInputStream()) {
      said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
    }
    List<String> lines = said.lines().toList();
    assertEquals(0, child.waitFor(), said.substring(Math.max(0, said.length() - 4000)));
    assertEquals("done", lines.getLast());
    assertTrue(lines.size() > 100, "functions called: " + lines.size());
  }
}
