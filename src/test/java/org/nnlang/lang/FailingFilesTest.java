// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Set;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.io.FileSystem;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The disk fails at the Nth operation, for every N: for good, as where the machine dies, or once,
 * as where it is full for a while. Then the training goes on from its folder to the same end.
 */
class FailingFilesTest {
  private static final Set<String> COUNTED =
      Set.of("newByteChannel", "write", "close", "move", "delete", "createDirectory");

  private static final String SCRIPT =
      """
      seed(4)
      x = randn([12, 2])
      net = linear(2, 4) >> batch_norm(4) >> dropout(0.1) >> linear(4, 1)
      h = train(net, [x, x[:, 0..1]], loss: mse, steps: 6, batch: 4, seed: 9,
                validate: [x + 1, x[:, 1..2]], every: 3, checkpoint: "runs/a", resume: true)
      str([h.loss, h.val_loss, map(values(params(net)), w -> w.list())])
      """;

  @TempDir Path folder;

  private final Engine engine =
      Engine.newBuilder().option("engine.WarnInterpreterOnly", "false").build();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  /** Operations done so far, and those that fail. */
  private int done;

  private int failFrom = Integer.MAX_VALUE;
  private int failTo = Integer.MAX_VALUE;

  private void count(String method) throws IOException {
    int now = done++;
    if (now >= failFrom && now < failTo) {
      if (method.equals("write")) {
        throw new IOException("No space left on device");
      }
      throw new FileSystemException("x", null, "No space left on device");
    }
  }

  /** Counts the calls that touch files. */
  @SuppressWarnings("unchecked")
  private <T> T counting(Class<T> type, T inner) {
    return (T)
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              if (COUNTED.contains(method.getName())) {
                count(method.getName());
              }
              try {
                Object result = method.invoke(inner, arguments);
                return result instanceof SeekableByteChannel channel
                    ? counting(SeekableByteChannel.class, channel)
                    : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private String run(Path place) {
    return run(place, SCRIPT);
  }

  private String run(Path place, String script) {
    said.reset();
    var files = counting(FileSystem.class, FileSystem.newDefaultFileSystem());
    try (var context =
        Context.newBuilder("nn")
            .engine(engine)
            .option("nn.threads", "1")
            .allowIO(IOAccess.newBuilder().fileSystem(files).build())
            .currentWorkingDirectory(place)
            .err(said)
            .build()) {
      return context.eval("nn", script).asString();
    }
  }

  private Path fresh(String name) throws IOException {
    return java.nio.file.Files.createDirectory(folder.resolve(name));
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void aLogThatCannotBeginIsNoWarning() throws IOException {
    String script = SCRIPT.replace("checkpoint: \"runs/a\", resume: true", "log: \"runs/a\"");
    String whole = run(fresh("logged"), script);
    int operations = done;
    int begun = 0;
    for (int n = 1; n < operations; n++) {
      done = 0;
      failFrom = n;
      try {
        assertEquals(whole, run(fresh("log" + n), script));
        begun++;
      } catch (PolyglotException e) {
        assertTrue(e.getMessage().contains("o space left on device"), e.getMessage());
        assertEquals("", said.toString(StandardCharsets.UTF_8));
      }
    }
    assertTrue(begun > 0 && begun < operations - 1, begun + " of " + operations);
  }

  @Test
  void aRunGoesOnAfterEachOfThem() throws IOException {
    String whole = run(fresh("whole"));
    int operations = done;
    assertTrue(operations > 40, "operations: " + operations);
    for (int n = 0; n < operations; n++) {
      for (boolean once : new boolean[] {false, true}) {
        Path place = fresh(n + (once ? "once" : ""));
        done = 0;
        failFrom = n;
        failTo = once ? n + 1 : Integer.MAX_VALUE;
        try {
          // a disk that is full does not end training, and says so
          assertEquals(whole, run(place));
          String warned = said.toString(StandardCharsets.UTF_8);
          // the first is how it is found out that a folder has to be made
          assertTrue(n == 0 || warned.contains("no space left on device"), n + ": " + warned);
          assertTrue(n == 0 || warned.contains("the checkpoint before it stands"), warned);
        } catch (PolyglotException e) {
          // nothing was trained yet: the folder could not be made, or the first file in it
          String why = e.getMessage().toLowerCase(java.util.Locale.ROOT);
          assertTrue(why.contains("script.nn") && why.contains("no space left"), why);
        }
        failFrom = Integer.MAX_VALUE;
        assertEquals(whole, run(place), "failed at operation " + n);
      }
    }
  }
}
