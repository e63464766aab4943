// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lsp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DiagnosticRelatedInformation;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MarkupKind;
import org.eclipse.lsp4j.ParameterInformation;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.SignatureHelp;
import org.eclipse.lsp4j.SignatureInformation;
import org.eclipse.lsp4j.SymbolKind;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.nnlang.editor.CallHelp;
import org.nnlang.editor.Outline;
import org.nnlang.editor.Suggestions;
import org.nnlang.source.Fix;
import org.nnlang.source.Note;
import org.nnlang.source.Severity;
import org.nnlang.source.Span;

/** What nn knows of a text, as the types of the protocol. */
final class LspTypes {
  private static final String SOURCE = "nn";

  private LspTypes() {}

  static Diagnostic diagnostic(Document document, org.nnlang.source.Diagnostic d) {
    Span here = here(document, d);
    Range range = here.isKnown() ? Document.range(here) : new Range(new Position(), new Position());
    String hint = d.hint() == null ? "" : "\n" + d.hint();
    var out = new Diagnostic(range, d.message() + hint);
    out.setSeverity(
        d.severity() == Severity.ERROR ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning);
    out.setCode(d.code().word());
    out.setSource(SOURCE);
    List<DiagnosticRelatedInformation> related = new ArrayList<>();
    List<Note> notes = new ArrayList<>(d.notes());
    if (d.span().isKnown() && !here.equals(d.span())) {
      notes.addFirst(new Note(d.message(), d.span()));
    }
    for (Note note : notes) {
      if (note.span().isKnown()) {
        var place = new Location(document.uriOf(note.span()), Document.range(note.span()));
        related.add(new DiagnosticRelatedInformation(place, note.message()));
      }
    }
    out.setRelatedInformation(related);
    return out;
  }

  /** Where something is said that may be wrong in a file that this one imports. */
  private static Span here(Document document, org.nnlang.source.Diagnostic d) {
    return Stream.concat(Stream.of(d.span()), d.notes().stream().map(Note::span))
        .filter(span -> span.source().name().equals(document.text().name()))
        .findFirst()
        .orElse(Span.NONE);
  }

  static MarkupContent markdown(String text) {
    return new MarkupContent(MarkupKind.MARKDOWN, text);
  }

  /** An offer, which takes the place of what is in {@code range}. */
  static CompletionItem item(Suggestions.Suggestion s, Range range) {
    var item = new CompletionItem(s.text().strip());
    item.setKind(
        switch (s.kind()) {
          case MEMBER -> org.eclipse.lsp4j.CompletionItemKind.Field;
          case ARGUMENT -> org.eclipse.lsp4j.CompletionItemKind.Property;
          case VARIABLE -> org.eclipse.lsp4j.CompletionItemKind.Variable;
          case FUNCTION -> org.eclipse.lsp4j.CompletionItemKind.Function;
          case MODEL -> org.eclipse.lsp4j.CompletionItemKind.Class;
          case KEYWORD -> org.eclipse.lsp4j.CompletionItemKind.Keyword;
        });
    item.setDetail(s.detail().isEmpty() ? null : s.detail());
    item.setTextEdit(Either.forLeft(new TextEdit(range, s.text())));
    if (s.documentation() == null) {
      item.setData(s.text());
    } else if (!s.documentation().isEmpty()) {
      item.setDocumentation(markdown(s.documentation()));
    }
    return item;
  }

  static SignatureHelp signatureHelp(CallHelp help) {
    var signature = new SignatureInformation(help.signature().toString());
    if (!help.documentation().isEmpty()) {
      signature.setDocumentation(markdown(help.documentation()));
    }
    signature.setParameters(
        help.signature().parameters().stream()
            .map(p -> new ParameterInformation(p.name()))
            .toList());
    // a number that is no parameter's means none
    int active = help.active() < 0 ? signature.getParameters().size() : help.active();
    return new SignatureHelp(List.of(signature), 0, active);
  }

  static List<Location> locations(Document document, List<Span> spans) {
    return spans.stream()
        .map(span -> new Location(document.uriOf(span), Document.range(span)))
        .toList();
  }

  static List<DocumentSymbol> symbols(List<Outline> outline) {
    return outline.stream()
        .map(
            o ->
                new DocumentSymbol(
                    o.name(),
                    switch (o.kind()) {
                      case MODEL -> SymbolKind.Class;
                      case FUNCTION -> SymbolKind.Function;
                      case VARIABLE -> SymbolKind.Variable;
                      case WEIGHT -> SymbolKind.Field;
                      case IMPORT -> SymbolKind.Module;
                    },
                    Document.range(o.span()),
                    Document.range(o.place()),
                    o.detail(),
                    symbols(o.inner())))
        .toList();
  }

  static CodeAction action(Document document, org.nnlang.source.Diagnostic d, Fix fix) {
    String before = fix.place().text();
    var action =
        new CodeAction(
            before.isEmpty()
                ? "Write `" + fix.text() + "`"
                : "Replace `" + before + "` by `" + fix.text() + "`");
    action.setKind(CodeActionKind.QuickFix);
    action.setDiagnostics(List.of(diagnostic(document, d)));
    action.setIsPreferred(true);
    action.setEdit(edit(document, List.of(fix)));
    return action;
  }

  static TextEdit edit(Fix change) {
    return new TextEdit(Document.range(change.place()), change.text());
  }

  /** Changes of this and of other files. */
  static WorkspaceEdit edit(Document document, List<Fix> changes) {
    Map<String, List<TextEdit>> edits = new LinkedHashMap<>();
    for (Fix change : changes) {
      edits
          .computeIfAbsent(document.uriOf(change.place()), uri -> new ArrayList<>())
          .add(edit(change));
    }
    return new WorkspaceEdit(edits);
  }
}
