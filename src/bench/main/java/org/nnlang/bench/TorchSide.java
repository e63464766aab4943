// SPDX-License-Identifier: Apache-2.0
package org.nnlang.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** PyTorch's C++ library with MKL, eager, two threads. */
final class TorchSide implements Side {
  private final OurSide ours;

  TorchSide(OurSide ours) {
    this.ours = ours;
  }

  @Override
  public Result measure(Workload workload) throws IOException {
    String natives = natives().toString();
    return Result.fromJson(
        run(
            "org.nnlang.bench.torch.Torch",
            workload.name(),
            ours.weights(workload).toString(),
            natives));
  }

  /** How long a token takes. */
  Tokens tokens(Generation g) throws IOException {
    return Tokens.fromJson(
        run("org.nnlang.bench.torch.TorchTokens", g.name(), ours.weights(g).toString()));
  }

  private static Path jars() throws IOException {
    Path jars = Path.of(System.getProperty("bench.root"), "target", "torch");
    if (!Files.isDirectory(jars)) {
      throw new IOException("PyTorch is not in " + jars + ": start by src/bench/run");
    }
    return jars;
  }

  private static Path natives() throws IOException {
    return Natives.unpack(jars(), Side.target("natives"));
  }

  private static String run(String... command) throws IOException {
    String natives = natives().toString();
    List<String> flags =
        List.of(
            "-Xmx1g",
            "-XX:+AutoCreateSharedArchive",
            "-XX:SharedArchiveFile=" + Side.target("archives").resolve("torch.jsa"),
            "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
            "-Dorg.bytedeco.javacpp.maxbytes=0",
            "-Dorg.bytedeco.javacpp.pathsFirst=true",
            "-Djava.library.path=" + natives);
    Map<String, String> environment =
        Map.of(
            "OMP_NUM_THREADS", "2",
            "MKL_NUM_THREADS", "2",
            "MKL_THREADING_LAYER", "GNU",
            "MKL_INTERFACE_LAYER", "LP64",
            "LD_LIBRARY_PATH", natives);
    return Side.java(flags, classPath(jars()), environment, command);
  }

  /** PyTorch's own jars of Java; nn's are of another version of the same libraries. */
  private static String classPath(Path jars) throws IOException {
    try (var files = Files.list(jars)) {
      return System.getProperty("bench.jar")
          + files
              .map(Path::toString)
              .filter(name -> !name.contains("linux-x86_64"))
              .sorted()
              .collect(Collectors.joining(File.pathSeparator, File.pathSeparator, ""));
    }
  }
}
