// SPDX-License-Identifier: Apache-2.0
package org.nnlang.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts the processes of one side. */
interface Side {
  /** Measures one workload. */
  Result measure(Workload workload) throws IOException;

  /**
   * Runs a class on JDK and flags that both sides share.
   *
   * @return what it printed
   */
  static String java(
      List<String> flags, String classPath, Map<String, String> environment, String... command)
      throws IOException {
    List<String> all = new ArrayList<>();
    all.add(ProcessHandle.current().info().command().orElse("java"));
    all.addAll(List.of("-Xlog:disable", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
    all.add("--sun-misc-unsafe-memory-access=allow");
    all.addAll(List.of("-XX:+UseVectorCmov", "-XX:+UseCMoveUnconditionally"));
    all.addAll(flags);
    all.addAll(List.of("-cp", classPath));
    all.addAll(List.of(command));
    var builder = new ProcessBuilder(all).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    Instant now = Instant.now();
    builder
        .environment()
        .put(
            Measurement.START, Long.toString(now.getEpochSecond() * 1_000_000_000 + now.getNano()));
    Process process = builder.start();
    // who ends the measurement ends what it started
    var end = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(end);
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.onExit().join().exitValue();
    Runtime.getRuntime().removeShutdownHook(end);
    if (code != 0) {
      throw new IOException(String.join(" ", command) + " ended with exit code " + code);
    }
    return out;
  }

  /** A folder of the build, made where it is not there. */
  static Path target(String name) throws IOException {
    return Files.createDirectories(Path.of(System.getProperty("bench.root"), "target", name));
  }
}
