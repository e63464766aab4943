// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nnlang.session.Failure;

/**
 * Runs the scripts in {@code src/test/snippets}. What one prints stands beside it in a file that
 * ends in {@code .out}, what goes to standard error, diagnostics before all, in one that ends in
 * {@code .err}; a file that is missing means nothing is written. {@code -Dsnippets.update} rewrites
 * them, {@code -Dsnippet=NAME} takes those whose path contains that. Folders named {@code lib} hold
 * files that are only imported.
 */
class SnippetTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("nn.root", ".."), "src", "test", "snippets").toAbsolutePath();

  private static final Engine ENGINE =
      Engine.newBuilder().option("engine.WarnInterpreterOnly", "false").build();

  private final boolean update = System.getProperty("snippets.update") != null;

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  @TestFactory
  Stream<DynamicTest> snippets() throws IOException {
    String wanted = System.getProperty("snippet", "");
    return files(".nn").stream()
        .filter(file -> name(file).contains(wanted))
        .map(file -> DynamicTest.dynamicTest(name(file), file.toUri(), () -> check(file)));
  }

  @TestFactory
  Stream<DynamicTest> outputsBelongToSnippets() throws IOException {
    return Stream.of(".out", ".err")
        .map(
            ending ->
                DynamicTest.dynamicTest(
                    ending,
                    () -> {
                      for (Path output : files(ending)) {
                        if (!Files.exists(with(output, ".nn"))) {
                          fail("there is no snippet for " + name(output));
                        }
                      }
                    }));
  }

  private static List<Path> files(String ending) throws IOException {
    try (Stream<Path> all = Files.walk(FOLDER)) {
      return all.filter(p -> p.toString().endsWith(ending))
          .filter(p -> !name(p).startsWith("syntax/") && !name(p).contains("lib/"))
          .sorted()
          .toList();
    }
  }

  private static String name(Path file) {
    return FOLDER.relativize(file).toString().replace('\\', '/');
  }

  private static Path with(Path file, String ending) {
    String name = file.getFileName().toString();
    return file.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ending);
  }

  private void check(Path file) throws IOException {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    try (var context =
        Context.newBuilder(NnLanguage.ID)
            .allowCreateThread(true)
            .engine(ENGINE)
            .allowIO(IOAccess.ALL)
            .currentWorkingDirectory(FOLDER)
            .option("nn.threads", "1")
            .option("nn.memory", "8192")
            .arguments(NnLanguage.ID, arguments(file))
            .out(out)
            .err(err)
            .build()) {
      run(context, file, err);
    }
    compare(with(file, ".out"), out.toString(StandardCharsets.UTF_8));
    compare(with(file, ".err"), err.toString(StandardCharsets.UTF_8));
    if (out.size() == 0 && err.size() == 0) {
      fail("the snippet prints nothing");
    }
  }

  private static void run(Context context, Path file, ByteArrayOutputStream err)
      throws IOException {
    try {
      context.eval(Source.newBuilder(NnLanguage.ID, file.toFile()).name(name(file)).build());
    } catch (PolyglotException e) {
      Failure failure = Failure.of(e, false);
      if (e.isInternalError() || failure.text().contains("mistake in nn itself")) {
        fail(failure.text() + failure.trace());
      }
      err.writeBytes(failure.text().getBytes(StandardCharsets.UTF_8));
    }
  }

  /** A first line {@code #! --name value} is the command line. */
  private static String[] arguments(Path file) throws IOException {
    String first = Files.readString(file).lines().findFirst().orElse("");
    return first.startsWith("#! ") ? first.substring(3).split(" ") : new String[0];
  }

  private void compare(Path expected, String actual) throws IOException {
    if (update) {
      if (actual.isEmpty()) {
        Files.deleteIfExists(expected);
      } else {
        Files.writeString(expected, actual);
      }
      return;
    }
    assertEquals(Files.exists(expected) ? Files.readString(expected) : "", actual, name(expected));
  }
}
