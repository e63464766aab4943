// SPDX-License-Identifier: Apache-2.0
package org.nnlang.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Unpacks each archive in an empty home, where there is no Maven, and trains. */
class UnpackedTest {
  private static final Path ARCHIVES = Path.of(System.getProperty("nn.archives"));
  private static final String VERSION = System.getProperty("nn.version");

  /** The zip, the tar.gz, and with the profile "runtime" the one that brings its own Java. */
  static List<Path> archives() throws IOException {
    try (Stream<Path> files = Files.list(ARCHIVES)) {
      return files
          .filter(f -> f.getFileName().toString().matches("nn-.*\\.(zip|tar\\.gz)"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("archives")
  void trainsInAnEmptyHomeWithoutMaven(Path archive, @TempDir Path home) throws Exception {
    if (archive.toString().endsWith(".zip")) {
      // as `unzip` does, which need not be there
      run(home, List.of("python3", "-m", "zipfile", "-e", archive.toString(), "."), null);
      home.resolve("nn-" + VERSION + "/bin/nn").toFile().setExecutable(true);
    } else {
      run(home, List.of("tar", "-xzf", archive.toString()), null);
    }
    Path tools = home.resolve("tools");
    Files.createDirectory(tools);
    for (String tool : List.of("dirname", "readlink", "ls", "cksum", "mv", "mkdir")) {
      Path wrapper = tools.resolve(tool);
      Files.writeString(wrapper, "#!/bin/sh\nexec " + which(tool) + " \"$@\"\n");
      assertTrue(wrapper.toFile().setExecutable(true));
    }
    String nn = home.resolve("nn-" + VERSION + "/bin/nn").toString();
    assertTrue(run(home, List.of(nn, "version"), tools).contains(VERSION));
    String script = home.resolve("nn-" + VERSION + "/scripts/square.nn").toString();
    String printed = run(home, List.of(nn, script), tools);
    assertTrue(printed.startsWith("seen 0.00"), printed);
    assertEquals("3\n", run(home, List.of(nn, "-e", "1 + 2"), tools));
    saysWhoseItIs(home.resolve("nn-" + VERSION));
  }

  /** The licences of nn and of what comes along, in the archive and in each jar of nn's own. */
  private static void saysWhoseItIs(Path unpacked) throws IOException {
    for (String name : List.of("LICENSE", "NOTICE", "THIRD-PARTY.txt")) {
      assertTrue(Files.exists(unpacked.resolve(name)), name);
    }
    for (String module : List.of("nn-core", "nn-nd4j", "nn-repl")) {
      Path jar = unpacked.resolve("lib/" + module + "-" + VERSION + ".jar");
      try (var in = new JarFile(jar.toFile())) {
        assertNotNull(in.getEntry("META-INF/NOTICE"), module);
        assertNotNull(in.getEntry("META-INF/LICENSE"), module);
      }
    }
  }

  private static Path which(String tool) {
    return Stream.of("/usr/bin", "/bin")
        .map(folder -> Path.of(folder, tool))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow();
  }

  private static String run(Path home, List<String> command, Path path) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command)).directory(home.toFile());
    builder.environment().put("HOME", home.toString());
    builder.environment().remove("XDG_CACHE_HOME");
    if (path != null) {
      builder.environment().put("PATH", path.toString());
    }
    Path out = home.resolve("out");
    Path err = home.resolve("err");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    int code = process.waitFor();
    assertEquals(0, code, () -> command + text(out) + text(err));
    return text(out);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
