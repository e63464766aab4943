// SPDX-License-Identifier: Apache-2.0
package org.nnlang.cluster.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An unpacked nn fetches by a list what this module needs besides nn. */
class JarsTest {
  private static final Path MODULE = Path.of(System.getProperty("nn.root"), "src", "cluster");

  private static final Path REPOSITORY = Path.of(System.getProperty("nn.repository"));

  /** Folders of a repository whose jars an archive has: not all of them are of every platform. */
  private static final Set<String> THERE =
      Set.of(
          "org/graalvm/",
          "org/jspecify/",
          "org/antlr/",
          "org/bytedeco/",
          "org/slf4j/slf4j-api/",
          "org/slf4j/slf4j-nop/");

  /** {@code -Djars.update} writes it. */
  @Test
  void theListIsTheClassPath() throws IOException, GeneralSecurityException {
    List<String> lines = new ArrayList<>();
    String all = Files.readString(MODULE.resolve("target/classpath")).strip();
    for (String jar : all.split(File.pathSeparator)) {
      String path =
          Path.of(jar).startsWith(REPOSITORY) ? REPOSITORY.relativize(Path.of(jar)).toString() : "";
      if (!path.isEmpty() && THERE.stream().noneMatch(path::startsWith)) {
        byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(Path.of(jar)));
        lines.add(HexFormat.of().formatHex(sum) + "  " + path);
      }
    }
    lines.sort(Comparator.comparing(line -> line.split(" ")[2]));
    Path list = MODULE.resolve("jars.sha256");
    if (System.getProperty("jars.update") != null) {
      Files.write(list, lines);
    }
    assertEquals(lines, Files.readAllLines(list));
  }
}
