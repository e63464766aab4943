// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {
  @TempDir Path folder;

  @Test
  void itStandsInTheFolderForState() {
    assertEquals(
        Optional.of(folder.resolve("nn/history")),
        HistoryFile.find(Map.of("XDG_STATE_HOME", folder.toString(), "HOME", "/x")::get));
    assertEquals(
        Optional.of(folder.resolve(".local/state/nn/history")),
        HistoryFile.find(Map.of("HOME", folder.toString())::get));
  }

  @Test
  void whereNothingCanBeMadeThereIsNone() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertEquals(Optional.empty(), HistoryFile.find(Map.of("HOME", file.toString())::get));
    assertEquals(Optional.empty(), HistoryFile.find(Map.<String, String>of()::get));
  }
}
