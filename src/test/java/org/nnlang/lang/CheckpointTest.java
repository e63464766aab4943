// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training kept in a folder goes on in another context as if it had not ended. */
class CheckpointTest {
  private static final String SCRIPT =
      """
      seed(4)
      x = randn([40, 3])
      y = sum(x, axis: 1, keep: true)
      net = linear(3, 8) >> batch_norm(8) >> dropout(0.1) >> tanh >> linear(8, 1)
      fn go(last, folder, resume) {
        train(net, [x, y], loss: mse, optimizer: adamw(lr: 1e-2), steps: 30, batch: 8, seed: 9,
              schedule: cosine(warmup: 3), validate: [x, y], every: 5, checkpoint: folder, resume: resume,
              on_step: r -> r.step < last)
      }
      """;

  @TempDir Path folder;

  private String run(String end) {
    try (var context =
        Context.newBuilder("nn")
            .option("engine.WarnInterpreterOnly", "false")
            .allowIO(IOAccess.ALL)
            .currentWorkingDirectory(folder)
            .build()) {
      return context.eval("nn", SCRIPT + end).asString();
    }
  }

  private static final String ALL =
      "str([h.loss, h.val_loss, map(values(params(net)), w -> list(w))])";

  @Test
  void aRunGoesOnFromItsFolder() {
    String whole = run("h = go(99, \"a\", false)\n" + ALL);
    run("h = go(12, \"b\", false)\n\"\"");
    assertEquals(whole, run("h = go(99, \"b\", true)\n" + ALL));
    assertTrue(Files.exists(folder.resolve("b/model.safetensors")));
    String loaded = run("load(net, \"a/model.safetensors\")\nstr(map(values(params(net)), list))");
    assertTrue(whole.contains(loaded), loaded);
  }

  @Test
  void resumeWithoutAnythingKeptBegins() {
    assertEquals("30", run("h = go(99, \"new\", true)\nstr(h.steps)"));
    assertFalse(Files.exists(folder.resolve("new/run.safetensors.tmp")));
  }
}
