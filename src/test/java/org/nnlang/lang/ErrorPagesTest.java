// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nnlang.session.Failure;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Explanations;

/**
 * The pages about messages: a block of text right under a script is what it says on standard error.
 * {@code -Ddocs.update} writes these blocks anew.
 */
class ErrorPagesTest {
  private static final Path DOCS =
      Path.of(System.getProperty("nn.root", ".."), "docs").toAbsolutePath().normalize();

  private static final Pattern SCRIPT =
      Pattern.compile("```nn\n(.*?)```\n\n```text\n(.*?)```\n", Pattern.DOTALL);

  @TestFactory
  Stream<DynamicTest> examplesSayWhatThePagesSay() throws IOException {
    return Stream.concat(Stream.of(DOCS.resolve("errors.md")), pages().stream())
        .map(page -> dynamicTest(DOCS.relativize(page).toString(), () -> check(page)));
  }

  @Test
  void everyCodeHasItsPage() throws IOException {
    List<String> names =
        pages().stream().map(p -> p.getFileName().toString().replace(".md", "")).toList();
    assertEquals(List.copyOf(ErrorCode.words()), names);
    String listed = Files.readString(DOCS.resolve("errors.md"));
    for (String code : names) {
      assertTrue(Explanations.of(code).startsWith("# " + code + "\n"), code);
      assertTrue(listed.contains("[" + code + "](errors/" + code + ".md)"), code);
    }
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> all = Files.list(DOCS.resolve("errors"))) {
      return all.sorted().toList();
    }
  }

  private static void check(Path page) throws IOException {
    String text = Files.readString(page);
    String now = SCRIPT.matcher(text).replaceAll(ErrorPagesTest::told);
    if (System.getProperty("docs.update") != null) {
      Files.writeString(page, now);
    }
    assertEquals(now, Files.readString(page), "rewrite it with -Ddocs.update");
    assertTrue(!now.contains("```text\n```"), "a script on this page says nothing");
  }

  private static String told(MatchResult example) {
    String block =
        "```nn\n" + example.group(1) + "```\n\n```text\n" + said(example.group(1)) + "```\n";
    return java.util.regex.Matcher.quoteReplacement(block);
  }

  private static String said(String script) {
    var err = new ByteArrayOutputStream();
    try (var context =
        Context.newBuilder(NnLanguage.ID)
            .option("engine.WarnInterpreterOnly", "false")
            .allowIO(IOAccess.ALL)
            .option("nn.memory", "8192")
            .out(OutputStream.nullOutputStream())
            .err(err)
            .build()) {
      try {
        context.eval(Source.newBuilder(NnLanguage.ID, script, "net.nn").buildLiteral());
      } catch (PolyglotException e) {
        err.writeBytes(Failure.of(e, false).text().getBytes(StandardCharsets.UTF_8));
      }
    }
    return err.toString(StandardCharsets.UTF_8);
  }
}
