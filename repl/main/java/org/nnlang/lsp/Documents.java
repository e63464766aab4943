// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lsp;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.services.LanguageClient;
import org.nnlang.builtin.Builtins;
import org.nnlang.editor.Analysis;
import org.nnlang.source.SourceText;

/** The open files. What is wrong in them is told from a thread of its own, when there is time. */
final class Documents {
  private final Builtins builtins = Builtins.load();
  private final Map<String, Document> open = new ConcurrentHashMap<>();
  private final EditedFiles files = new EditedFiles(this::edited);
  private final Set<String> untold = new LinkedHashSet<>();
  private final ExecutorService telling =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("nn-check").factory());
  private List<Path> folders = List.of();
  private LanguageClient client;

  void client(LanguageClient to) {
    client = to;
  }

  /** Those of the project, where scripts may be that import others. */
  void folders(List<Path> all) {
    folders = List.copyOf(all);
  }

  Builtins builtins() {
    return builtins;
  }

  void close() {
    telling.shutdownNow();
  }

  /** Null where it is not open. */
  Document find(String uri) {
    return open.get(uri);
  }

  private SourceText edited(String path) {
    for (Document document : open.values()) {
      if (document.text().name().equals(path)) {
        return document.text();
      }
    }
    return null;
  }

  void open(TextDocumentItem item) {
    var document = new Document(item, builtins, files);
    open.put(item.getUri(), document);
    tell(item.getUri());
    changed(document);
  }

  void change(String uri, List<TextDocumentContentChangeEvent> changes, int version) {
    Document document = open.get(uri);
    if (document != null) {
      document.change(changes, version);
      tell(uri);
      changed(document);
    }
  }

  void close(String uri) {
    Document document = open.remove(uri);
    client.publishDiagnostics(new PublishDiagnosticsParams(uri, List.of()));
    if (document != null) {
      changed(document);
    }
  }

  /** Other files may have changed on the disk. */
  void filesChanged() {
    open.values().forEach(this::importsChanged);
  }

  /** Those who import it have another file now. */
  private void changed(Document document) {
    String path = document.text().name();
    open.values().stream().filter(d -> d.reads(path)).forEach(this::importsChanged);
  }

  private void importsChanged(Document document) {
    document.importsChanged();
    tell(document.uri());
  }

  /** Says what is wrong, when what is to be told before has been. */
  private void tell(String uri) {
    synchronized (untold) {
      untold.add(uri);
    }
    telling.execute(this::tellNext);
  }

  private void tellNext() {
    String uri;
    synchronized (untold) {
      if (untold.isEmpty()) {
        return;
      }
      uri = untold.iterator().next();
      untold.remove(uri);
    }
    Document document = open.get(uri);
    if (document == null) {
      return;
    }
    int version = document.version();
    Analysis analysis = document.analysis();
    List<Diagnostic> found = new ArrayList<>();
    analysis.diagnostics().forEach(d -> found.add(LspTypes.diagnostic(document, d)));
    if (document.version() == version && open.get(uri) == document) {
      var message = new PublishDiagnosticsParams(uri, found);
      message.setVersion(version);
      client.publishDiagnostics(message);
    }
  }

  /** What is known of the other scripts that may import a file, open or on the disk. */
  List<Analysis> others(Document document) {
    List<Analysis> all = new ArrayList<>();
    for (Document other : open.values()) {
      if (other != document) {
        all.add(other.analysis());
      }
    }
    Path beside = Path.of(document.text().name()).toAbsolutePath().getParent();
    for (Path folder : folders.isEmpty() ? List.of(beside) : folders) {
      files.importing(folder).forEach(text -> all.add(new Analysis(text, builtins, files)));
    }
    return all;
  }
}
