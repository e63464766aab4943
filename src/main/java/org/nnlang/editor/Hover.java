// SPDX-License-Identifier: Apache-2.0
package org.nnlang.editor;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.Builtin;
import org.nnlang.resolve.Symbol;
import org.nnlang.source.SourceText;
import org.nnlang.source.Span;
import org.nnlang.syntax.Argument;
import org.nnlang.syntax.Expr;
import org.nnlang.syntax.Field;
import org.nnlang.syntax.Identifier;
import org.nnlang.syntax.Param;
import org.nnlang.syntax.Stmt;
import org.nnlang.syntax.SyntaxNode;
import org.nnlang.syntax.Target;
import org.nnlang.syntax.TextPieces;
import org.nnlang.value.Callable;
import org.nnlang.value.Module;
import org.nnlang.value.Parameter;
import org.nnlang.value.Show;
import org.nnlang.value.Signature;

/**
 * What is said of the place that is pointed at.
 *
 * @param markdown as Markdown
 * @param span what it is about
 */
public record Hover(String markdown, Span span) {
  private static final int LONGEST = 80;

  /** Empty where there is nothing to say. */
  public static Optional<Hover> at(Analysis a, int offset) {
    TextPieces.Piece word = a.wordAt(offset).orElse(null);
    List<SyntaxNode> path = a.at(word == null ? offset : word.start());
    String said = word == null ? file(a, path, offset) : word(a, word, path);
    if (said == null || word == null) {
      SyntaxNode node = innermost(path);
      return said == null ? value(a, node) : Optional.of(new Hover(said, path.getLast().span()));
    }
    String here = call(a, word, path);
    String whole = here.isEmpty() ? said : here + "\n\n" + said;
    return Optional.of(new Hover(whole, a.text().span(word.start(), word.end())));
  }

  /** The file of an import whose path is pointed at. */
  private static @Nullable String file(Analysis a, List<SyntaxNode> path, int offset) {
    return path.getLast() instanceof Stmt.Import i
            && i.pathSpan().start() <= offset
            && offset <= i.pathSpan().end()
        ? imported(a, i)
        : null;
  }

  private static @Nullable String word(Analysis a, TextPieces.Piece word, List<SyntaxNode> path) {
    String name = a.word(word);
    Named named = Named.at(a, word.start()).orElse(null);
    SyntaxNode node = innermost(path);
    Object value =
        node instanceof Expr.Member m && is(m.name(), word)
            ? a.value(m.span())
            : a.value(a.text().span(word.start(), word.end()));
    if (named != null) {
      return symbol(named, value, named.home() == a ? word.start() : Integer.MAX_VALUE);
    }
    for (SyntaxNode n : path) {
      if (n instanceof Argument argument && is(argument.name(), word)) {
        return argument(a, word);
      }
      if (n instanceof Field f && is(f.name(), word)) {
        Object field = a.value(f.value().span());
        return code(name + (field == null ? "" : ": " + Described.value(field)));
      }
    }
    if (node instanceof Expr.Member m && is(m.name(), word) && value != null) {
      return value instanceof Callable c && !(c instanceof Module) && c.signature() != Signature.ANY
          ? code(c.signature().toString())
          : code(brief(m.span()) + ": " + Described.value(value));
    }
    Builtin builtin = a.builtins().find(name);
    return builtin != null
        ? builtin(builtin, name)
        : a.help().of(name).map(text -> code(text.strip())).orElse(null);
  }

  private static boolean is(@Nullable Identifier name, TextPieces.Piece word) {
    return name != null && name.span().start() == word.start();
  }

  /** The innermost expression or target. */
  private static @Nullable SyntaxNode innermost(List<SyntaxNode> path) {
    return path.reversed().stream()
        .filter(node -> node instanceof Expr || node instanceof Target)
        .findFirst()
        .orElse(null);
  }

  private static Optional<Hover> value(Analysis a, @Nullable SyntaxNode node) {
    Object value = node == null ? null : a.value(node.span());
    return node == null || value == null
        ? Optional.empty()
        : Optional.of(
            new Hover(code(brief(node.span()) + ": " + Described.value(value)), node.span()));
  }

  /** What the call gives whose function a word names; empty where that is not known. */
  private static String call(Analysis a, TextPieces.Piece word, List<SyntaxNode> path) {
    for (SyntaxNode node : path) {
      if (node instanceof Expr.Call c) {
        Span name = c.callee() instanceof Expr.Member m ? m.name().span() : c.callee().span();
        Object value = a.value(c.span());
        if (name.start() == word.start() && name.end() == word.end() && value != null) {
          return code(brief(c.span()) + ": " + Described.value(value));
        }
      }
    }
    return "";
  }

  /** A part of the text in one line. */
  private static String brief(Span span) {
    String text = span.text().strip().replaceAll("\\s+", " ");
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }

  // ---- what comes with nn

  private static String builtin(Builtin builtin, String name) {
    if (builtin.constant() != null) {
      return code(name + ": " + Described.value(builtin.constant()))
          + "\n\n"
          + builtin.doc().strip();
    }
    return documented(builtin);
  }

  /** The signature and what help says. */
  static String documented(Builtin builtin) {
    return code(builtin.signature()) + "\n\n" + paragraphs(builtin.doc());
  }

  /** The text of help, with its example as code. */
  static String paragraphs(String doc) {
    var out = new StringBuilder();
    for (String line : doc.strip().lines().toList()) {
      boolean example = line.startsWith("Example: ");
      boolean item = line.startsWith("`") && out.toString().matches("(?s).*[.:]");
      out.append(out.isEmpty() ? "" : example || item ? "\n\n" : "\n");
      out.append(example ? code(line.substring("Example: ".length())) : line);
    }
    return out.toString();
  }

  /** What an argument is given for; null where that is not known. */
  private static @Nullable String argument(Analysis a, TextPieces.Piece word) {
    Parameter p =
        Called.at(a, word.start()).map(c -> c.signature().parameter(a.word(word))).orElse(null);
    if (p == null) {
      return null;
    }
    String types =
        p.types().stream().filter(t -> !t.equals("none")).collect(Collectors.joining("|"))
            + (p.types().contains("none") ? "?" : "");
    String value = p.optional() ? " = " + Show.inner(p.defaultValue()) : "";
    return code(p.name() + (types.equals("any") ? "" : ": " + types) + value);
  }

  // ---- what a script defines

  private static String symbol(Named named, @Nullable Object value, int before) {
    Symbol symbol = named.symbol();
    SyntaxNode code = named.code();
    if (code instanceof Stmt.Import i) {
      return imported(named.home(), i);
    }
    Object known = value != null ? value : named.home().value(symbol, before);
    String head =
        switch (code) {
          case Stmt.FnDef f -> head(f.span(), f.body().span());
          case Stmt.ModelDef m ->
              m.span().text().lines().findFirst().orElse("").replaceAll("\\s*\\{.*", "");
          case Stmt.Forward f -> head(f.span(), f.body().span());
          case Param p when known == null -> brief(p.span());
          default -> symbol.name() + (known == null ? "" : ": " + Described.value(known));
        };
    String comment = comment(code.span());
    return code(head) + (comment.isEmpty() ? "" : "\n\n" + comment);
  }

  /** What a file that is imported defines. */
  private static String imported(Analysis a, Stmt.Import statement) {
    Analysis file = a.imported(statement);
    String names =
        file == null
            ? ""
            : file.names().scope().symbols().stream()
                .map(s -> "`" + s.name() + "`")
                .collect(Collectors.joining(", "));
    return code(statement.span().text()) + (names.isEmpty() ? "" : "\n\n" + names);
  }

  /** A function without its body. */
  private static String head(Span whole, Span body) {
    String text = whole.source().text().substring(whole.start(), body.start()).strip();
    return text.endsWith("=") ? text.substring(0, text.length() - 1).strip() : text;
  }

  /** The comment right above what begins a line. */
  static String comment(Span definition) {
    SourceText text = definition.source();
    int start = text.lineStart(definition.line());
    Deque<String> lines = new ArrayDeque<>();
    if (!text.text().substring(start, definition.start()).isBlank()) {
      return "";
    }
    for (int line = definition.line() - 1; line > 0; line--) {
      String above = text.line(line).strip();
      if (!above.startsWith("#")) {
        break;
      }
      lines.push(above.replaceFirst("^#+ ?", ""));
    }
    return String.join("\n", List.copyOf(lines));
  }

  private static String code(String text) {
    return "```nn\n" + text + "\n```";
  }
}
