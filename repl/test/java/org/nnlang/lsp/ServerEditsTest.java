// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.eclipse.lsp4j.DocumentFormattingParams;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.FoldingRangeRequestParams;
import org.eclipse.lsp4j.FormattingOptions;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.InlayHintParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.SemanticTokensParams;
import org.eclipse.lsp4j.SignatureHelpParams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many edits of a long script, and how long answers take. */
@Timeout(240)
class ServerEditsTest {
  private EditorClient editor;

  @BeforeEach
  void start() throws Exception {
    editor = new EditorClient();
  }

  @AfterEach
  void stop() throws Exception {
    editor.close();
  }

  /** After each edit the server has the text that the client has: it formats it alike. */
  @Test
  void randomEditsLeaveItAliveAndInStep() throws Exception {
    String text = gpt();
    var file = editor.open(Path.of("gpt.nn"), text);
    var random = new Random(15);
    String[] pieces = {
      "(",
      ")",
      "{",
      "}",
      "[",
      "]",
      "\"",
      "\n",
      "x",
      " = ",
      "fn ",
      "model ",
      "net.",
      "1",
      "é",
      "😀",
      "# ",
      ", ",
      "linear(2, 3)",
      ">> ",
      "\r\n",
      "\t",
      "forward(x) = ",
      "\"{"
    };
    var now = new StringBuilder(text);
    for (int i = 0; i < 2000; i++) {
      int from = boundary(now, random.nextInt(now.length() + 1));
      int to =
          boundary(
              now,
              Math.min(now.length(), from + (random.nextInt(3) == 0 ? random.nextInt(12) : 0)));
      String put = random.nextInt(4) == 0 ? "" : pieces[random.nextInt(pieces.length)];
      String before = now.toString();
      editor.change(file, new Range(place(before, from), place(before, to)), put);
      now.replace(from, to, put);
      if (i % 20 == 0) {
        Position place = place(now.toString(), boundary(now, random.nextInt(now.length() + 1)));
        var service = editor.service();
        switch (random.nextInt(6)) {
          case 0 -> EditorClient.get(service.hover(new HoverParams(file, place)));
          case 1 -> editor.completions(file, place);
          case 2 -> EditorClient.get(service.signatureHelp(new SignatureHelpParams(file, place)));
          case 3 -> EditorClient.get(service.documentSymbol(new DocumentSymbolParams(file)));
          case 4 -> EditorClient.get(service.semanticTokensFull(new SemanticTokensParams(file)));
          default -> EditorClient.get(service.foldingRange(new FoldingRangeRequestParams(file)));
        }
      }
      if (i % 400 == 399) {
        // back to a text that can be read, by one edit of what the client believes is there
        String all = now.toString();
        String other = "x=" + i + "\n";
        editor.change(file, new Range(new Position(), place(all, all.length())), other);
        var edits =
            EditorClient.get(
                editor
                    .service()
                    .formatting(
                        new DocumentFormattingParams(file, new FormattingOptions(2, true))));
        assertEquals("x = " + i + "\n", EditorClient.applied(other, List.copyOf(edits)));
        editor.change(file, new Range(new Position(), EditorClient.end(other)), text);
        now = new StringBuilder(text);
      }
    }
    assertTrue(editor.isAlive());
    assertTrue(editor.hover(file, EditorClient.place(text, "model", 1, 1)).contains("model Name"));
  }

  private static int boundary(StringBuilder text, int at) {
    boolean pair =
        at > 0
            && at < text.length()
            && (Character.isLowSurrogate(text.charAt(at))
                || text.charAt(at - 1) == '\r' && text.charAt(at) == '\n');
    return pair ? at - 1 : at;
  }

  /** Lines end at {@code \n}, {@code \r\n} and {@code \r}. */
  private static Position place(String text, int offset) {
    int line = 0;
    int start = 0;
    for (int i = 0; i < offset; i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\r' && !(i + 1 < text.length() && text.charAt(i + 1) == '\n')) {
        line++;
        start = i + 1;
      }
    }
    return new Position(line, offset - start);
  }

  private static String gpt() throws IOException {
    return Files.readString(Path.of(System.getProperty("nn.root", ".."), "scripts", "gpt.nn"));
  }

  /** Prints how long answers take; what is slow is looked at by people. */
  @Test
  void answersOnALongScript() throws Exception {
    String text = gpt();
    var file = editor.open(Path.of("gpt.nn"), text);
    var service = editor.service();
    Map<String, List<Double>> times = new java.util.TreeMap<>();
    for (int i = 0; i < 40; i++) {
      editor.change(file, new Range(new Position(), new Position()), i % 2 == 0 ? "#" : "# ");
      measure(times, "hover", () -> editor.hover(file, new Position(60, 8)));
      editor.change(file, new Range(new Position(), new Position()), "#");
      measure(times, "completion", () -> editor.completions(file, new Position(60, 6)));
      editor.change(file, new Range(new Position(), new Position()), "#");
      measure(
          times,
          "hints",
          () ->
              EditorClient.get(
                  service.inlayHint(
                      new InlayHintParams(file, new Range(new Position(), new Position(300, 0))))));
    }
    times.forEach(
        (what, all) -> {
          List<Double> last = all.subList(20, 40).stream().sorted().toList();
          System.out.printf(
              "%s: first %.0f ms, then median %.0f ms, most %.0f ms%n",
              what, all.getFirst(), last.get(10), last.getLast());
        });
  }

  private interface Question {
    Object ask() throws Exception;
  }

  private static void measure(Map<String, List<Double>> times, String what, Question question)
      throws Exception {
    long start = System.nanoTime();
    question.ask();
    times.computeIfAbsent(what, w -> new ArrayList<>()).add((System.nanoTime() - start) / 1e6);
  }
}
