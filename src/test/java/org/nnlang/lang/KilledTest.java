// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a training again and again, at random moments and by SIGKILL, goes on from its folder each
 * time, and compares the end with a training that nobody killed. {@code -Dnn.kills=1000} for long.
 */
class KilledTest {
  private static final int KILLS = Integer.getInteger("nn.kills", 20);

  /** Trainings are killed so often before a new one begins. */
  private static final int EACH = 20;

  /** From the first step on, in milliseconds; a step is kept in some two to ten. */
  private static final int LONGEST_LIFE = 120;

  @TempDir Path folder;

  private String classes;

  @Test
  void aKilledTrainingEndsAsIfItHadNotBeen() throws Exception {
    long seed = Long.getLong("nn.kills.seed", 1);
    var random = new Random(seed);
    classes =
        jars(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    String whole = end(start("whole"));
    assertTrue(whole.startsWith("end "), whole);
    int kills = 0;
    int trainings = 0;
    for (int run = 0; kills < KILLS; run++) {
      String place = "killed" + run;
      String last = null;
      for (int i = 0; i < EACH && kills < KILLS && last == null; i++) {
        Process child = start(place);
        child.getInputStream().read();
        if (child.waitFor(random.nextInt(LONGEST_LIFE), TimeUnit.MILLISECONDS)) {
          last = end(child);
          break;
        }
        child.destroyForcibly().waitFor();
        kills++;
      }
      assertEquals(whole, last == null ? end(start(place)) : last, "run " + run + ", seed " + seed);
      trainings++;
      System.err.println(kills + " kills in " + trainings + " trainings, no difference");
    }
  }

  /** The class path with a jar in place of each folder. */
  private String jars(String path) throws IOException {
    List<String> out = new ArrayList<>();
    for (String entry : path.split(File.pathSeparator)) {
      Path from = Path.of(entry);
      if (!Files.isDirectory(from)) {
        out.add(entry);
        continue;
      }
      Path jar = folder.resolve(out.size() + ".jar");
      try (var zip = new ZipOutputStream(Files.newOutputStream(jar));
          Stream<Path> files = Files.walk(from)) {
        zip.setLevel(0);
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          zip.putNextEntry(new ZipEntry(from.relativize(file).toString().replace('\\', '/')));
          Files.copy(file, zip);
        }
      }
      out.add(jar.toString());
    }
    return String.join(File.pathSeparator, out);
  }

  private Process start(String place) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    // starts in half the time, from classes in jars
    command.add("-XX:+AutoCreateSharedArchive");
    command.add("-XX:SharedArchiveFile=" + folder.resolve("classes.jsa"));
    command.addAll(
        List.of(
            "-Xlog:disable",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            classes,
            KilledChild.class.getName(),
            folder.resolve(place).toString()));
    return new ProcessBuilder(command).redirectError(folder.resolve("errors").toFile()).start();
  }

  private String end(Process child) throws Exception {
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, child.waitFor(), () -> errors() + said);
    return said.lines().toList().getLast();
  }

  private String errors() {
    try {
      return Files.readString(folder.resolve("errors"));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
