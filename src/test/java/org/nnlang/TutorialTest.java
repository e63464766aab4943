// SPDX-License-Identifier: Apache-2.0
package org.nnlang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nnlang.lang.ContextAccess;
import org.nnlang.session.Failure;
import org.nnlang.session.Prompt;

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
  private static final Pattern TRAINED = Pattern.compile("\\d+ steps in [0-9.]+ s: loss ");
  private static final Pattern TEXT = Pattern.compile("<text [^>]*>([^<]*)</text>");
  private static final Pattern IMAGE = Pattern.compile("data:image/png;base64,([^\"]*)\"");
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
            .err(out)
            .build()) {
      var prompt = new Prompt(context, ContextAccess.inside(context));
      Matcher m = BLOCK.matcher(text);
      while (m.find()) {
        String printed = run(prompt, out, m.group(2), m.group(1) != null);
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

  /**
   * What a reader sees who runs a block. At a terminal a training has shown its progress, so that
   * its history is not shown once more.
   */
  private static String run(
      Prompt prompt, ByteArrayOutputStream out, String block, boolean isWrong) {
    out.reset();
    Prompt.Outcome outcome = prompt.evaluate(block, false);
    Failure failure = outcome.failure();
    assertEquals(isWrong, failure != null, block + (failure == null ? "" : failure.text()));
    String shown = TRAINED.matcher(outcome.shown()).find() ? "" : outcome.shown();
    return out.toString(StandardCharsets.UTF_8)
        + outcome.notes().stream().map(note -> note + "\n").collect(Collectors.joining())
        + (failure == null ? "" : failure.text())
        + (shown.isEmpty() ? "" : shown + "\n");
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

  private static void assertLooksLike(String expected, String found) throws IOException {
    assertEquals(words(expected), words(found));
    assertAlike(image(expected), image(found));
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

  /** The picture in an SVG that `show` wrote; null in a chart. */
  private static BufferedImage image(String svg) throws IOException {
    Matcher m = IMAGE.matcher(svg);
    byte[] png = m.find() ? Base64.getDecoder().decode(m.group(1)) : new byte[0];
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  /**
   * Of one size, and of colours that are on the whole alike: nets learn and draw a little otherwise
   * elsewhere.
   */
  private static void assertAlike(BufferedImage expected, BufferedImage found) {
    if (expected == null || found == null) {
      assertEquals(expected, found);
      return;
    }
    assertEquals(expected.getWidth(), found.getWidth());
    assertEquals(expected.getHeight(), found.getHeight());
    double apart = 0;
    for (int y = 0; y < expected.getHeight(); y++) {
      for (int x = 0; x < expected.getWidth(); x++) {
        int a = expected.getRGB(x, y);
        int b = found.getRGB(x, y);
        apart += Math.abs((a & 255) - (b & 255)) + Math.abs((a >> 8 & 255) - (b >> 8 & 255));
      }
    }
    apart /= 2.0 * expected.getWidth() * expected.getHeight();
    assertTrue(apart < 60, "of 255 shades the picture is off by " + apart);
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
    List<Path> chapters;
    try (Stream<Path> files = Files.list(PAGES)) {
      chapters = files.filter(f -> f.toString().matches(".*\\d\\d-[a-z-]+\\.md")).sorted().toList();
    }
    for (int i = 0; i < chapters.size(); i++) {
      String link = "(" + chapters.get(i).getFileName() + ")";
      assertTrue(list.contains(link), link);
      assertTrue(i == 0 || Files.readString(chapters.get(i - 1)).contains(link), link);
    }
  }
}
