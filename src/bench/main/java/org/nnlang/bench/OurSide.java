// SPDX-License-Identifier: Apache-2.0
package org.nnlang.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** nn, started with the launcher's flags and, as it does, from a cache of the JVM's. */
final class OurSide implements Side {
  private static final String SELDOM = "-XX:CompileCommand=CompileThresholdScaling,";
  private static final List<String> LAUNCHER =
      List.of(
          "-Dpolyglot.engine.WarnInterpreterOnly=false",
          "-XX:Tier3MinInvocationThreshold=10",
          "-XX:Tier4MinInvocationThreshold=30",
          "-XX:Tier4BackEdgeThreshold=200000",
          "-XX:CompileCommand=quiet",
          SELDOM + "java/*.*,4.0",
          SELDOM + "org/antlr/*.*,4.0",
          SELDOM + "jdk/internal/classfile/*.*,20.0");

  private static final String WARM = "../../repl/main/resources/org/nnlang/repl/warm.nn";
  private final String scripts = Path.of(System.getProperty("bench.root"), "workloads").toString();

  @Override
  public Result measure(Workload workload) throws IOException {
    weights(workload);
    return Result.fromJson(run(workload.name(), scripts));
  }

  /** Where the time of its steps goes, by kernel. */
  String profile(Workload workload) throws IOException {
    return run(workload.name(), scripts, "profile");
  }

  /** The file with the weights a net has at first; written where there is none of this build. */
  Path weights(Workload workload) throws IOException {
    Path file = Side.target("weights").resolve(workload + ".safetensors");
    if (!Files.exists(file) || newest().compareTo(Files.getLastModifiedTime(file)) > 0) {
      run(workload.name(), scripts, file.toString());
    }
    return file;
  }

  /** How long a token takes. */
  Tokens tokens(Generation g) throws IOException {
    return Tokens.fromJson(runTokens("draw", g.name(), scripts));
  }

  /** How long it takes to read the weights that a token needs. */
  Tokens floor(Generation g) throws IOException {
    return floor(g.weightBytes());
  }

  /** How long it takes to read so many bytes. */
  Tokens floor(long bytes) throws IOException {
    return Tokens.fromJson(runTokens("floor", Long.toString(bytes)));
  }

  /** 10^9 multiplications and additions a second that products reach at most. */
  double ceiling() throws IOException {
    return Double.parseDouble(run(Ceiling.class).trim());
  }

  /** Seconds from the start of a process to the first letter of a saved net of W5. */
  double first() throws IOException {
    return Double.parseDouble(
        runTokens("first", scripts, weights(Generation.W5).toString()).trim());
  }

  /** The file with the weights of the net that tokens are drawn from. */
  Path weights(Generation g) throws IOException {
    Path file = Side.target("weights").resolve(g + ".safetensors");
    if (!Files.exists(file)) {
      runTokens("draw", g.name(), scripts, file.toString());
    }
    return file;
  }

  /** When anything that decides about weights was last changed. */
  private FileTime newest() throws IOException {
    FileTime newest = FileTime.fromMillis(0);
    for (String part : classPath().split(File.pathSeparator)) {
      FileTime time = Files.getLastModifiedTime(Path.of(part));
      newest = time.compareTo(newest) > 0 ? time : newest;
    }
    try (var files = Files.list(Path.of(scripts))) {
      for (Path file : files.toList()) {
        FileTime time = Files.getLastModifiedTime(file);
        newest = time.compareTo(newest) > 0 ? time : newest;
      }
    }
    return newest;
  }

  private String run(String... arguments) throws IOException {
    return run(Ours.class, arguments);
  }

  private String runTokens(String... arguments) throws IOException {
    return run(OursTokens.class, arguments);
  }

  private String run(Class<?> main, String... arguments) throws IOException {
    String[] command = new String[arguments.length + 1];
    command[0] = main.getName();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return Side.java(flags("-XX:AOTCache=" + cache()), classPath(), Map.of(), command);
  }

  private static List<String> flags(String cache) {
    return Stream.concat(Stream.of(cache), LAUNCHER.stream()).toList();
  }

  /** The JVM's cache, filled by the script with which the launcher fills its own. */
  private Path cache() throws IOException {
    Path cache = Side.target("archives").resolve("ours.aot");
    if (!Files.exists(cache) || newest().compareTo(Files.getLastModifiedTime(cache)) > 0) {
      // the JVM leaves a cache of other jars unused, and does not make a new one
      Files.deleteIfExists(cache);
      Side.java(
          flags("-XX:AOTCacheOutput=" + cache),
          classPath(),
          Map.of(),
          Ours.class.getName(),
          "warm",
          Path.of(System.getProperty("bench.root"), WARM).toString());
    }
    return cache;
  }

  /** The jar in place of the folder of classes: an archive takes jars only. */
  static String classPath() {
    String all = System.getProperty("java.class.path");
    return Stream.of(all.split(File.pathSeparator))
        .map(part -> Files.isDirectory(Path.of(part)) ? System.getProperty("bench.jar") : part)
        .collect(Collectors.joining(File.pathSeparator));
  }
}
