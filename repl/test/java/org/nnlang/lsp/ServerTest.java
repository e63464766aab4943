// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.lsp4j.CodeActionContext;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DocumentFormattingParams;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.FoldingRangeRequestParams;
import org.eclipse.lsp4j.FormattingOptions;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializedParams;
import org.eclipse.lsp4j.InlayHintParams;
import org.eclipse.lsp4j.MessageActionItem;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.ReferenceContext;
import org.eclipse.lsp4j.ReferenceParams;
import org.eclipse.lsp4j.RenameParams;
import org.eclipse.lsp4j.SemanticTokensParams;
import org.eclipse.lsp4j.ShowMessageRequestParams;
import org.eclipse.lsp4j.SignatureHelpParams;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.launch.LSPLauncher;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.LanguageServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Talks to {@code nn lsp} as an editor does, over its pipes. */
@Timeout(240)
class ServerTest {
  private static final String SCRIPT =
      """
      # Two layers.
      model Net(width, classes = 3) {
        body = linear(4, width) >> tanh
        head = linear(width, classes)
        forward(x: [batch, 4]) -> [batch, classes] {
          h = body(x)
          head(h)
        }
      }

      net = Net(8)
      x = ones([5, 4])
      y = net(x)
      fn twice(t) = t + t
      z = twice(y)
      print(net.head.weight, z.shape)
      """;

  private final BlockingQueue<PublishDiagnosticsParams> told = new LinkedBlockingQueue<>();
  private Process process;
  private LanguageServer server;
  private int version;

  /** What the server says by itself. */
  private final class Client implements LanguageClient {
    @Override
    public void telemetryEvent(Object object) {}

    @Override
    public void publishDiagnostics(PublishDiagnosticsParams diagnostics) {
      told.add(diagnostics);
    }

    @Override
    public void showMessage(MessageParams message) {}

    @Override
    public CompletableFuture<MessageActionItem> showMessageRequest(ShowMessageRequestParams p) {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void logMessage(MessageParams message) {}
  }

  @BeforeEach
  void start() throws Exception {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "org.nnlang.repl.Main",
                "lsp")
            .redirectError(new File("/dev/null"))
            .start();
    var launcher =
        LSPLauncher.createClientLauncher(
            new Client(), process.getInputStream(), process.getOutputStream());
    launcher.startListening();
    server = launcher.getRemoteProxy();
    get(server.initialize(new InitializeParams()));
    server.initialized(new InitializedParams());
  }

  @AfterEach
  void stop() throws Exception {
    get(server.shutdown());
    server.exit();
    assertTrue(process.waitFor(20, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue());
  }

  private static <T> T get(CompletableFuture<T> answer) throws Exception {
    return answer.get(60, TimeUnit.SECONDS);
  }

  private TextDocumentIdentifier open(Path file, String text) {
    String uri = file.toAbsolutePath().toUri().toString();
    server
        .getTextDocumentService()
        .didOpen(new DidOpenTextDocumentParams(new TextDocumentItem(uri, "nn", 0, text)));
    return new TextDocumentIdentifier(uri);
  }

  private void change(TextDocumentIdentifier file, Range range, String text) {
    version++;
    server
        .getTextDocumentService()
        .didChange(
            new DidChangeTextDocumentParams(
                new VersionedTextDocumentIdentifier(file.getUri(), version),
                List.of(new TextDocumentContentChangeEvent(range, text))));
  }

  /** Where the {@code n}th {@code word} of a text begins, plus some columns. */
  private static Position place(String text, String word, int n, int plus) {
    int at = -1;
    for (int i = 0; i < n; i++) {
      at = text.indexOf(word, at + 1);
    }
    return position(text, at + plus);
  }

  private static Position position(String text, int offset) {
    int line = (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
    return new Position(line, offset - text.lastIndexOf('\n', offset - 1) - 1);
  }

  private static Position end(String text) {
    return position(text, text.length());
  }

  private PublishDiagnosticsParams diagnostics() throws InterruptedException {
    PublishDiagnosticsParams found = told.poll(60, TimeUnit.SECONDS);
    assertTrue(found != null, "no diagnostics came");
    return found;
  }

  private String hover(TextDocumentIdentifier file, Position place) throws Exception {
    var hover = get(server.getTextDocumentService().hover(new HoverParams(file, place)));
    return hover == null ? "" : hover.getContents().getRight().getValue();
  }

  @Test
  void aScriptIsExplained() throws Exception {
    var file = open(Path.of("a.nn"), SCRIPT);
    assertEquals(List.of(), diagnostics().getDiagnostics());
    assertEquals("```nn\ny: [5, 3]\n```", hover(file, place(SCRIPT, "y = net", 1, 0)));
    assertEquals("```nn\nh: [batch, 8]\n```", hover(file, place(SCRIPT, "head(h)", 1, 5)));
    assertEquals(
        "```nn\nmodel Net(width, classes = 3)\n```\n\nTwo layers.",
        hover(file, place(SCRIPT, "Net(8)", 1, 1)));
    assertTrue(hover(file, place(SCRIPT, "linear", 1, 1)).startsWith("```nn\nlinear(in: integer"));
    assertTrue(hover(file, place(SCRIPT, "forward", 1, 1)).contains("forward(x: [batch, 4])"));
    var hints =
        get(
            server
                .getTextDocumentService()
                .inlayHint(new InlayHintParams(file, new Range(new Position(), end(SCRIPT)))));
    List<String> shapes = new ArrayList<>();
    hints.forEach(h -> shapes.add(h.getPosition().getLine() + h.getLabel().getLeft()));
    assertEquals(
        List.of("5: [batch, 8]", "11: [5, 4]", "12: [5, 3]", "13: [5, 3]", "14: [5, 3]"), shapes);
    var symbols =
        get(server.getTextDocumentService().documentSymbol(new DocumentSymbolParams(file)));
    assertEquals(
        List.of("Net", "net", "x", "y", "twice", "z"),
        symbols.stream().map(s -> s.getRight().getName()).toList());
    assertEquals(
        List.of("body", "head", "forward"),
        symbols.getFirst().getRight().getChildren().stream().map(s -> s.getName()).toList());
    var folds =
        get(server.getTextDocumentService().foldingRange(new FoldingRangeRequestParams(file)));
    assertEquals(
        List.of("1-7", "4-6"),
        folds.stream().map(f -> f.getStartLine() + "-" + f.getEndLine()).toList());
    var tokens =
        get(server.getTextDocumentService().semanticTokensFull(new SemanticTokensParams(file)));
    // the comment in line 0, then `model` and `Net` in line 1: types 3, 0 and 6 of the legend
    assertEquals(
        List.of(0, 0, 13, 3, 0, 1, 0, 5, 0, 0, 0, 6, 3, 6, 0), tokens.getData().subList(0, 15));
  }

  @Test
  void namesAreFoundAndRenamed() throws Exception {
    var file = open(Path.of("a.nn"), SCRIPT);
    var service = server.getTextDocumentService();
    var definition =
        get(service.definition(new DefinitionParams(file, place(SCRIPT, "twice(y)", 1, 2))));
    assertEquals(
        place(SCRIPT, "twice", 1, 0), definition.getLeft().getFirst().getRange().getStart());
    var references =
        get(
            service.references(
                new ReferenceParams(
                    file, place(SCRIPT, "head", 1, 1), new ReferenceContext(true))));
    assertEquals(
        List.of(3, 6, 15),
        references.stream().map(l -> l.getRange().getStart().getLine()).toList());
    var edit = get(service.rename(new RenameParams(file, place(SCRIPT, "width", 1, 1), "size")));
    String renamed = applied(SCRIPT, edit.getChanges().get(file.getUri()));
    assertEquals(SCRIPT.replace("width", "size"), renamed);
    var wrong =
        assertThrows(
            ExecutionException.class,
            () ->
                get(service.rename(new RenameParams(file, place(SCRIPT, "width", 1, 1), "head"))));
    assertTrue(wrong.getMessage().contains("`head` has a meaning here already"));
    var help =
        get(service.signatureHelp(new SignatureHelpParams(file, place(SCRIPT, "width)", 1, 0))));
    assertEquals(1, help.getActiveParameter());
    assertTrue(help.getSignatures().getFirst().getLabel().startsWith("linear(in: integer"));
  }

  private static String applied(String text, List<TextEdit> edits) {
    var out = new StringBuilder(text);
    for (TextEdit edit : edits.reversed()) {
      out.replace(
          offset(text, edit.getRange().getStart()),
          offset(text, edit.getRange().getEnd()),
          edit.getNewText());
    }
    return out.toString();
  }

  private static int offset(String text, Position place) {
    int at = 0;
    for (int i = 0; i < place.getLine(); i++) {
      at = text.indexOf('\n', at) + 1;
    }
    return at + place.getCharacter();
  }

  private List<String> completions(TextDocumentIdentifier file, Position place) throws Exception {
    var found = get(server.getTextDocumentService().completion(new CompletionParams(file, place)));
    return found.getRight().getItems().stream().map(CompletionItem::getLabel).toList();
  }

  @Test
  void whatIsTypedIsCompletedAndMended() throws Exception {
    var file = open(Path.of("a.nn"), SCRIPT);
    diagnostics();
    // nothing of this can be read
    change(file, new Range(end(SCRIPT), end(SCRIPT)), "w = net.");
    String typed = SCRIPT + "w = net.";
    assertEquals(
        List.of("width", "classes", "body", "head"), completions(file, end(typed)).subList(0, 4));
    assertEquals(1, diagnostics().getDiagnostics().size());
    change(file, new Range(end(SCRIPT), end(typed)), "train(net, [x, y], optimizer: ad");
    typed = SCRIPT + "train(net, [x, y], optimizer: ad";
    assertEquals(List.of("adagrad", "adam", "adamw"), completions(file, end(typed)).subList(0, 3));
    change(file, new Range(end(SCRIPT), end(typed)), "q = twcie(x)\n");
    typed = SCRIPT + "q = twcie(x)\n";
    var actions =
        get(
            server
                .getTextDocumentService()
                .codeAction(
                    new CodeActionParams(
                        file,
                        new Range(place(typed, "twcie", 1, 0), place(typed, "twcie", 1, 1)),
                        new CodeActionContext(List.of()))));
    var action = actions.getFirst().getRight();
    assertEquals("Replace `twcie` by `twice`", action.getTitle());
    assertEquals(
        SCRIPT + "q = twice(x)\n",
        applied(typed, action.getEdit().getChanges().get(file.getUri())));
    // a shape that does not fit: the place where the layer was made is related, the repair checked
    String wrong = "x = ones([2, 4])\nnet = linear(3, 1)\nnet(x)\n";
    change(file, new Range(new Position(), end(typed)), wrong);
    PublishDiagnosticsParams found = diagnostics();
    while (found.getVersion() != version) {
      found = diagnostics();
    }
    var shape = found.getDiagnostics().getFirst();
    assertEquals("shape", shape.getCode().getLeft());
    assertEquals(
        1, shape.getRelatedInformation().getFirst().getLocation().getRange().getStart().getLine());
    var repairs =
        get(
            server
                .getTextDocumentService()
                .codeAction(
                    new CodeActionParams(
                        file, shape.getRange(), new CodeActionContext(List.of()))));
    assertEquals(
        wrong.replace("linear(3", "linear(4"),
        applied(wrong, repairs.getFirst().getRight().getEdit().getChanges().get(file.getUri())));
    change(file, new Range(new Position(), end(wrong)), "x=1+  2 # three\n");
    var edits =
        get(
            server
                .getTextDocumentService()
                .formatting(new DocumentFormattingParams(file, new FormattingOptions(2, true))));
    assertEquals("x = 1 + 2  # three\n", applied("x=1+  2 # three\n", List.copyOf(edits)));
  }

  /** After each edit the server has the text that the client has: it formats it alike. */
  @Test
  void randomEditsLeaveItAliveAndInStep() throws Exception {
    String text = gpt();
    var file = open(Path.of("gpt.nn"), text);
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
      change(file, new Range(place(before, from), place(before, to)), put);
      now.replace(from, to, put);
      if (i % 20 == 0) {
        Position place = place(now.toString(), boundary(now, random.nextInt(now.length() + 1)));
        var service = server.getTextDocumentService();
        switch (random.nextInt(6)) {
          case 0 -> get(service.hover(new HoverParams(file, place)));
          case 1 -> completions(file, place);
          case 2 -> get(service.signatureHelp(new SignatureHelpParams(file, place)));
          case 3 -> get(service.documentSymbol(new DocumentSymbolParams(file)));
          case 4 -> get(service.semanticTokensFull(new SemanticTokensParams(file)));
          default -> get(service.foldingRange(new FoldingRangeRequestParams(file)));
        }
      }
      if (i % 400 == 399) {
        // back to a text that can be read, by one edit of what the client believes is there
        String all = now.toString();
        String other = "x=" + i + "\n";
        change(file, new Range(new Position(), place(all, all.length())), other);
        var edits =
            get(
                server
                    .getTextDocumentService()
                    .formatting(
                        new DocumentFormattingParams(file, new FormattingOptions(2, true))));
        assertEquals("x = " + i + "\n", applied(other, List.copyOf(edits)));
        change(file, new Range(new Position(), end(other)), text);
        now = new StringBuilder(text);
      }
    }
    assertTrue(process.isAlive());
    assertTrue(hover(file, place(text, "model", 1, 1)).contains("model Name"));
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
    var file = open(Path.of("gpt.nn"), text);
    var service = server.getTextDocumentService();
    Map<String, List<Double>> times = new java.util.TreeMap<>();
    for (int i = 0; i < 40; i++) {
      change(file, new Range(new Position(), new Position()), i % 2 == 0 ? "#" : "# ");
      measure(times, "hover", () -> hover(file, new Position(60, 8)));
      change(file, new Range(new Position(), new Position()), "#");
      measure(times, "completion", () -> completions(file, new Position(60, 6)));
      change(file, new Range(new Position(), new Position()), "#");
      measure(
          times,
          "hints",
          () ->
              get(
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
