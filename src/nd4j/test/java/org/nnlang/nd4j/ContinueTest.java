// SPDX-License-Identifier: Apache-2.0
package org.nnlang.nd4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nnlang.Nn;

/** A GPT trained by nn goes on in {@code examples/nd4j}, a program without nn on its class path. */
class ContinueTest {
  private static final int STEPS = 50;

  @Test
  void theLossFallsAsInNn(@TempDir Path folder) throws IOException, InterruptedException {
    Path file = folder.resolve("gpt.fb");
    try (Nn nn = Nn.builder().files(folder).build()) {
      nn.eval(
          """
          seed(2)
          net = gpt(9, block: 6, dim: 12, heads: 2, layers: 1)
          ids = tensor(map(range(0, 10), i -> (i * i) % 9))
          x = stack(map(range(0, 4), r -> ids[r..r + 6]))
          y = stack(map(range(0, 4), r -> ids[r + 1..r + 7]))
          train(net, [x, y], loss: cross_entropy, steps: 20, batch: 4, seed: 1)
          export(net, "FILE", loss: cross_entropy)
          opt = adam(lr: 0.001)
          """
              .replace("FILE", file.toString()));
      List<Double> found = losses(file);
      assertEquals(STEPS, found.size(), found.toString());
      for (int step = 0; step < STEPS; step++) {
        double expected = nn.eval("cross_entropy(net(x), y)").asDouble();
        assertEquals(expected, found.get(step), 1e-3, "step " + step);
        nn.eval("net.update(grad(m -> cross_entropy(m(x), y))(net), opt)");
      }
      assertTrue(found.getLast() < 0.95 * found.getFirst(), found.toString());
    }
  }

  private static List<Double> losses(Path file) throws IOException, InterruptedException {
    String alone =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(part -> part.endsWith(".jar") && !part.contains("nn-core"))
            .collect(Collectors.joining(File.pathSeparator));
    Path program = Path.of(System.getProperty("nn.root"), "examples/nd4j/Continue.java");
    ProcessBuilder start =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                alone,
                program.toString(),
                file.toString(),
                Integer.toString(STEPS))
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    // with more, ND4J's threads wait for each other most of the time
    start.environment().put("OMP_NUM_THREADS", "1");
    start.environment().put("OPENBLAS_NUM_THREADS", "1");
    Process process = start.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said.lines()
        .filter(line -> line.startsWith("loss "))
        .map(line -> Double.parseDouble(line.substring("loss ".length())))
        .toList();
  }
}
