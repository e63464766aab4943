// SPDX-License-Identifier: Apache-2.0
package org.nnlang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Follows the tutorial as a reader does: the blocks of a page one after the other, in one session.
 * What a block prints stands under it, and the pictures it writes stand beside the page.
 *
 * <p>Without {@code -Dnn.tutorial} only the first pages run, which take seconds; {@code all}, or a
 * part of a page's name, says which. {@code -Ddocs.update} writes what was printed and drawn.
 *
 * <p>Processors of different kinds sum in different orders, and a training makes much of little:
 * words have to be the same, numbers nearly. What a net makes up, under {@code ```text one run}, is
 * only looked at for being there.
 */
class TutorialTest {
  private static final Path PAGES =
      Path.of(System.getProperty("nn.root"), "docs", "tutorial").toAbsolutePath().normalize();

  private static final Pattern BLOCK =
      Pattern.compile(
          "```nn( wrong)?\n(.*?)```\n(?:\n```text( one run)?\n(.*?)```\n)?", Pattern.DOTALL);

  private static final Pattern NUMBER =
      Pattern.compile("-?[0-9][0-9,]*(\\.[0-9]+)?(e[+-]?[0-9]+)?");
  private static final Pattern TEXT = Pattern.compile("<text [^>]*>([^<]*)</text>");
  private static final Pattern PATH = Pattern.compile("<path d=\"(M[^\"]*)\" fill");

  private static List<Path> pages() throws IOException {
    String wanted = System.getProperty("nn.tutorial", "0[1-3]").replace("all", "");
    try (Stream<Path> files = Files.list(PAGES)) {
      return files
          .filter(f -> f.toString().endsWith(".md"))
          .filter(f -> Pattern.compile(wanted).matcher(f.getFileName().toString()).find())
          .sorted()
          .toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> pagesSayWhatHappens() throws IOException {
    return pages().stream()
        .map(page -> DynamicTest.dynamicTest(page.getFileName().toString(), () -> follow(page)));
  }

  private static void follow(Path page) throws IOException {
    Path folder = Files.createTempDirectory("nn-tutorial");
    String text = Files.readString(page);
    var written = new StringBuilder();
    var out = new ByteArrayOutputStream();
    try (var context =
        Context.newBuilder("nn")
            .allowIO(IOAccess.ALL)
            .currentWorkingDirectory(folder)
            .option("engine.WarnInterpreterOnly", "false")
            .out(out)
            .err(OutputStream.nullOutputStream())
            .build()) {
      Matcher m = BLOCK.matcher(text);
      while (m.find()) {
        String printed = run(context, out, m.group(2), m.group(1) != null);
        if (Boolean.getBoolean("docs.update")) {
          m.appendReplacement(written, Matcher.quoteReplacement(block(m, printed)));
        } else if (m.group(3) != null) {
          assertFalse(printed.isBlank(), m.group(2));
        } else {
          assertAlike(m.group(4) == null ? "" : m.group(4), printed, m.group(2));
        }
      }
      m.appendTail(written);
    }
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(page, written);
    }
    pictures(folder, text);
  }

  private static String run(
      Context context, ByteArrayOutputStream out, String block, boolean isWrong)
      throws IOException {
    out.reset();
    try {
      context.eval(Source.newBuilder("nn", block, "<prompt>").interactive(true).build());
      assertFalse(isWrong, "this should have been refused: " + block);
    } catch (PolyglotException e) {
      assertTrue(isWrong, block + e.getMessage());
      return e.getMessage() + "\n";
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String block(Matcher m, String printed) {
    String code = "```nn" + (m.group(1) == null ? "" : m.group(1)) + "\n" + m.group(2) + "```\n";
    String kind = m.group(3) == null ? "" : m.group(3);
    return printed.isEmpty() ? code : code + "\n```text" + kind + "\n" + printed + "```\n";
  }

  /** The same words, and numbers that differ by a third or by one in the last place at most. */
  private static void assertAlike(String expected, String found, String of) {
    assertEquals(
        NUMBER.matcher(expected).replaceAll("0"), NUMBER.matcher(found).replaceAll("0"), of);
    Matcher e = NUMBER.matcher(expected);
    Matcher f = NUMBER.matcher(found);
    while (e.find() && f.find()) {
      double a = number(e);
      double b = number(f);
      String decimals = e.group(1) == null ? "" : e.group(1);
      double last = Math.pow(10, -Math.max(0, decimals.length() - 1));
      assertEquals(a, b, Math.max(last, Math.abs(a) / 3) + 1e-9, of + expected);
    }
  }

  private static double number(Matcher m) {
    return Double.parseDouble(m.group().replace(",", ""));
  }

  /** Each picture that a page shows was drawn by its code, and looks as the one beside it. */
  private static void pictures(Path folder, String page) throws IOException {
    Matcher shown = Pattern.compile("!\\[[^]]+]\\(([^)]+\\.svg)\\)").matcher(page);
    while (shown.find()) {
      Path drawn = folder.resolve(shown.group(1));
      assertTrue(Files.exists(drawn), "no block draws " + shown.group(1));
      if (Boolean.getBoolean("docs.update")) {
        Files.writeString(PAGES.resolve(shown.group(1)), Files.readString(drawn));
      }
      assertLooksLike(Files.readString(PAGES.resolve(shown.group(1))), Files.readString(drawn));
    }
  }

  private static void assertLooksLike(String expected, String found) {
    assertEquals(words(expected), words(found));
    List<double[]> a = curves(expected);
    List<double[]> b = curves(found);
    assertEquals(a.size(), b.size());
    for (int i = 0; i < a.size(); i++) {
      assertEquals(a.get(i).length, b.get(i).length);
      double apart = 0;
      for (int j = 0; j < a.get(i).length; j++) {
        apart += Math.abs(a.get(i)[j] - b.get(i)[j]) / a.get(i).length;
      }
      // of a picture 440 high
      assertTrue(apart < 40, "curve " + i + " is off by " + apart);
    }
  }

  /** Title, names of axes, legend; not the numbers on the axes. */
  private static List<String> words(String svg) {
    return TEXT.matcher(svg)
        .results()
        .map(r -> r.group(1))
        .filter(t -> !NUMBER.matcher(t).matches())
        .toList();
  }

  private static List<double[]> curves(String svg) {
    List<double[]> curves = new ArrayList<>();
    Matcher m = PATH.matcher(svg);
    while (m.find()) {
      String[] numbers = m.group(1).replaceAll("[MLh]", " ").trim().split("[ ,]+");
      curves.add(Stream.of(numbers).mapToDouble(Double::parseDouble).toArray());
    }
    return curves;
  }

  /** Every page leads to the next, and the first one lists them all. */
  @Test
  void pagesAreLinked() throws IOException {
    Path index = PAGES.resolve("index.md");
    String list = Files.readString(index);
    try (Stream<Path> files = Files.list(PAGES)) {
      for (Path page : files.filter(f -> f.toString().endsWith(".md")).toList()) {
        String name = page.getFileName().toString();
        assertTrue(page.equals(index) || list.contains("(" + name + ")"), name);
      }
    }
  }
}
