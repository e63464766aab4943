// SPDX-License-Identifier: Apache-2.0
package org.nnlang.cluster.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for what Spark writes, which goes with the training. */
final class SparkFolder implements AutoCloseable {
  private final Path folder;

  SparkFolder() {
    try {
      folder = Files.createTempDirectory("nn-cluster-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path folder() {
    return folder;
  }

  /** Executors that are about to end may still write: what they leave the system clears. */
  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      // tried again when the process ends
      folder.toFile().deleteOnExit();
    }
  }
}
