// SPDX-License-Identifier: Apache-2.0
package org.nnlang.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of the tutorial for a terminal: pieces of text, each with a block to run. */
public final class Tutorial {
  private static final String PAGES = "/org/nnlang/tutorial/";
  private static final Pattern LISTED = Pattern.compile("\\[[^]]*]\\((\\d\\d-[a-z-]+\\.md)\\)");
  private static final Pattern FENCE =
      Pattern.compile("(?m)^```(\\w*)[^\\n]*\\n(.*?)^```$\\n?", Pattern.DOTALL);
  private static final Pattern PICTURE = Pattern.compile("(?m)^!\\[[^]]*]\\([^)]*\\)\\n?");
  private static final Pattern STRESSED = Pattern.compile("\\*(\\p{L}[^*`\\n]*\\p{L}|\\p{L})\\*");

  /** The end of a line where the next one is neither empty nor a heading or an item of a list. */
  private static final Pattern WITHIN_PARAGRAPH =
      Pattern.compile("(?<!\\n)\\n(?![\\n#]|- |\\d+\\. )");

  private static final Pattern LINK = Pattern.compile("\\[([^]]*)]\\([^)]*\\)");

  /** In a terminal a picture is drawn there, and not into a file. */
  private static final Pattern TO_FILE = Pattern.compile(",\\s*to: \"[^\"]*\\.svg\"");

  private final int number;
  private final List<Step> steps;
  private int next;

  /**
   * @param text what is said, lines of at most the width asked for
   * @param code a block to run; empty after the last text
   */
  public record Step(String text, String code) {}

  private Tutorial(int number, List<Step> steps) {
    this.number = number;
    this.steps = steps;
  }

  /** How many chapters there are. */
  public static int chapters() {
    return files().size();
  }

  /** The list of chapters, each with its number. */
  public static String list() {
    StringBuilder list = new StringBuilder();
    for (String file : files()) {
      list.append("  ")
          .append(read(file).lines().findFirst().orElseThrow().substring(2))
          .append('\n');
    }
    return list.toString();
  }

  /**
   * A chapter from its beginning.
   *
   * @param number from 1 to {@link #chapters}
   * @param width columns of the terminal
   */
  public static Tutorial chapter(int number, int width) {
    String page = read(files().get(number - 1));
    List<Step> steps = new ArrayList<>();
    StringBuilder said = new StringBuilder();
    Matcher fence = FENCE.matcher(page);
    int from = 0;
    while (fence.find()) {
      said.append(text(page.substring(from, fence.start()), width));
      from = fence.end();
      switch (fence.group(1)) {
        case "nn" -> {
          String code = TO_FILE.matcher(fence.group(2)).replaceAll("").strip();
          steps.add(new Step(said.toString(), code));
          said.setLength(0);
        }
        // what the block printed for whoever wrote the page: here it prints it itself
        case "text" -> {}
        default -> said.append(fence.group(2).indent(2)).append('\n');
      }
    }
    said.append(text(page.substring(from), width));
    steps.add(new Step(said.toString(), ""));
    return new Tutorial(number, steps);
  }

  /** Which chapter this is, from 1. */
  public int number() {
    return number;
  }

  /** The next piece; empty after the last one. */
  public Optional<Step> next() {
    return next < steps.size() ? Optional.of(steps.get(next++)) : Optional.empty();
  }

  /** The piece before the one that was given last is the next one, at the beginning the first. */
  public void back() {
    next = Math.max(0, next - 2);
  }

  private static String text(String markdown, int width) {
    String plain = PICTURE.matcher(markdown).replaceAll("");
    plain = LINK.matcher(plain).replaceAll("$1").replace("**", "");
    plain = STRESSED.matcher(plain).replaceAll("$1");
    plain = WITHIN_PARAGRAPH.matcher(plain).replaceAll(" ");
    StringBuilder out = new StringBuilder();
    for (String line : plain.strip().split("\n", -1)) {
      out.append(line.startsWith("#") ? line.replaceFirst("#+ ", "") : wrapped(line, width))
          .append('\n');
    }
    String text = out.toString().replaceAll("\n{3,}", "\n\n");
    return text.isBlank() ? "" : text + '\n';
  }

  private static String wrapped(String line, int width) {
    StringBuilder out = new StringBuilder();
    int column = 0;
    for (String word : line.split(" ")) {
      if (column > 0 && column + 1 + word.length() > width) {
        out.append('\n');
        column = 0;
      } else if (column > 0) {
        out.append(' ');
        column++;
      }
      out.append(word);
      column += word.length();
    }
    return out.toString();
  }

  private static List<String> files() {
    return LISTED.matcher(read("index.md")).results().map(m -> m.group(1)).toList();
  }

  private static String read(String name) {
    try (InputStream in = Tutorial.class.getResourceAsStream(PAGES + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
