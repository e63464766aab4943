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
  private static final int TRIES = 20;
  private static final long PAUSE_MILLIS = 100;

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

  /** Spark clears up at the same time: what is gone, or comes again, is tried again. */
  @Override
  public void close() {
    for (int i = 0; i < TRIES && Files.exists(folder); i++) {
      try {
        if (i > 0) {
          Thread.sleep(PAUSE_MILLIS);
        }
        delete();
      } catch (IOException | UncheckedIOException e) {
        continue;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void delete() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    }
  }
}
