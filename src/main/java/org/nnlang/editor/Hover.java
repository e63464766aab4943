// SPDX-License-Identifier: Apache-2.0
package org.nnlang.editor;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.Builtin;
import org.nnlang.resolve.Symbol;
import org.nnlang.source.SourceText;
import org.nnlang.source.Span;
import org.nnlang.syntax.Expr;
import org.nnlang.syntax.Stmt;
import org.nnlang.syntax.SyntaxNode;
import org.nnlang.syntax.Target;
import org.nnlang.syntax.TextPieces;

/**
 * What is said of the place that is pointed at.
 *
 * @param markdown as Markdown
 * @param span what it is about
 */
public record Hover(String markdown, Span span) {
  /** Empty where there is nothing to say. */
  public static Optional<Hover> at(Analysis a, int offset) {
    TextPieces.Piece word = a.wordAt(offset).orElse(null);
    SyntaxNode node = innermost(a, offset);
    if (word == null) {
      return value(a, node);
    }
    Span span = a.text().span(word.start(), word.end());
    String name = a.word(word);
    Symbol symbol = a.names().at(word.start()).orElse(null);
    if (symbol != null) {
      Object value = a.value(span);
      Object known = value != null ? value : a.value(symbol, offset);
      return Optional.of(new Hover(symbol(a, symbol, known), span));
    }
    if (node instanceof Expr.Member m && a.value(m.span()) != null && !isCallee(a, m, offset)) {
      return value(a, m);
    }
    Builtin builtin = a.builtins().find(name);
    if (builtin != null) {
      return Optional.of(new Hover(builtin(builtin, name, a.value(span)), span));
    }
    return a.help()
        .of(name)
        .map(text -> new Hover(code(text.strip()), span))
        .or(() -> value(a, node));
  }

  private static boolean isCallee(Analysis a, Expr.Member member, int offset) {
    return a.at(offset).stream().anyMatch(n -> n instanceof Expr.Call c && c.callee() == member);
  }

  /** The innermost expression or target, with the member whose name is pointed at. */
  private static @Nullable SyntaxNode innermost(Analysis a, int offset) {
    SyntaxNode found = null;
    for (SyntaxNode node : a.at(offset)) {
      if (node instanceof Expr || node instanceof Target) {
        found = node;
      }
    }
    return found;
  }

  private static Optional<Hover> value(Analysis a, @Nullable SyntaxNode node) {
    Object value = node == null ? null : a.value(node.span());
    if (node == null || value == null || node.span().text().contains("\n")) {
      return Optional.empty();
    }
    return Optional.of(
        new Hover(code(node.span().text() + ": " + Described.value(value)), node.span()));
  }

  private static String builtin(Builtin builtin, String name, @Nullable Object value) {
    if (builtin.constant() != null) {
      return code(name + ": " + Described.value(builtin.constant()))
          + "\n\n"
          + builtin.doc().strip();
    }
    return code(builtin.signature()) + "\n\n" + paragraphs(builtin.doc());
  }

  /** The text of help, with its example as code. */
  static String paragraphs(String doc) {
    var out = new StringBuilder();
    for (String line : doc.strip().lines().toList()) {
      boolean example = line.startsWith("Example: ");
      boolean item = line.startsWith("`");
      out.append(out.isEmpty() ? "" : example || item ? "\n\n" : "\n");
      out.append(example ? code(line.substring("Example: ".length())) : line);
    }
    return out.toString();
  }

  private static String symbol(Analysis a, Symbol symbol, @Nullable Object value) {
    SyntaxNode code = symbol.definitions().getLast().code();
    String head =
        switch (code) {
          case Stmt.FnDef f -> head(f.span(), f.body().span());
          case Stmt.ModelDef m ->
              m.span().text().lines().findFirst().orElse("").replaceAll("\\s*\\{.*", "");
          case Stmt.Forward f -> head(f.span(), f.body().span());
          case Stmt.Import i -> i.span().text();
          default -> symbol.name() + (value == null ? "" : ": " + Described.value(value));
        };
    String comment = comment(code.span());
    return code(head) + (comment.isEmpty() ? "" : "\n\n" + comment);
  }

  /** A function without its body. */
  private static String head(Span whole, Span body) {
    String text = whole.source().text().substring(whole.start(), body.start()).strip();
    return text.endsWith("=") ? text.substring(0, text.length() - 1).strip() : text;
  }

  /** The comment right above. */
  static String comment(Span definition) {
    SourceText text = definition.source();
    Deque<String> lines = new ArrayDeque<>();
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
