// SPDX-License-Identifier: Apache-2.0
package org.nnlang.check;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.nnlang.graph.Type;
import org.nnlang.source.Problem;
import org.nnlang.syntax.Expr;
import org.nnlang.syntax.Node;
import org.nnlang.syntax.Stmt;
import org.nnlang.syntax.Subscript;
import org.nnlang.syntax.Target;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Indexing;
import org.nnlang.value.Items;
import org.nnlang.value.None;
import org.nnlang.value.Record;
import org.nnlang.value.Unknown;
import org.nnlang.value.Unpacking;

/** What statements do, as far as that is known. */
final class Statements {
  /** A loop may take this part of what is left to look at. */
  private static final int PART = 4;

  private final AbstractInterpreter looking;

  Statements(AbstractInterpreter looking) {
    this.looking = looking;
  }

  /** The value of the last statement. */
  Object run(List<Stmt> body, Scope scope) {
    Object value = None.NONE;
    for (Stmt statement : body) {
      value = run(statement, scope);
    }
    return value;
  }

  Object run(Stmt statement, Scope scope) {
    looking.step(1);
    switch (statement) {
      case Stmt.Evaluate s -> {
        return looking.value(s.value(), scope);
      }
      case Stmt.Assign s -> assign(s.target(), assigned(s, scope), scope);
      case Stmt.FnDef s -> {
        String name = s.name().name();
        scope.write(
            name, Closure.of(name, s.params(), s.result(), s.body(), s.span(), scope, looking));
      }
      case Stmt.ModelDef s -> scope.write(s.name().name(), looking.functions().plan(s, scope));
      case Stmt.ParamDecl s -> weight(s.name().name(), s.value(), true, scope);
      case Stmt.StateDecl s -> weight(s.name().name(), s.value(), false, scope);
      case Stmt.While s -> loop(s, scope);
      case Stmt.For s -> loop(s, scope);
      case Stmt.Break s -> throw new ControlFlow(ControlFlow.By.BREAK, null);
      case Stmt.Continue s -> throw new ControlFlow(ControlFlow.By.CONTINUE, null);
      case Stmt.Return s -> {
        Object value = s.value() == null ? None.NONE : looking.value(s.value(), scope);
        throw new ControlFlow(ControlFlow.By.RETURN, value);
      }
      case Stmt.Import s -> scope.write(Bound.importName(s), looking.imported(s));
      case Stmt.Forward s -> {}
    }
    return None.NONE;
  }

  private Object assigned(Stmt.Assign s, Scope scope) {
    return s.target() instanceof Target.Name n && s.value() instanceof Expr.Lambda f
        ? Closure.of(n.name(), f.params(), null, f.body(), f.span(), scope, looking)
        : looking.value(s.value(), scope);
  }

  private void assign(Target target, Object value, Scope scope) {
    switch (target) {
      case Target.Name t -> {
        try {
          scope.write(t.name(), value);
        } catch (Problem p) {
          looking.unless(p, true, t.span());
        }
      }
      case Target.Unpack t -> unpack(t, value, scope);
      case Target.Index t -> {
        Object base = looking.value(t.base(), scope);
        Object[] at = subscripts(t.subscripts(), scope);
        change(t, () -> Indexing.set(base, at, value), base, at);
      }
      case Target.Member t -> {
        Object base = looking.value(t.base(), scope);
        if (base instanceof Record fields && !looking.isUncertain()) {
          fields.put(t.name().name(), value);
        } else {
          looking.changed();
        }
      }
    }
  }

  private void change(Target.Index t, Runnable change, Object base, Object... at) {
    if (looking.isUncertain() || Unknown.is(base) || Unknown.in(List.of(at))) {
      looking.changed();
      return;
    }
    try {
      change.run();
    } catch (RuntimeException e) {
      looking.unless(e, !Unknown.symbolic(List.of(at)), t.span());
    }
  }

  private void unpack(Target.Unpack t, Object value, Scope scope) {
    List<Object> values = null;
    if (!Unknown.is(value)) {
      try {
        values =
            Unpacking.apart(
                value instanceof TensorLike ? looking.engine() : null, value, t.items().size());
      } catch (RuntimeException e) {
        looking.unless(e, true, t.span());
      }
    }
    for (int i = 0; i < t.items().size(); i++) {
      assign(t.items().get(i), values == null ? Unknown.UNKNOWN : values.get(i), scope);
    }
  }

  private Object[] subscripts(List<Subscript> subscripts, Scope scope) {
    List<Object> at = new ArrayList<>();
    for (Subscript s : subscripts) {
      at.add(looking.subscript(s, scope));
    }
    return at.toArray();
  }

  private void weight(String name, Expr value, boolean trainable, Scope scope) {
    Object first = looking.value(value, scope);
    if (!(scope instanceof Scope.OfModel model)) {
      return;
    }
    if (!(first instanceof TensorLike t)) {
      model.instance().put(name, Unknown.UNKNOWN);
      return;
    }
    Type type = Type.of(t);
    model.instance().declare(name, type, trainable);
  }

  // ---- loops

  private void loop(Stmt.While s, Scope scope) {
    int least = looking.left() - looking.left() / PART;
    while (true) {
      Boolean holds = looking.holds(s.condition(), scope);
      if (holds == null || looking.left() < least) {
        pass(List.of(s.body()), s.body(), scope);
        return;
      }
      if (!holds || once(s.body(), scope)) {
        return;
      }
    }
  }

  private void loop(Stmt.For s, Scope scope) {
    Object items = looking.value(s.items(), scope);
    int least = looking.left() - looking.left() / PART;
    Iterator<Object> each = null;
    try {
      each =
          Unknown.is(items)
              ? null
              : Items.of(items instanceof TensorLike ? looking.engine() : null, items);
    } catch (RuntimeException e) {
      looking.unless(e, true, s.items().span());
    }
    while (true) {
      Object item;
      try {
        if (each != null && !each.hasNext()) {
          return;
        }
        item = each == null || looking.left() < least ? null : each.next();
      } catch (RuntimeException e) {
        looking.unless(e, false, s.items().span());
        item = null;
      }
      if (item == null) {
        pass(List.of(s.target(), s.body()), s.body(), scope);
        return;
      }
      looking.step(1);
      assign(s.target(), item, scope);
      if (once(s.body(), scope)) {
        return;
      }
    }
  }

  /** Looks at the body of a loop; whether that leaves it. */
  private boolean once(Expr.Block body, Scope scope) {
    try {
      looking.value(body, scope);
    } catch (ControlFlow leave) {
      if (leave.by() == ControlFlow.By.RETURN) {
        throw leave;
      }
      return leave.by() == ControlFlow.By.BREAK;
    } catch (UnknownExit open) {
      if (open.of() != UnknownExit.Of.LOOP) {
        throw open;
      }
      pass(List.of(body), body, scope);
      return true;
    }
    return false;
  }

  /** A loop, or the rest of one, that goes on nobody knows how often. */
  private void pass(List<? extends Node> code, Expr.Block body, Scope scope) {
    looking.skipped(code, scope);
    if (EscapeAnalysis.of(body) == UnknownExit.Of.FUNCTION) {
      throw new UnknownExit(UnknownExit.Of.FUNCTION);
    }
  }
}
