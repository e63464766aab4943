// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lsp;

import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionList;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DidSaveTextDocumentParams;
import org.eclipse.lsp4j.DocumentFormattingParams;
import org.eclipse.lsp4j.DocumentHighlight;
import org.eclipse.lsp4j.DocumentHighlightParams;
import org.eclipse.lsp4j.DocumentRangeFormattingParams;
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
import org.eclipse.lsp4j.services.TextDocumentService;
import org.nnlang.editor.Analysis;
import org.nnlang.editor.CallHelp;
import org.nnlang.editor.Folds;
import org.nnlang.editor.Hint;
import org.nnlang.editor.Hover;
import org.nnlang.editor.Occurrences;
import org.nnlang.editor.Outline;
import org.nnlang.editor.Suggestions;
import org.nnlang.format.Changes;
import org.nnlang.source.DiagnosticException;
import org.nnlang.source.Fix;
import org.nnlang.source.Span;

/** Answers to what an editor asks. Messages come and are answered in their order, on one thread. */
final class Questions implements TextDocumentService {
  private final Documents documents;

  Questions(Documents documents) {
    this.documents = documents;
  }

  @Override
  public void didOpen(DidOpenTextDocumentParams params) {
    documents.open(params.getTextDocument());
  }

  @Override
  public void didChange(DidChangeTextDocumentParams params) {
    var file = params.getTextDocument();
    documents.change(file.getUri(), params.getContentChanges(), file.getVersion());
  }

  @Override
  public void didClose(DidCloseTextDocumentParams params) {
    documents.close(params.getTextDocument().getUri());
  }

  @Override
  public void didSave(DidSaveTextDocumentParams params) {
    documents.filesChanged();
  }

  private <T> CompletableFuture<T> answer(String uri, Function<Document, T> question) {
    Document document = documents.find(uri);
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
    String name = item.getData() instanceof JsonPrimitive data ? data.getAsString() : "";
    String said = Suggestions.documentation(documents.builtins(), name);
    if (!said.isEmpty()) {
      item.setDocumentation(LspTypes.markdown(said));
    }
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
          List<Span> spans =
              new ArrayList<>(Occurrences.all(a, offset, () -> documents.others(document)));
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
          return Occurrences.all(a, offset(a, params.getPosition()), List::of).stream()
              .filter(span -> span.source().name().equals(a.text().name()))
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
          return Occurrences.all(a, offset, List::of).stream()
              .filter(span -> span.source().name().equals(a.text().name()))
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
            int offset = offset(a, params.getPosition());
            return LspTypes.edit(
                document,
                Occurrences.renamed(
                    a, offset, params.getNewName(), () -> documents.others(document)));
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

  @Override
  public CompletableFuture<List<? extends TextEdit>> formatting(DocumentFormattingParams params) {
    return answer(
        params.getTextDocument().getUri(),
        document -> formatted(document, 0, document.text().length()));
  }

  @Override
  public CompletableFuture<List<? extends TextEdit>> rangeFormatting(
      DocumentRangeFormattingParams params) {
    return answer(
        params.getTextDocument().getUri(),
        document -> {
          int from = Document.offset(document.text(), params.getRange().getStart());
          int to = Document.offset(document.text(), params.getRange().getEnd());
          return formatted(document, from, to);
        });
  }

  /** Nothing where the text cannot be read. */
  private static List<TextEdit> formatted(Document document, int from, int to) {
    try {
      return Changes.of(document.text()).stream()
          .filter(change -> from <= change.place().start() && change.place().end() <= to)
          .map(LspTypes::edit)
          .toList();
    } catch (DiagnosticException e) {
      return List.of();
    }
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
