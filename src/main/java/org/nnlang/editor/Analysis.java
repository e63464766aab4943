// SPDX-License-Identifier: Apache-2.0
package org.nnlang.editor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.Builtins;
import org.nnlang.builtin.Help;
import org.nnlang.check.NameCheck;
import org.nnlang.io.Access;
import org.nnlang.resolve.Resolution;
import org.nnlang.resolve.Symbol;
import org.nnlang.session.LoadedScript;
import org.nnlang.session.ScriptLoader;
import org.nnlang.source.Diagnostic;
import org.nnlang.source.Limits;
import org.nnlang.source.SourceText;
import org.nnlang.source.Span;
import org.nnlang.syntax.Argument;
import org.nnlang.syntax.Expr;
import org.nnlang.syntax.Parser;
import org.nnlang.syntax.Reading;
import org.nnlang.syntax.Script;
import org.nnlang.syntax.Stmt;
import org.nnlang.syntax.SyntaxNode;
import org.nnlang.syntax.TextPieces;
import org.nnlang.syntax.Tree;
import org.nnlang.value.HasItems;
import org.nnlang.value.HasMembers;
import org.nnlang.value.Record;
import org.nnlang.value.Signature;
import org.nnlang.value.Unknown;

/** A text that is being written, and what is known of it. */
public final class Analysis {
  private final SourceText text;
  private final Script script;
  private final List<Diagnostic> diagnostics;
  private final Resolution names;
  private final List<TextPieces.Piece> pieces;
  private final Map<Place, Object> values = new HashMap<>();
  private final Map<String, Analysis> imported = new HashMap<>();
  private final Set<String> reads = new TreeSet<>();
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
    this.files = new Imported(files);
    help = new Help(builtins);
    pieces = TextPieces.of(text.text());
    var loader = new ScriptLoader(builtins, Limits.DEFAULT, option -> null, this.files);
    Reading reading = Parser.read(text, Limits.DEFAULT);
    boolean readable = reading.errors().isEmpty();
    LoadedScript loaded = loader.load(readable ? text : Mended.of(text, reading), this::saw);
    diagnostics = readable ? loaded.diagnostics() : reading.errors();
    script = loaded.script();
    Resolution known = loaded.names();
    names = known != null ? known : resolved(script);
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
    return script;
  }

  public Resolution names() {
    return names;
  }

  /** What is wrong, and what is odd. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  /** The words of the text. */
  public List<TextPieces.Piece> pieces() {
    return pieces;
  }

  public Builtins builtins() {
    return builtins;
  }

  /** The files that it imports, by itself or through others, as far as that is known. */
  public Set<String> reads() {
    return reads;
  }

  /** The files that are read for it. */
  private final class Imported implements ScriptLoader.Files {
    private final ScriptLoader.Files outer;

    Imported(ScriptLoader.Files outer) {
      this.outer = outer;
    }

    @Override
    public @Nullable String locate(Stmt.Import statement) {
      return outer.locate(statement);
    }

    @Override
    public @Nullable Access outputs() {
      return outer.outputs();
    }

    @Override
    public @Nullable SourceText read(Stmt.Import statement) {
      SourceText read = outer.read(statement);
      if (read != null) {
        reads.add(read.name());
      }
      return read;
    }
  }

  /** What is known of the file that an import reads; null where it cannot be read. */
  @Nullable Analysis imported(Stmt.Import statement) {
    SourceText read = files.read(statement);
    return read == null ? null : home(read.span(0, 0));
  }

  /** What is known of the text that a place is in: this, or a file that it imports. */
  @Nullable Analysis home(Span place) {
    SourceText of = place.source().original();
    if (of.name().equals(text.name())) {
      return this;
    }
    return reads.contains(of.name())
        ? imported.computeIfAbsent(of.name(), name -> new Analysis(of, builtins, files))
        : null;
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
      Object known = value(d.span());
      Object value = known != null ? known : value(d.code().span());
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

  /** The call that an argument belongs to. */
  Optional<Expr.Call> call(Argument argument) {
    return at(argument.span().start()).stream()
        .filter(Expr.Call.class::isInstance)
        .map(Expr.Call.class::cast)
        .filter(call -> call.arguments().contains(argument))
        .findFirst();
  }

  /**
   * What names and indices lead to, as they would be read at a place.
   *
   * @param path {@code [net, 0, head]} of {@code net[0].head}
   * @return null where that is not known
   */
  @Nullable Object value(List<String> path, int offset) {
    Symbol symbol = path.isEmpty() ? null : names.scopeAt(offset).find(path.getFirst());
    Object value = symbol == null ? null : value(symbol, offset);
    for (String step : path.subList(Math.min(1, path.size()), path.size())) {
      value =
          switch (value) {
            case Record r -> r.get(step);
            case HasItems i when isIndex(step) -> item(i.items(), step);
            case List<?> l when isIndex(step) -> item(l, step);
            case HasMembers m -> m.member(step);
            case null, default -> null;
          };
    }
    return value;
  }

  private static boolean isIndex(String step) {
    return step.matches("-?\\d{1,9}");
  }

  private static @Nullable Object item(List<?> items, String step) {
    int index = Integer.parseInt(step);
    int at = index < 0 ? index + items.size() : index;
    return at >= 0 && at < items.size() ? items.get(at) : null;
  }

  @Nullable Signature signature(Symbol symbol) {
    return switch (symbol.definitions().getLast().code()) {
      case Stmt.FnDef f -> NameCheck.signature(f.name().name(), f.params());
      case Stmt.ModelDef m -> NameCheck.signature(m.name().name(), m.params());
      default -> null;
    };
  }
}
