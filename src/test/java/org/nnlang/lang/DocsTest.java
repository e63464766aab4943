// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Runs the scripts in README and docs; a block of text right under one is what it prints. */
class DocsTest {
  private static final Path ROOT =
      Path.of(System.getProperty("nn.root", "..")).toAbsolutePath().normalize();

  private static final Pattern SCRIPT =
      Pattern.compile("```nn\n(.*?)```\n(?:\n```text\n(.*?)```\n)?", Pattern.DOTALL);

  @TestFactory
  Stream<DynamicTest> scriptsInDocs() throws IOException {
    List<Path> pages;
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"), 2)) {
      pages =
          Stream.concat(
                  Stream.of(ROOT.resolve("README.md")), docs.filter(DocsTest::isRight).sorted())
              .toList();
    }
    assertFalse(pages.isEmpty());
    return pages.stream().flatMap(DocsTest::scripts);
  }

  /** The way in names every page, but for those of which another has a list. */
  @Test
  void theIndexLeadsEverywhere() throws IOException {
    String index = Files.readString(ROOT.resolve("docs/index.md"));
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"), 2)) {
      for (Path page : docs.filter(DocsTest::isRight).toList()) {
        String name = ROOT.resolve("docs").relativize(page).toString();
        assertTrue(name.equals("index.md") || index.contains("(" + name + ")"), name);
      }
    }
    assertTrue(index.contains("(errors.md)") && index.contains("(tutorial/index.md)"));
  }

  /** Wrong scripts are {@link ErrorPagesTest}'s, and the tutorial's go on from page to page. */
  private static boolean isRight(Path page) {
    Path folder = page.getParent().getFileName();
    return page.toString().endsWith(".md")
        && !page.endsWith("errors.md")
        && !folder.endsWith("errors")
        && !folder.endsWith("tutorial");
  }

  private static Stream<DynamicTest> scripts(Path page) {
    String text;
    try {
      text = Files.readString(page);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    Matcher m = SCRIPT.matcher(text);
    Stream.Builder<DynamicTest> tests = Stream.builder();
    while (m.find()) {
      String script = m.group(1);
      String printed = m.group(2);
      long line = text.substring(0, m.start()).lines().count() + 2;
      tests.add(
          DynamicTest.dynamicTest(
              ROOT.relativize(page) + ":" + line, () -> check(script, printed)));
    }
    return tests.build();
  }

  /** In a folder of its own, where it may write files. */
  private static void check(String script, String printed) throws IOException {
    Path folder = Files.createTempDirectory("nn-docs");
    var out = new ByteArrayOutputStream();
    try (var context =
        Context.newBuilder(NnLanguage.ID)
            .allowCreateThread(true)
            .option("engine.WarnInterpreterOnly", "false")
            .allowIO(IOAccess.ALL)
            .currentWorkingDirectory(folder)
            .out(out)
            .err(OutputStream.nullOutputStream())
            .build()) {
      context.eval(NnLanguage.ID, script);
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      }
    }
    if (printed != null) {
      assertEquals(printed, out.toString(StandardCharsets.UTF_8));
    }
  }
}
