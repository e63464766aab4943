// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.Span;

/** An expression. */
public sealed interface Expr extends SyntaxNode {
  record IntLit(long value, Span span) implements Expr {}

  /** Finite. */
  record FloatLit(double value, Span span) implements Expr {}

  /** A string without holes, its escapes read. */
  record StringLit(String value, Span span) implements Expr {}

  /** A string with at least one hole. */
  record Interpolation(List<Part> parts, Span span) implements Expr {
    public Interpolation {
      parts = List.copyOf(parts);
    }
  }

  record BoolLit(boolean value, Span span) implements Expr {}

  record NoneLit(Span span) implements Expr {}

  /** A variable that is read. */
  record Name(String name, Span span) implements Expr {}

  record ListLit(List<Expr> items, Span span) implements Expr {
    public ListLit {
      items = List.copyOf(items);
    }
  }

  record RecordLit(List<Field> fields, Span span) implements Expr {
    public RecordLit {
      fields = List.copyOf(fields);
    }
  }

  /** {@code start..end}, without the end. */
  record Range(Expr start, Expr end, Span span) implements Expr {}

  /** {@code -operand}. */
  record Negate(Expr operand, Span span) implements Expr {}

  record Binary(BinaryOp op, Expr left, Expr right, Span span) implements Expr {}

  record And(Expr left, Expr right, Span span) implements Expr {}

  record Or(Expr left, Expr right, Span span) implements Expr {}

  record Not(Expr operand, Span span) implements Expr {}

  /**
   * {@code a < b}, or a chain {@code a < b <= c}, which means {@code a < b and b <= c} with {@code
   * b} evaluated once.
   *
   * @param operands one more than {@code ops}
   */
  record Compare(List<CompareOp> ops, List<Expr> operands, Span span) implements Expr {
    public Compare {
      ops = List.copyOf(ops);
      operands = List.copyOf(operands);
    }
  }

  /** {@code first >> second}. */
  record Compose(Expr first, Expr second, Span span) implements Expr {}

  /** {@code callee(arguments)}; a {@link Member} as callee may mean {@code name(base, ...)}. */
  record Call(Expr callee, List<Argument> arguments, Span span) implements Expr {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /** {@code base[subscripts]}, with at least one. */
  record Index(Expr base, List<Subscript> subscripts, Span span) implements Expr {
    public Index {
      subscripts = List.copyOf(subscripts);
    }
  }

  /** {@code base.name}. */
  record Member(Expr base, Identifier name, Span span) implements Expr {}

  /** {@code (params) -> body}. */
  record Lambda(List<Param> params, Expr body, Span span) implements Expr {
    public Lambda {
      params = List.copyOf(params);
    }
  }

  /**
   * @param orElse a {@link Block}, another {@link If}, or null
   */
  record If(Expr condition, Block then, @Nullable Expr orElse, Span span) implements Expr {}

  /** Statements in braces. No scope of its own unless it is the body of a function. */
  record Block(List<Stmt> body, Span span) implements Expr {
    public Block {
      body = List.copyOf(body);
    }
  }
}
