// SPDX-License-Identifier: Apache-2.0
package org.nnlang.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

class NotebookKernelTest {
  @TempDir Path folder;

  @Test
  void theSpecSaysHowItIsStarted() throws Exception {
    Path written =
        KernelSpec.install(
            List.of("/opt/nn", "kernel"), Map.of("JUPYTER_DATA_DIR", folder.toString())::get);
    assertEquals(folder.resolve("kernels").resolve("nn"), written);
    String spec = Files.readString(written.resolve("kernel.json")).replaceAll("\\s+", "");
    assertEquals(
        "{\"argv\":[\"/opt/nn\",\"kernel\",\"{connection_file}\"],\"display_name\":\"nn\","
            + "\"language\":\"nn\",\"interrupt_mode\":\"message\"}",
        spec);
  }

  /**
   * Jupyter's own client runs the notebook of the examples, and interrupts, completes, and so on.
   */
  @Test
  @Timeout(400)
  @EnabledIfSystemProperty(named = "nn.jupyter", matches = "true")
  void jupyterDrivesIt() throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dpolyglot.engine.WarnInterpreterOnly=false",
            "-cp",
            System.getProperty("java.class.path"),
            "org.nnlang.repl.Main",
            "kernel");
    KernelSpec.install(command, Map.of("JUPYTER_DATA_DIR", folder.toString())::get);
    Path driver = folder.resolve("drive.py");
    try (var in = NotebookKernelTest.class.getResourceAsStream("drive.py")) {
      Files.copy(in, driver);
    }
    Path notebook =
        Path.of(System.getProperty("nn.root", ".."), "examples", "notebook", "nn.ipynb");
    var builder =
        new ProcessBuilder("/usr/bin/python3", driver.toString(), notebook.toRealPath().toString())
            .redirectErrorStream(true);
    builder.environment().put("JUPYTER_DATA_DIR", folder.toString());
    builder.environment().put("JUPYTER_RUNTIME_DIR", folder.resolve("run").toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    assertTrue(said.contains("ok the kernel is gone"), said);
  }
}
