// SPDX-License-Identifier: Apache-2.0
package org.nnlang.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Engine;
import org.nnlang.layer.Chain;
import org.nnlang.syntax.BinaryOp;
import org.nnlang.syntax.Expr;
import org.nnlang.syntax.Part;
import org.nnlang.syntax.Subscript;
import org.nnlang.syntax.SyntaxNode;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Arithmetic;
import org.nnlang.value.Callable;
import org.nnlang.value.Comparison;
import org.nnlang.value.DatasetSpec;
import org.nnlang.value.HasMembers;
import org.nnlang.value.Indexing;
import org.nnlang.value.Logic;
import org.nnlang.value.MemberNames;
import org.nnlang.value.None;
import org.nnlang.value.Range;
import org.nnlang.value.Record;
import org.nnlang.value.Show;
import org.nnlang.value.Size;
import org.nnlang.value.TensorMembers;
import org.nnlang.value.Truth;
import org.nnlang.value.Unknown;

/** Values of expressions, as far as they are known. */
final class Expressions {
  /** Characters or items that cost as much to make as looking at an expression. */
  private static final int SIZE_OF_STEP = 64;

  private static final int MOST = 1_000;

  private final AbstractInterpreter looking;
  private final Calls calls;

  Expressions(AbstractInterpreter looking) {
    this.looking = looking;
    calls = new Calls(looking);
  }

  /** Never null. */
  Object value(Expr expression, Frame frame) {
    looking.step(1);
    return looking.saw(expression, found(expression, frame));
  }

  private Object found(Expr expression, Frame frame) {
    return switch (expression) {
      case Expr.IntLit e -> e.value();
      case Expr.FloatLit e -> e.value();
      case Expr.StringLit e -> e.value();
      case Expr.BoolLit e -> e.value();
      case Expr.NoneLit e -> None.NONE;
      case Expr.Interpolation e -> made(text(e, frame));
      case Expr.Name e -> seen(frame.read(e.name()));
      case Expr.ListLit e -> values(e.items(), frame);
      case Expr.RecordLit e -> {
        Record fields = new Record();
        e.fields().forEach(f -> fields.put(f.name().name(), value(f.value(), frame)));
        yield fields;
      }
      case Expr.Range e -> {
        Object from = value(e.start(), frame);
        Object to = value(e.end(), frame);
        yield of(e, () -> range(from, to), from, to);
      }
      case Expr.Negate e -> {
        Object value = value(e.operand(), frame);
        yield of(e, () -> Arithmetic.negate(engine(value), value), value);
      }
      case Expr.Binary e -> {
        Object a = value(e.left(), frame);
        Object b = value(e.right(), frame);
        yield isLarge(e.op(), a, b)
            ? Unknown.UNKNOWN
            : made(of(e, () -> Arithmetic.apply(engine(a, b), e.op(), a, b), a, b));
      }
      case Expr.Compare e -> compare(e, frame);
      case Expr.And e -> logic(e, e.left(), e.right(), true, frame);
      case Expr.Or e -> logic(e, e.left(), e.right(), false, frame);
      case Expr.Not e -> {
        Object operand = value(e.operand(), frame);
        if (operand instanceof TensorLike t) {
          yield of(e, () -> Logic.not(looking.engine(), t), t);
        }
        Boolean holds = holds(operand);
        yield holds == null ? Unknown.UNKNOWN : !holds;
      }
      case Expr.Compose e -> compose(value(e.first(), frame), value(e.second(), frame));
      case Expr.Call e -> made(calls.value(e, frame));
      case Expr.Index e -> index(e, frame);
      case Expr.Member e -> {
        Object base = value(e.base(), frame);
        Object member = base == Unknown.UNKNOWN ? null : member(e, base, e.name().name());
        if (member == null && isWhole(base, e.name().name())) {
          throw new Failed(MemberNames.missing(base, e.name().name()).at(e.name().span()));
        }
        yield seen(member);
      }
      case Expr.Lambda e -> Closure.of("function", e, frame, looking);
      case Expr.If e -> choice(e, frame);
      case Expr.Block e -> looking.run(e.body(), frame);
    };
  }

  /** Counts what it takes to make a large value: a loop may double it at each turn. */
  private Object made(Object value) {
    switch (value) {
      case String text -> looking.step(text.length() / SIZE_OF_STEP);
      case List<?> list -> looking.step(list.size() / SIZE_OF_STEP);
      default -> {}
    }
    return value;
  }

  private List<Object> values(List<Expr> items, Frame frame) {
    List<Object> out = new ArrayList<>();
    items.forEach(item -> out.add(value(item, frame)));
    return out;
  }

  /** The engine where there is a tensor to compute with. */
  private @Nullable Engine engine(Object... operands) {
    for (Object operand : operands) {
      if (operand instanceof TensorLike) {
        return looking.engine();
      }
    }
    return null;
  }

  /** What was bound before: a list may have been changed since by what nobody looked at. */
  private Object seen(@Nullable Object value) {
    boolean changed = looking.isUncertain() && (value instanceof List || value instanceof Record);
    return value == null || changed ? Unknown.UNKNOWN : value;
  }

  /** What an operator gives. */
  private Object of(Expr e, Supplier<Object> operator, Object... operands) {
    for (Object operand : operands) {
      if (Unknown.is(operand)) {
        return Unknown.UNKNOWN;
      }
    }
    int before = looking.prelude().nodes();
    looking.prelude().enter(e.span());
    try {
      return operator.get();
    } catch (RuntimeException p) {
      return looking.unless(p, true, e.span());
    } finally {
      looking.step(looking.prelude().nodes() - before);
    }
  }

  /** Whether a text or list would be repeated more often than is worth looking at. */
  private static boolean isLarge(BinaryOp op, Object a, Object b) {
    boolean numbers = a instanceof Number && b instanceof Number;
    return op == BinaryOp.MULTIPLY
        && !numbers
        && (a instanceof Long m && m > MOST || b instanceof Long n && n > MOST)
        && !(a instanceof TensorLike || b instanceof TensorLike);
  }

  private static Object range(Object from, Object to) {
    return from instanceof Long a && to instanceof Long b ? new Range(a, b) : Unknown.UNKNOWN;
  }

  private Object compare(Expr.Compare e, Frame frame) {
    Object left = value(e.operands().get(0), frame);
    Object result = Unknown.UNKNOWN;
    boolean chain = e.ops().size() > 1;
    for (int i = 0; i < e.ops().size(); i++) {
      Object a = left;
      Object b = value(e.operands().get(i + 1), frame);
      var op = e.ops().get(i);
      // of lists of tensors it is not known what they hold
      boolean inside = !(a instanceof TensorLike) && Unknown.symbolic(a);
      inside |= !(b instanceof TensorLike) && Unknown.symbolic(b);
      boolean open = Unknown.in(a) || Unknown.in(b) || inside && !(a instanceof Size);
      result = open ? Unknown.UNKNOWN : of(e, () -> Comparison.apply(engine(a, b), op, a, b), a, b);
      if (chain && !(result instanceof Boolean)) {
        looking.changed();
        return Unknown.UNKNOWN;
      }
      if (chain && result instanceof Boolean holds && !holds) {
        return false;
      }
      left = b;
    }
    return result;
  }

  /** Whether a condition holds; null where that is not known. */
  @Nullable Boolean holds(Expr condition, Frame frame) {
    return holds(value(condition, frame));
  }

  private static @Nullable Boolean holds(Object value) {
    if (Unknown.is(value) || value instanceof TensorLike || value instanceof Size) {
      return null;
    }
    try {
      return Truth.of(value, "the condition");
    } catch (RuntimeException e) {
      // the interpreter says it better, when it comes to it
      throw new UnknownExit(UnknownExit.Of.SCRIPT);
    }
  }

  private Object logic(Expr whole, Expr left, Expr right, boolean and, Frame frame) {
    Object a = value(left, frame);
    Boolean first = holds(a);
    if (a instanceof TensorLike) {
      Object b = value(right, frame);
      return of(whole, () -> Logic.join(looking.engine(), and, a, b), a, b);
    }
    if (first == null) {
      looking.skipped(List.of(right), frame);
      return Unknown.UNKNOWN;
    }
    if (first != and) {
      return first;
    }
    Object b = value(right, frame);
    if (b instanceof TensorLike) {
      return of(whole, () -> Logic.join(looking.engine(), and, first, b), b);
    }
    Boolean second = holds(b);
    return second == null ? Unknown.UNKNOWN : second;
  }

  private Object compose(Object f, Object g) {
    boolean callable =
        f instanceof Callable a
            && g instanceof Callable b
            && !a.type().equals("model")
            && !b.type().equals("model");
    return callable ? Chain.of(looking.engine(), (Callable) f, (Callable) g) : Unknown.UNKNOWN;
  }

  private Object choice(Expr.If e, Frame frame) {
    Boolean holds = holds(e.condition(), frame);
    if (holds != null) {
      Expr branch = holds ? e.then() : e.orElse();
      return branch == null ? None.NONE : value(branch, frame);
    }
    List<SyntaxNode> branches = new ArrayList<>(List.of(e.then()));
    if (e.orElse() != null) {
      branches.add(e.orElse());
    }
    looking.skipped(branches, frame);
    UnknownExit.Of most = null;
    for (SyntaxNode branch : branches) {
      UnknownExit.Of one = EscapeAnalysis.of(branch);
      most = one == UnknownExit.Of.FUNCTION || most == null ? one : most;
    }
    if (most != null) {
      throw new UnknownExit(most);
    }
    return Unknown.UNKNOWN;
  }

  /** What stands between the brackets of an index, as {@link Indexing} takes it. */
  Object subscript(Subscript subscript, Frame frame) {
    return switch (subscript) {
      case Subscript.At at -> value(at.index(), frame);
      case Subscript.All all -> Indexing.All.ALL;
      case Subscript.Rest rest -> Indexing.Rest.REST;
      case Subscript.Open open -> {
        Object from = open.from() == null ? null : value(open.from(), frame);
        Object to = open.to() == null ? null : value(open.to(), frame);
        yield Unknown.is(from) || Unknown.is(to)
            ? Unknown.UNKNOWN
            : of(open.end(), () -> Indexing.open(from, to));
      }
    };
  }

  private Object index(Expr.Index e, Frame frame) {
    Object base = value(e.base(), frame);
    List<Object> at = new ArrayList<>();
    for (Subscript s : e.subscripts()) {
      at.add(subscript(s, frame));
    }
    // how much a mask picks depends on its numbers
    boolean mask = at.stream().anyMatch(i -> i instanceof TensorLike t && t.dtype() == DType.BOOL);
    boolean byNumbers = !(base instanceof TensorLike) && Unknown.symbolic(at);
    if (Unknown.is(base) || mask || byNumbers || Unknown.in(at)) {
      return Unknown.UNKNOWN;
    }
    return seen(of(e, () -> Indexing.get(engine(base), base, at.toArray()), base));
  }

  /** A member of a value, or null. */
  @Nullable Object member(Expr place, Object base, String name) {
    return switch (base) {
      case Record fields -> fields.get(name);
      case HasMembers m -> of(place, () -> m.member(name));
      case TensorLike t -> of(place, () -> memberOf(t, name));
      default -> null;
    };
  }

  /** Whether it is known that a value without this member never has it. */
  boolean isWhole(Object base, String name) {
    return switch (base) {
      case Record fields -> !looking.isUncertain();
      case AbstractInstance i -> !i.plan().names().has(name);
      // which columns and classes there are is known when the file is read
      case DatasetSpec d -> false;
      case HasMembers m -> true;
      case TensorLike t -> true;
      default -> false;
    };
  }

  private @Nullable Object memberOf(TensorLike t, String name) {
    return TensorMembers.find(looking.engine(), t, name);
  }

  private Object text(Expr.Interpolation e, Frame frame) {
    var out = new StringBuilder();
    boolean known = true;
    for (Part part : e.parts()) {
      switch (part) {
        case Part.Text t -> out.append(t.text());
        case Part.Hole hole -> {
          Object value = value(hole.value(), frame);
          known &= hole.format() == null && (value instanceof Long || value instanceof String);
          out.append(known ? Show.plain(value) : "");
        }
      }
    }
    return known ? out.toString() : Unknown.UNKNOWN;
  }
}
