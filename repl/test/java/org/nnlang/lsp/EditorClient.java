// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializedParams;
import org.eclipse.lsp4j.MessageActionItem;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.ShowMessageRequestParams;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.launch.LSPLauncher;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.LanguageServer;
import org.eclipse.lsp4j.services.TextDocumentService;

/** An editor that talks to {@code nn lsp} over its pipes. */
final class EditorClient {
  private final BlockingQueue<PublishDiagnosticsParams> told = new LinkedBlockingQueue<>();
  private final Process process;
  private final LanguageServer server;
  private final File errors;
  int version;

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

  /** Starts the server and says hello to it. */
  EditorClient() throws Exception {
    errors = File.createTempFile("lsp", ".txt");
    errors.deleteOnExit();
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
            .redirectError(errors)
            .start();
    var launcher =
        LSPLauncher.createClientLauncher(
            new Client(), process.getInputStream(), process.getOutputStream());
    launcher.startListening();
    server = launcher.getRemoteProxy();
    get(server.initialize(new InitializeParams()));
    server.initialized(new InitializedParams());
  }

  /** Has the server leave as the protocol says. */
  void close() throws Exception {
    get(server.shutdown());
    server.exit();
    assertTrue(process.waitFor(20, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue());
  }

  /** What the server wrote to its standard error. */
  String errors() throws IOException {
    return Files.readString(errors.toPath());
  }

  LanguageServer server() {
    return server;
  }

  static <T> T get(CompletableFuture<T> answer) throws Exception {
    return answer.get(60, TimeUnit.SECONDS);
  }

  TextDocumentIdentifier open(Path file, String text) {
    String uri = file.toAbsolutePath().toUri().toString();
    server
        .getTextDocumentService()
        .didOpen(new DidOpenTextDocumentParams(new TextDocumentItem(uri, "nn", 0, text)));
    return new TextDocumentIdentifier(uri);
  }

  void change(TextDocumentIdentifier file, Range range, String text) {
    version++;
    server
        .getTextDocumentService()
        .didChange(
            new DidChangeTextDocumentParams(
                new VersionedTextDocumentIdentifier(file.getUri(), version),
                List.of(new TextDocumentContentChangeEvent(range, text))));
  }

  /** Where the {@code n}th {@code word} of a text begins, plus some columns. */
  static Position place(String text, String word, int n, int plus) {
    int at = -1;
    for (int i = 0; i < n; i++) {
      at = text.indexOf(word, at + 1);
    }
    return position(text, at + plus);
  }

  static Position position(String text, int offset) {
    int line = (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
    return new Position(line, offset - text.lastIndexOf('\n', offset - 1) - 1);
  }

  static Position end(String text) {
    return position(text, text.length());
  }

  PublishDiagnosticsParams diagnostics() throws InterruptedException {
    PublishDiagnosticsParams found = told.poll(60, TimeUnit.SECONDS);
    assertTrue(found != null, "no diagnostics came");
    return found;
  }

  /** Those of one file. */
  PublishDiagnosticsParams diagnostics(TextDocumentIdentifier file) throws InterruptedException {
    PublishDiagnosticsParams found = diagnostics();
    while (!found.getUri().equals(file.getUri())) {
      found = diagnostics();
    }
    return found;
  }

  String hover(TextDocumentIdentifier file, Position place) throws Exception {
    var hover = get(server.getTextDocumentService().hover(new HoverParams(file, place)));
    return hover == null ? "" : hover.getContents().getRight().getValue();
  }

  static String applied(String text, List<TextEdit> edits) {
    var out = new StringBuilder(text);
    for (TextEdit edit : edits.reversed()) {
      out.replace(
          offset(text, edit.getRange().getStart()),
          offset(text, edit.getRange().getEnd()),
          edit.getNewText());
    }
    return out.toString();
  }

  static int offset(String text, Position place) {
    int at = 0;
    for (int i = 0; i < place.getLine(); i++) {
      at = text.indexOf('\n', at) + 1;
    }
    return at + place.getCharacter();
  }

  List<String> completions(TextDocumentIdentifier file, Position place) throws Exception {
    var found = get(server.getTextDocumentService().completion(new CompletionParams(file, place)));
    return found.getRight().getItems().stream().map(CompletionItem::getLabel).toList();
  }

  TextDocumentService service() {
    return server.getTextDocumentService();
  }

  /** Which change of a text was the last. */
  int version() {
    return version;
  }

  boolean isAlive() {
    return process.isAlive();
  }
}
