// SPDX-License-Identifier: Apache-2.0
package org.nnlang;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A net whose script changes while it serves. */
@Timeout(120)
class NnLiveTest {
  private static final String NET =
      """
      import "parts.nn"
      model Net() {
        line = parts.Line()
        forward(x: [batch, 1]) -> [batch, 1] = line(x) SCALED
      }
      Net()
      """;
  private static final String LINE =
      """
      model Line() {
        param w = tensor([[2.0]])
        MORE
        forward(x: [batch, 1]) -> [batch, 1] = x @ w
      }
      """;

  private static final float[][] X = {{1}, {2}, {3}};
  private static final float[][] THREEFOLD = {{3}, {6}, {9}};

  @TempDir private Path folder;
  private Path script;
  private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

  private final NnLive.Listener listener =
      new NnLive.Listener() {
        @Override
        public void reloaded(NnModel net, Set<String> kept, Set<String> fresh) {
          said.add("kept " + kept + " fresh " + fresh);
        }

        @Override
        public void failed(NnException why) {
          said.add(why.code());
        }
      };

  @BeforeEach
  void write() throws IOException {
    script = folder.resolve("net.nn");
    write(script, NET.replace("SCALED", ""));
    write(folder.resolve("parts.nn"), LINE.replace("MORE", ""));
  }

  /** As an editor or a deployment does: whole, under the same name. */
  private void write(Path file, String text) throws IOException {
    Path beside = Files.writeString(folder.resolve("new"), text);
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private NnLive live() {
    return Nn.builder().files(folder).watch(script, listener);
  }

  private String next() throws InterruptedException {
    String next = said.poll(60, TimeUnit.SECONDS);
    return next == null ? "nothing" : next;
  }

  private static void train(NnLive live) {
    Map<String, ?> options =
        Map.of("steps", 300, "loss", "mse", "optimizer", "adam(lr: 0.05)", "batch", 3);
    live.use(net -> net.train(X, THREEFOLD, options));
  }

  @Test
  void aChangedScriptKeepsWhatWasLearned() throws Exception {
    try (NnLive live = live()) {
      assertArrayEquals(new float[] {2}, live.predict(new float[] {1}));
      train(live);
      float learned = live.predict(new float[] {1})[0];
      assertEquals(3, learned, 0.05);
      write(script, NET.replace("SCALED", "+ 100"));
      assertEquals("kept [line.w] fresh []", next());
      assertTrue(live.reload());
      assertEquals(learned + 100, live.predict(new float[] {1})[0]);
      assertNull(live.failure());
    }
  }

  @Test
  void anImportedFileCountsToo() throws Exception {
    try (NnLive live = live()) {
      write(folder.resolve("parts.nn"), LINE.replace("MORE", "param b = zeros([1])"));
      assertEquals("kept [line.w] fresh [line.b]", next());
      assertEquals(2, live.predict(new float[] {1})[0]);
    }
  }

  @Test
  void aScriptThatFailsChangesNothing() throws Exception {
    try (NnLive live = live()) {
      train(live);
      float[][] before = live.predict(X);
      write(script, "model Net( {");
      assertEquals("parse", next());
      assertArrayEquals(before, live.predict(X));
      assertEquals("parse", live.failure().code());
      write(script, "1 + 1");
      assertEquals("type", next());
      assertFalse(live.reload());
      Files.delete(script);
      assertTrue(Set.of("file", "type").contains(next()));
      assertArrayEquals(before, live.predict(X));
      write(script, NET.replace("SCALED", "* 2"));
      for (String s = next(); !s.startsWith("kept"); s = next()) {
        assertTrue(Set.of("file", "type").contains(s), s);
      }
      assertTrue(live.reload());
      assertEquals(2 * before[0][0], live.predict(X)[0][0]);
      assertNull(live.failure());
    }
  }

  /** Every call gives what the one script or the other says. */
  @Test
  void nothingIsLostWhileItReloads() throws Exception {
    try (NnLive live = live();
        var threads = Executors.newFixedThreadPool(4)) {
      var over = new AtomicBoolean();
      List<Future<Long>> readers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        readers.add(
            threads.submit(
                () -> {
                  long calls = 0;
                  while (!over.get()) {
                    float y = live.predict(new float[] {1})[0];
                    assertTrue(y == 2 || y == 102, "it gave " + y);
                    calls++;
                  }
                  return calls;
                }));
      }
      try {
        for (int i = 0; i < 10; i++) {
          write(script, NET.replace("SCALED", i % 2 == 0 ? "+ 100" : ""));
          assertTrue(live.reload());
        }
      } finally {
        over.set(true);
      }
      for (Future<Long> reader : readers) {
        assertTrue(reader.get() > 0);
      }
    }
  }

  @Test
  void closedItSaysSo() {
    NnLive live = live();
    live.close();
    live.close();
    NnException e = assertThrows(NnException.class, () -> live.predict(X));
    assertEquals(NnException.Kind.CLOSED, e.kind());
    assertFalse(live.reload());
  }
}
