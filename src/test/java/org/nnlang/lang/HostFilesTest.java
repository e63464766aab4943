// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.io.FileSystem;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Files as scripts reach them: through the host's file system, whole, and never for ever. */
class HostFilesTest {
  @TempDir Path folder;

  private final Engine engine =
      Engine.newBuilder().option("engine.WarnInterpreterOnly", "false").build();

  @AfterEach
  void close() {
    engine.close();
  }

  private Context context(IOAccess files, Path place) {
    return Context.newBuilder("nn")
        .engine(engine)
        .option("nn.threads", "1")
        .allowIO(files)
        .currentWorkingDirectory(place)
        .build();
  }

  private static void pipe(Path path) throws IOException, InterruptedException {
    assertEquals(0, new ProcessBuilder("mkfifo", path.toString()).start().waitFor());
  }

  /** Nobody ever writes into this pipe or reads from it. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void pipesAreRefused() throws Exception {
    pipe(folder.resolve("p"));
    try (Context c = context(IOAccess.ALL, folder)) {
      for (String script :
          List.of(
              "read(\"p\")",
              "text(\"p\", stream: true)",
              "csv(\"p\")",
              "numpy(\"p\")",
              "images(\"p\")",
              "write(\"p\", \"x\")",
              "load(linear(1, 1), \"p\")",
              "tokenizer(\"p\")")) {
        PolyglotException e = assertThrows(PolyglotException.class, () -> c.eval("nn", script));
        assertTrue(e.getMessage().contains("it is a pipe or a device, not a file"), e.getMessage());
      }
    }
  }

  /** The system's own files say that their size is 0. */
  @Test
  void filesOfNoSizeAreReadToTheirEnd() {
    Path status = Path.of("/proc/self/status");
    assumeTrue(Files.exists(status));
    try (Context c = context(IOAccess.ALL, folder)) {
      assertTrue(c.eval("nn", "read(\"/proc/self/status\")").asString().contains("Name:"));
    }
  }

  /**
   * A host whose files are elsewhere: of the machine's own there is a pipe under the name of the
   * folder, and whoever opens it waits for ever.
   */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theMachinesDiskIsNotTouchedBehindAHostsFiles() throws Exception {
    Path claimed = folder.resolve("claimed");
    Path real = Files.createDirectory(folder.resolve("real"));
    pipe(claimed);
    FileSystem inner = FileSystem.newDefaultFileSystem();
    Set<String> unchanged = Set.of("parsePath", "toAbsolutePath");
    var moved =
        (FileSystem)
            Proxy.newProxyInstance(
                FileSystem.class.getClassLoader(),
                new Class<?>[] {FileSystem.class},
                (self, method, arguments) -> {
                  if (method.getName().equals("setCurrentWorkingDirectory")) {
                    return null;
                  }
                  Object[] own = arguments == null ? new Object[0] : arguments.clone();
                  for (int i = 0; i < own.length && !unchanged.contains(method.getName()); i++) {
                    if (own[i] instanceof Path p && p.startsWith(claimed)) {
                      own[i] = real.resolve(claimed.relativize(p));
                    }
                  }
                  try {
                    Object result = method.invoke(inner, own);
                    boolean back = method.getName().equals("toRealPath");
                    return back && result instanceof Path p && p.startsWith(real)
                        ? claimed.resolve(real.relativize(p))
                        : result;
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    try (Context c = context(IOAccess.newBuilder().fileSystem(moved).build(), claimed)) {
      String path = claimed.resolve("a/b.txt").toString();
      c.eval("nn", "write(\"" + path + "\", \"hello\")");
      assertEquals("hello", c.eval("nn", "read(\"" + path + "\")").asString());
    }
    assertEquals("hello", Files.readString(real.resolve("a/b.txt")));
    try (Stream<Path> left = Files.list(real.resolve("a"))) {
      assertEquals(1, left.count());
    }
  }

  /** Several write to one path: a reader finds what one of them wrote, whole. */
  @Test
  void writersOfOnePathDoNotMix() throws Exception {
    int writers = 4;
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    List<Future<Integer>> ends = new ArrayList<>();
    for (int w = 0; w < writers; w++) {
      int number = w;
      Callable<Integer> job =
          () -> {
            try (Context c = context(IOAccess.ALL, folder)) {
              return c.eval(
                      "nn",
                      """
                      net = linear(300, 300)
                      net.update(params(net), (w, v) -> w * 0 + %d)
                      other = linear(300, 300)
                      mixed = 0
                      for i in range(25) {
                        save(net, "net.safetensors")
                        load(other, "net.safetensors")
                        w = other.weight
                        if w.min().item() != w.max().item() { mixed = mixed + 1 }
                      }
                      mixed
                      """
                          .formatted(number))
                  .asInt();
            }
          };
      ends.add(threads.submit(job));
    }
    for (Future<Integer> end : ends) {
      assertEquals(0, end.get());
    }
    threads.shutdown();
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of("net.safetensors"), left.map(p -> p.getFileName().toString()).toList());
    }
  }
}
