// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
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
      fn go(last, folder, resume, every = 5, average = none) {
        train(net, [x, y], loss: mse, optimizer: adamw(lr: 1e-2), steps: 30, batch: 8, seed: 9,
              schedule: cosine(warmup: 3), validate: [x, y], every: every, average: average, checkpoint: folder, resume: resume,
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

  @Test
  void everyMayBeAnother() {
    String weights = "str(map(values(params(net)), w -> list(w)))";
    String whole = run("go(99, \"a\", false)\n" + weights);
    run("go(12, \"b\", false)\n\"\"");
    assertEquals(whole, run("go(99, \"b\", true, every: 4)\n" + weights));
  }

  private String refused(String change) {
    PolyglotException e =
        assertThrows(
            PolyglotException.class, () -> run(change + "\nh = go(99, \"a\", true)\n\"\""));
    return e.getMessage();
  }

  @Test
  void whatIsOfAnotherRunIsRefused() throws IOException {
    run("h = go(12, \"a\", false)\n\"\"");
    String data = refused("y = 2 * y");
    assertTrue(data.contains("other data"), data);
    String net = refused("net = linear(3, 9) >> batch_norm(9) >> tanh >> linear(9, 1)");
    assertTrue(net.contains("another net"), net);
    Path file = folder.resolve("a/run.safetensors");
    byte[] bytes = Files.readAllBytes(file);
    for (int at = 0; at < bytes.length; at += 97) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 4;
      Files.write(file, damaged);
      String said = refused("");
      assertTrue(
          said.contains("damaged")
              || said.contains("no whole")
              || said.contains("no check")
              || said.contains("JSON"),
          at + ": " + said);
    }
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 8));
    assertTrue(refused("").contains("no whole safetensors file"));
    Files.delete(file);
    assertTrue(refused("").contains("not whole, it lacks"));
  }

  @Test
  void aMeanOfWeightsIsInBothRunsOrNone() {
    run("h = go(12, \"a\", false, average: 0.9)\n\"\"");
    String without = refused("");
    assertTrue(without.contains("was made with `average`"), without);
    run("h = go(12, \"b\", false)\n\"\"");
    PolyglotException with =
        assertThrows(PolyglotException.class, () -> run("go(99, \"b\", true, average: 0.9)\n"));
    assertTrue(with.getMessage().contains("without `average`"), with.getMessage());
  }

  @Test
  void aLogHasALineForEachStep() throws IOException {
    run(
        "h = train(net, [x, y], loss: mse, steps: 7, seed: 1, validate: [x + 9, y], every: 3,"
            + " metrics: [mae], log: \"logs/a\", on_step: r -> r.step != 4)\nresume(net)\n\"\"");
    List<String> lines = Files.readAllLines(folder.resolve("logs/a/log.csv"));
    assertEquals("step,loss,lr,val_loss,mae", lines.get(0));
    assertEquals(8, lines.size());
    for (int step = 1; step <= 7; step++) {
      boolean measured = step % 3 == 0 || step == 7;
      String line = lines.get(step);
      assertTrue(
          line.matches(step + ",[0-9.e-]+,0.001" + (measured ? "(,[0-9.e]+){2}" : ",,")), line);
    }
    byte[] events = Files.readAllBytes(folder.resolve("logs/a/events.out.tfevents.0.nn"));
    int records = 0;
    for (var in = ByteBuffer.wrap(events).order(ByteOrder.LITTLE_ENDIAN); in.hasRemaining(); ) {
      in.position(in.position() + 16 + (int) in.getLong(in.position()));
      records++;
    }
    assertEquals(8, records);
    assertTrue(Files.readString(folder.resolve("logs/a/run.json")).contains("\"seed\":1,"));
  }
}
