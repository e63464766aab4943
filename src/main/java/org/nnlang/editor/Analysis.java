// SPDX-License-Identifier: Apache-2.0
package org.nnlang.editor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Builtins;
import org.nnlang.builtin.Help;
import org.nnlang.check.NameCheck;
import org.nnlang.resolve.Resolution;
import org.nnlang.resolve.Symbol;
import org.nnlang.session.LoadedScript;
import org.nnlang.session.ScriptLoader;
import org.nnlang.source.Diagnostic;
import org.nnlang.source.Limits;
import org.nnlang.source.SourceText;
import org.nnlang.source.Span;
import org.nnlang.syntax.Script;
import org.nnlang.syntax.Stmt;
import org.nnlang.syntax.SyntaxNode;
import org.nnlang.syntax.TextPieces;
import org.nnlang.syntax.Tree;
import org.nnlang.value.Signature;
import org.nnlang.value.Unknown;

/** A text that is being written, and what is known of it. */
public final class Analysis {
  private final SourceText text;
  private final LoadedScript loaded;
  private final Resolution names;
  private final List<TextPieces.Piece> pieces;
  private final Map<Place, Object> values = new HashMap<>();
  private final Builtins builtins;
  private final ScriptLoader.Files files;
  private final Help help;

  private record Place(int start, int end) {}

  /**
   * Looks at a text.
   *
   * @param files those that it imports
   */
  public Analysis(SourceText text, Builtins builtins, ScriptLoader.Files files) {
    this.text = text;
    this.builtins = builtins;
    this.files = files;
    help = new Help(builtins);
    pieces = TextPieces.of(text.text());
    loaded =
        new ScriptLoader(builtins, Limits.DEFAULT, option -> null, files).load(text, this::saw);
    Resolution known = loaded.names();
    names = known != null ? known : resolved(loaded.script());
  }

  /** Of a tree that is too deep no names are known. */
  private static Resolution resolved(Script script) {
    try {
      return Resolution.of(script);
    } catch (StackOverflowError e) {
      return Resolution.of(new Script(List.of(), script.lexemes(), script.span()));
    }
  }

  private void saw(SyntaxNode place, Object value) {
    Span span = place.span();
    if (span.source().original() == text && value != Unknown.UNKNOWN) {
      // a model is looked at on symbolic sizes before it is called with others
      values.putIfAbsent(new Place(span.start(), span.end()), value);
    }
  }

  public SourceText text() {
    return text;
  }

  /** As far as it can be read. */
  public Script script() {
    return loaded.script();
  }

  public Resolution names() {
    return names;
  }

  /** What is wrong, and what is odd. */
  public List<Diagnostic> diagnostics() {
    return loaded.diagnostics();
  }

  /** The words of the text. */
  public List<TextPieces.Piece> pieces() {
    return pieces;
  }

  public Builtins builtins() {
    return builtins;
  }

  /** The file that an import reads; null where it cannot be read. */
  @Nullable SourceText imported(Stmt.Import statement) {
    return files.read(statement);
  }

  Help help() {
    return help;
  }

  /** What is known of an expression, or of a name that is bound; null for nothing. */
  @Nullable Object value(Span span) {
    return values.get(new Place(span.start(), span.end()));
  }

  /** What is known of a name of the script, where it was bound last before; null for nothing. */
  @Nullable Object value(Symbol symbol, int before) {
    Object found = null;
    for (Symbol.Definition d : symbol.definitions()) {
      Object value = value(d.span());
      if (value != null && (found == null || d.span().start() <= before)) {
        found = value;
      }
    }
    if (found != null) {
      return found;
    }
    return symbol.uses().stream()
        .map(use -> value(use.span()))
        .filter(v -> v != null)
        .findFirst()
        .orElse(null);
  }

  /** The nodes that have a place in them, from the script inwards. */
  List<SyntaxNode> at(int offset) {
    List<SyntaxNode> path = new ArrayList<>();
    SyntaxNode node = script();
    while (node != null) {
      path.add(node);
      SyntaxNode inner = null;
      for (SyntaxNode child : Tree.children(node)) {
        if (child.span().start() <= offset && offset <= child.span().end()) {
          inner = child;
        }
      }
      node = inner;
    }
    return path;
  }

  /** The word at a place, or that ends there. */
  Optional<TextPieces.Piece> wordAt(int offset) {
    TextPieces.Piece found = null;
    for (TextPieces.Piece piece : pieces) {
      boolean word =
          piece.kind() == TextPieces.Kind.NAME || piece.kind() == TextPieces.Kind.KEYWORD;
      if (word && piece.start() <= offset && offset <= piece.end()) {
        found = piece;
      }
    }
    return Optional.ofNullable(found);
  }

  String word(TextPieces.Piece piece) {
    return text.text().substring(piece.start(), piece.end());
  }

  /** What a name takes, that a script may call at a place; null where that is not known. */
  @Nullable Signature signature(String name, int offset) {
    Symbol symbol = names.scopeAt(offset).find(name);
    if (symbol != null) {
      return signature(symbol);
    }
    Builtin builtin = builtins.find(name);
    return builtin == null || builtin.constant() != null ? null : Signature.of(builtin.signature());
  }

  @Nullable Signature signature(Symbol symbol) {
    return switch (symbol.definitions().getLast().code()) {
      case Stmt.FnDef f -> NameCheck.signature(f.name().name(), f.params());
      case Stmt.ModelDef m -> NameCheck.signature(m.name().name(), m.params());
      default -> null;
    };
  }
}
