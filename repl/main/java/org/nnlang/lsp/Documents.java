// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lsp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionList;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DidSaveTextDocumentParams;
import org.eclipse.lsp4j.DocumentFormattingParams;
import org.eclipse.lsp4j.DocumentHighlight;
import org.eclipse.lsp4j.DocumentHighlightParams;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.FoldingRange;
import org.eclipse.lsp4j.FoldingRangeKind;
import org.eclipse.lsp4j.FoldingRangeRequestParams;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.InlayHint;
import org.eclipse.lsp4j.InlayHintKind;
import org.eclipse.lsp4j.InlayHintParams;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.LocationLink;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PrepareRenameDefaultBehavior;
import org.eclipse.lsp4j.PrepareRenameParams;
import org.eclipse.lsp4j.PrepareRenameResult;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.ReferenceParams;
import org.eclipse.lsp4j.RenameParams;
import org.eclipse.lsp4j.SemanticTokens;
import org.eclipse.lsp4j.SemanticTokensParams;
import org.eclipse.lsp4j.SignatureHelp;
import org.eclipse.lsp4j.SignatureHelpParams;
import org.eclipse.lsp4j.SymbolInformation;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.jsonrpc.messages.Either3;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.nnlang.builtin.Builtins;
import org.nnlang.editor.Analysis;
import org.nnlang.editor.CallHelp;
import org.nnlang.editor.Folds;
import org.nnlang.editor.Hint;
import org.nnlang.editor.Hover;
import org.nnlang.editor.Occurrences;
import org.nnlang.editor.Outline;
import org.nnlang.editor.Suggestions;
import org.nnlang.format.Formatter;
import org.nnlang.source.DiagnosticException;
import org.nnlang.source.Fix;
import org.nnlang.source.SourceText;
import org.nnlang.source.Span;

/**
 * The open files, and answers to what is asked of them. Messages come and are answered in their
 * order, on one thread; only what is wrong is told from another one, when there is time.
 */
final class Documents implements TextDocumentService {
  private final Builtins builtins = Builtins.load();
  private final Map<String, Document> open = new ConcurrentHashMap<>();
  private final ExecutorService telling =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("nn-check").factory());
  private LanguageClient client;

  void client(LanguageClient to) {
    client = to;
  }

  void close() {
    telling.shutdownNow();
  }

  // ---- the files

  @Override
  public void didOpen(DidOpenTextDocumentParams params) {
    var item = params.getTextDocument();
    open.put(item.getUri(), new Document(item.getUri(), item.getText(), builtins));
    tell(item.getUri(), item.getVersion());
  }

  @Override
  public void didChange(DidChangeTextDocumentParams params) {
    String uri = params.getTextDocument().getUri();
    Document document = open.get(uri);
    if (document != null) {
      document.change(params.getContentChanges());
      tell(uri, params.getTextDocument().getVersion());
    }
  }

  @Override
  public void didClose(DidCloseTextDocumentParams params) {
    String uri = params.getTextDocument().getUri();
    open.remove(uri);
    client.publishDiagnostics(new PublishDiagnosticsParams(uri, List.of()));
  }

  @Override
  public void didSave(DidSaveTextDocumentParams params) {
    filesChanged();
  }

  /** What is imported may be another text now. */
  void filesChanged() {
    open.values().forEach(document -> document.change(List.of()));
    open.keySet().forEach(uri -> tell(uri, null));
  }

  /** Says what is wrong, unless the text has changed since. */
  private void tell(String uri, Integer version) {
    Document document = open.get(uri);
    SourceText text = document.text();
    telling.execute(
        () -> {
          if (document.text() == text && open.get(uri) == document) {
            List<Diagnostic> found = new ArrayList<>();
            for (org.nnlang.source.Diagnostic d : document.analysis().diagnostics()) {
              found.add(LspTypes.diagnostic(document, d));
            }
            var message = new PublishDiagnosticsParams(uri, found);
            message.setVersion(version);
            client.publishDiagnostics(message);
          }
        });
  }

  // ---- questions

  private <T> CompletableFuture<T> answer(String uri, Function<Document, T> question) {
    Document document = open.get(uri);
    return CompletableFuture.completedFuture(document == null ? null : question.apply(document));
  }

  private static int offset(Analysis a, Position position) {
    return Document.offset(a.text(), position);
  }

  @Override
  public CompletableFuture<org.eclipse.lsp4j.Hover> hover(HoverParams params) {
    return answer(
        params.getTextDocument().getUri(),
        document -> {
          Analysis a = document.analysis();
          return Hover.at(a, offset(a, params.getPosition()))
              .map(
                  hover ->
                      new org.eclipse.lsp4j.Hover(
                          LspTypes.markdown(hover.markdown()), Document.range(hover.span())))
              .orElse(null);
        });
  }

  @Override
  public CompletableFuture<List<InlayHint>> inlayHint(InlayHintParams params) {
    return answer(
        params.getTextDocument().getUri(),
        document -> {
          Analysis a = document.analysis();
          int from = offset(a, params.getRange().getStart());
          int to = offset(a, params.getRange().getEnd());
          List<InlayHint> hints = new ArrayList<>();
          for (Hint hint : Hint.of(a)) {
            if (from <= hint.offset() && hint.offset() <= to) {
              var place = Document.position(a.text(), hint.offset());
              var one = new InlayHint(place, Either.forLeft(hint.text()));
              one.setKind(InlayHintKind.Type);
              hints.add(one);
            }
          }
          return hints;
        });
  }

  @Override
  public CompletableFuture<Either<List<CompletionItem>, CompletionList>> completion(
      CompletionParams params) {
    return answer(
        params.getTextDocument().getUri(),
        document -> {
          Analysis a = document.analysis();
          int offset = offset(a, params.getPosition());
          List<CompletionItem> items = new ArrayList<>();
          for (Suggestions.Suggestion s : Suggestions.at(a, offset)) {
            var range = new Range(Document.position(a.text(), s.start()), params.getPosition());
            var item = LspTypes.item(s, range);
            item.setSortText("%05d".formatted(items.size()));
            items.add(item);
          }
          return Either.forRight(new CompletionList(false, items));
        });
  }

  @Override
  public CompletableFuture<CompletionItem> resolveCompletionItem(CompletionItem item) {
    return CompletableFuture.completedFuture(item);
  }

  @Override
  public CompletableFuture<SignatureHelp> signatureHelp(SignatureHelpParams params) {
    return answer(
        params.getTextDocument().getUri(),
        document -> {
          Analysis a = document.analysis();
          return CallHelp.at(a, offset(a, params.getPosition()))
              .map(LspTypes::signatureHelp)
              .orElse(null);
        });
  }

  @Override
  public CompletableFuture<Either<List<? extends Location>, List<? extends LocationLink>>>
      definition(DefinitionParams params) {
    return answer(
        params.getTextDocument().getUri(),
        document -> {
          Analysis a = document.analysis();
          List<Location> places =
              LspTypes.locations(
                  document, Occurrences.definitions(a, offset(a, params.getPosition())));
          return Either.forLeft(places);
        });
  }

  @Override
  public CompletableFuture<List<? extends Location>> references(ReferenceParams params) {
    return answer(
        params.getTextDocument().getUri(),
        document -> {
          Analysis a = document.analysis();
          int offset = offset(a, params.getPosition());
          List<Span> spans = new ArrayList<>(Occurrences.all(a, offset));
          if (!params.getContext().isIncludeDeclaration()) {
            spans.removeAll(Occurrences.definitions(a, offset));
          }
          return LspTypes.locations(document, spans);
        });
  }

  @Override
  public CompletableFuture<List<? extends DocumentHighlight>> documentHighlight(
      DocumentHighlightParams params) {
    return answer(
        params.getTextDocument().getUri(),
        document -> {
          Analysis a = document.analysis();
          return Occurrences.all(a, offset(a, params.getPosition())).stream()
              .map(span -> new DocumentHighlight(Document.range(span)))
              .toList();
        });
  }

  @Override
  public CompletableFuture<Either3<Range, PrepareRenameResult, PrepareRenameDefaultBehavior>>
      prepareRename(PrepareRenameParams params) {
    return answer(
        params.getTextDocument().getUri(),
        document -> {
          Analysis a = document.analysis();
          int offset = offset(a, params.getPosition());
          return Occurrences.all(a, offset).stream()
              .filter(span -> span.start() <= offset && offset <= span.end())
              .findFirst()
              .map(
                  span ->
                      Either3.<Range, PrepareRenameResult, PrepareRenameDefaultBehavior>forFirst(
                          Document.range(span)))
              .orElse(null);
        });
  }

  @Override
  public CompletableFuture<WorkspaceEdit> rename(RenameParams params) {
    return answer(
        params.getTextDocument().getUri(),
        document -> {
          Analysis a = document.analysis();
          try {
            List<TextEdit> edits =
                Occurrences.renamed(a, offset(a, params.getPosition()), params.getNewName())
                    .stream()
                    .map(span -> new TextEdit(Document.range(span), params.getNewName()))
                    .toList();
            return new WorkspaceEdit(Map.of(document.uri(), edits));
          } catch (IllegalArgumentException e) {
            throw new ResponseErrorException(
                new ResponseError(ResponseErrorCode.RequestFailed, e.getMessage(), null));
          }
        });
  }

  @Override
  public CompletableFuture<List<Either<SymbolInformation, DocumentSymbol>>> documentSymbol(
      DocumentSymbolParams params) {
    return answer(
        params.getTextDocument().getUri(),
        document ->
            LspTypes.symbols(Outline.of(document.analysis())).stream()
                .map(Either::<SymbolInformation, DocumentSymbol>forRight)
                .toList());
  }

  @Override
  public CompletableFuture<List<FoldingRange>> foldingRange(FoldingRangeRequestParams params) {
    return answer(
        params.getTextDocument().getUri(),
        document ->
            Folds.of(document.analysis()).stream()
                .map(
                    fold -> {
                      var range = new FoldingRange(fold.start() - 1, fold.end() - 1);
                      range.setKind(fold.comment() ? FoldingRangeKind.Comment : null);
                      return range;
                    })
                .toList());
  }

  /** Nothing where the text cannot be read. */
  @Override
  public CompletableFuture<List<? extends TextEdit>> formatting(DocumentFormattingParams params) {
    return answer(
        params.getTextDocument().getUri(),
        document -> {
          SourceText text = document.text();
          try {
            String formatted = Formatter.format(text);
            Span whole = text.span(0, text.length());
            return formatted.equals(text.text())
                ? List.<TextEdit>of()
                : List.of(new TextEdit(Document.range(whole), formatted));
          } catch (DiagnosticException e) {
            return List.<TextEdit>of();
          }
        });
  }

  @Override
  public CompletableFuture<SemanticTokens> semanticTokensFull(SemanticTokensParams params) {
    return answer(
        params.getTextDocument().getUri(), document -> SemanticTokenPacker.of(document.analysis()));
  }

  @Override
  public CompletableFuture<List<Either<Command, CodeAction>>> codeAction(CodeActionParams params) {
    return answer(
        params.getTextDocument().getUri(),
        document -> {
          Analysis a = document.analysis();
          int from = offset(a, params.getRange().getStart());
          int to = offset(a, params.getRange().getEnd());
          List<Either<Command, CodeAction>> actions = new ArrayList<>();
          for (org.nnlang.source.Diagnostic d : a.diagnostics()) {
            Fix fix = d.fix();
            if (fix != null
                && fix.place().source().original() == a.text()
                && d.span().start() <= to
                && from <= d.span().end()) {
              actions.add(Either.forRight(LspTypes.action(document, d, fix)));
            }
          }
          return actions;
        });
  }
}
