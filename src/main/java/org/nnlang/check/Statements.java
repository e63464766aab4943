// SPDX-License-Identifier: Apache-2.0
package org.nnlang.check;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.nnlang.graph.Type;
import org.nnlang.resolve.Imports;
import org.nnlang.source.Problem;
import org.nnlang.syntax.Expr;
import org.nnlang.syntax.Stmt;
import org.nnlang.syntax.Subscript;
import org.nnlang.syntax.SyntaxNode;
import org.nnlang.syntax.Target;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Destructuring;
import org.nnlang.value.Indexing;
import org.nnlang.value.Items;
import org.nnlang.value.None;
import org.nnlang.value.Record;
import org.nnlang.value.Unknown;

/** What statements do, as far as that is known. */
final class Statements {
  /** A loop may take this part of what is left to look at. */
  private static final int PART = 4;

  private final AbstractInterpreter looking;

  Statements(AbstractInterpreter looking) {
    this.looking = looking;
  }

  /** The value of the last statement. */
  Object run(List<Stmt> body, Frame frame) {
    Object value = None.NONE;
    for (int i = 0; i < body.size(); i++) {
      try {
        value = run(body.get(i), frame);
      } catch (Failed e) {
        if (looking.isWatched()) {
          goOn(body.subList(i, body.size()), frame);
        }
        throw e;
      }
    }
    return value;
  }

  /** Looks at what stands behind a statement that fails, for those who want to know of values. */
  private void goOn(List<Stmt> failed, Frame frame) {
    try {
      looking.skipped(failed.subList(0, 1), frame);
      run(failed.subList(1, failed.size()), frame);
    } catch (Failed | ControlFlow | UnknownExit e) {
      // what is wrong there is said when the first mistake is mended
    }
  }

  Object run(Stmt statement, Frame frame) {
    looking.step(1);
    switch (statement) {
      case Stmt.Evaluate s -> {
        return looking.value(s.value(), frame);
      }
      case Stmt.Assign s -> assign(s.target(), assigned(s, frame), frame);
      case Stmt.FnDef s -> {
        frame.write(s.name().name(), looking.saw(s, Closure.of(s, frame, looking)));
      }
      case Stmt.ModelDef s -> {
        frame.write(s.name().name(), looking.saw(s, looking.functions().plan(s, frame)));
      }
      case Stmt.ParamDecl s -> weight(s.name().name(), s.value(), true, frame);
      case Stmt.StateDecl s -> weight(s.name().name(), s.value(), false, frame);
      case Stmt.While s -> loop(s, frame);
      case Stmt.For s -> loop(s, frame);
      case Stmt.Break s -> throw new ControlFlow(ControlFlow.By.BREAK, None.NONE);
      case Stmt.Continue s -> throw new ControlFlow(ControlFlow.By.CONTINUE, None.NONE);
      case Stmt.Return s -> {
        Object value = s.value() == null ? None.NONE : looking.value(s.value(), frame);
        throw new ControlFlow(ControlFlow.By.RETURN, value);
      }
      case Stmt.Import s -> frame.write(Imports.name(s), looking.saw(s, looking.imported(s)));
      case Stmt.Forward s -> {}
    }
    return None.NONE;
  }

  private Object assigned(Stmt.Assign s, Frame frame) {
    return s.target() instanceof Target.Name n && s.value() instanceof Expr.Lambda f
        ? looking.saw(f, Closure.of(n.name(), f, frame, looking))
        : looking.value(s.value(), frame);
  }

  private void assign(Target target, Object value, Frame frame) {
    switch (target) {
      case Target.Name t -> {
        try {
          frame.write(t.name(), value);
          looking.saw(t, value);
        } catch (Problem p) {
          looking.unless(p, true, t.span());
        }
      }
      case Target.Unpack t -> unpack(t, value, frame);
      case Target.Index t -> {
        Object base = looking.value(t.base(), frame);
        Object[] at = subscripts(t.subscripts(), frame);
        change(t, () -> Indexing.set(base, at, value), base, at);
      }
      case Target.Member t -> {
        Object base = looking.value(t.base(), frame);
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

  private void unpack(Target.Unpack t, Object value, Frame frame) {
    List<Object> values = null;
    if (!Unknown.is(value)) {
      try {
        values =
            Destructuring.apart(
                value instanceof TensorLike ? looking.engine() : null, value, t.items().size());
      } catch (RuntimeException e) {
        looking.unless(e, true, t.span());
      }
    }
    for (int i = 0; i < t.items().size(); i++) {
      assign(t.items().get(i), values == null ? Unknown.UNKNOWN : values.get(i), frame);
    }
  }

  private Object[] subscripts(List<Subscript> subscripts, Frame frame) {
    List<Object> at = new ArrayList<>();
    for (Subscript s : subscripts) {
      at.add(looking.subscript(s, frame));
    }
    return at.toArray();
  }

  private void weight(String name, Expr value, boolean trainable, Frame frame) {
    Object first = looking.value(value, frame);
    if (!(frame instanceof Frame.OfModel model)) {
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

  private void loop(Stmt.While s, Frame frame) {
    int least = looking.left() - looking.left() / PART;
    while (true) {
      Boolean holds = looking.holds(s.condition(), frame);
      if (holds == null || looking.left() < least) {
        pass(List.of(s.body()), s.body(), frame);
        return;
      }
      if (!holds || once(s.body(), frame)) {
        return;
      }
    }
  }

  private void loop(Stmt.For s, Frame frame) {
    Object items = looking.value(s.items(), frame);
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
        pass(List.of(s.target(), s.body()), s.body(), frame);
        return;
      }
      looking.step(1);
      assign(s.target(), item, frame);
      if (once(s.body(), frame)) {
        return;
      }
    }
  }

  /** Looks at the body of a loop; whether that leaves it. */
  private boolean once(Expr.Block body, Frame frame) {
    try {
      looking.value(body, frame);
    } catch (ControlFlow leave) {
      if (leave.by() == ControlFlow.By.RETURN) {
        throw leave;
      }
      return leave.by() == ControlFlow.By.BREAK;
    } catch (UnknownExit open) {
      if (open.of() != UnknownExit.Of.LOOP) {
        throw open;
      }
      pass(List.of(body), body, frame);
      return true;
    }
    return false;
  }

  /** A loop, or the rest of one, that goes on nobody knows how often. */
  private void pass(List<? extends SyntaxNode> code, Expr.Block body, Frame frame) {
    looking.skipped(code, frame);
    if (EscapeAnalysis.of(body) == UnknownExit.Of.FUNCTION) {
      throw new UnknownExit(UnknownExit.Of.FUNCTION);
    }
  }
}
