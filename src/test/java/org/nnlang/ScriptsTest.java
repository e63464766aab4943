// SPDX-License-Identifier: Apache-2.0
package org.nnlang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.Test;

/** Runs the scripts that people read first, shortened by their own options. */
class ScriptsTest {
  private static final Path SCRIPTS = Path.of(System.getProperty("nn.root"), "scripts");

  private static final String[] SMALL = {
    "--data",
    SCRIPTS.resolveSibling("LICENSE").toString(),
    "--layers=2",
    "--heads=2",
    "--dim=16",
    "--block=16",
    "--batch=4",
    "--steps=6",
    "--every=3",
    "--warmup=2",
    "--tokens=40"
  };

  /** What a script prints. */
  static String run(String script, int threads, String... arguments) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var context =
        Context.newBuilder("nn")
            .allowIO(IOAccess.ALL)
            .arguments("nn", arguments)
            .option("engine.WarnInterpreterOnly", "false")
            .option("nn.threads", Integer.toString(threads))
            .out(out)
            .err(OutputStream.nullOutputStream())
            .build()) {
      context.eval(Source.newBuilder("nn", SCRIPTS.resolve(script).toFile()).build());
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void squareLearnsWhatItHasSeenAndNotTheRest() throws IOException {
    String printed = run("square.nn", 1);
    Matcher m = Pattern.compile("seen ([0-9.]+), unseen ([0-9.]+)\n").matcher(printed);
    assertTrue(m.lookingAt(), printed);
    assertTrue(Double.parseDouble(m.group(1)) < 0.005, printed);
    assertTrue(Double.parseDouble(m.group(2)) > 1, printed);
    List<String> lines = printed.lines().toList();
    assertTrue(lines.getLast().contains("x²") && lines.getLast().contains("net"), printed);
  }

  @Test
  void gptTrainsAndSamplesAndTheSameSeedGivesTheSameBits() throws IOException {
    String printed = run("gpt.nn", 1, SMALL);
    assertTrue(printed.matches("(?s)validation loss [34]\\.[0-9]{4}\n\n.{40}\n"), printed);
    // nor does the number of threads change any
    assertEquals(printed, run("gpt.nn", 2, SMALL));
  }
}
