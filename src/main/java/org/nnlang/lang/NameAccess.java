// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import com.oracle.truffle.api.frame.FrameDescriptor;
import com.oracle.truffle.api.frame.FrameSlotKind;
import java.util.Objects;
import org.nnlang.lang.node.FunctionNode;
import org.nnlang.lang.node.ReadNode;
import org.nnlang.lang.node.WriteNameNode;
import org.nnlang.lang.node.WriteNode;
import org.nnlang.resolve.Scope;
import org.nnlang.resolve.Symbol;
import org.nnlang.source.Span;
import org.nnlang.syntax.SyntaxNode;

/**
 * How code in a scope reads and writes names: those of a script stand in cells, those of a model in
 * the instance, those of a function in slots of its frame.
 */
record NameAccess(Globals globals, Scope scope) {
  /** Of the running function itself, which needs no environment to find its names. */
  private static final int HERE = -1;

  /** In a function, model or lambda that stands right in here. */
  NameAccess in(SyntaxNode function) {
    return new NameAccess(globals, scope.of(function));
  }

  ReadNode read(String name, Span span) {
    return read(scope, name, start(), span);
  }

  /** What a name means right outside of here. */
  ReadNode readOutside(String name, Span span) {
    return read(around(scope), name, 0, span);
  }

  WriteNode write(String name, Span span) {
    return write(scope, name, start(), span);
  }

  /** The scope around one of a model or function. */
  private static Scope around(Scope inner) {
    return Objects.requireNonNull(inner.outer());
  }

  private int start() {
    return scope.kind() == Scope.Kind.FUNCTION ? HERE : 0;
  }

  /**
   * @param hops environments between the code and the scope {@code at}
   */
  private ReadNode read(Scope at, String name, int hops, Span span) {
    Symbol own = at.own(name);
    return switch (at.kind()) {
      case SCRIPT ->
          new ReadNode.Global(globals.cell(name), scope.kind() != Scope.Kind.SCRIPT, span);
      case MODEL -> {
        ReadNode further = read(around(at), name, hops + 1, span);
        yield own == null ? further : new ReadNode.OfInstance(hops, further, name, span);
      }
      case FUNCTION -> {
        if (own == null) {
          yield read(around(at), name, hops + 1, span);
        }
        ReadNode further = read(around(at), name, hops + 1, span);
        yield hops == HERE
            ? new ReadNode.Local(own.index(), further, own.isSize(), name, span)
            : new ReadNode.Outer(hops, own.index(), further, own.isSize(), name, span);
      }
    };
  }

  private WriteNode write(Scope at, String name, int hops, Span span) {
    if (at.kind() == Scope.Kind.SCRIPT) {
      return new WriteNameNode.Global(globals.cell(name));
    }
    Symbol own = at.own(name);
    if (own == null) {
      return write(around(at), name, hops + 1, span);
    }
    if (at.kind() == Scope.Kind.MODEL) {
      return new WriteNameNode.OfInstance(hops, name, span);
    }
    if (hops != HERE) {
      throw new IllegalStateException("functions do not rebind outer names: " + name);
    }
    return new WriteNameNode.Local(own.index());
  }

  /** Where a name of this function stands. */
  int slot(String name) {
    return Objects.requireNonNull(scope.own(name)).index();
  }

  /** The frame of this function. */
  FrameDescriptor frame() {
    FrameDescriptor.Builder frame = FrameDescriptor.newBuilder();
    for (Symbol symbol : scope.symbols()) {
      frame.addSlot(FrameSlotKind.Object, symbol.name(), null);
    }
    return frame.build();
  }

  /** What a function that is made in here stands in. */
  FunctionNode.Around around() {
    return switch (scope.kind()) {
      case SCRIPT -> FunctionNode.Around.SCRIPT;
      case MODEL -> FunctionNode.Around.MODEL;
      case FUNCTION -> FunctionNode.Around.FUNCTION;
    };
  }
}
