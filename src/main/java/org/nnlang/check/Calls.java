// SPDX-License-Identifier: Apache-2.0
package org.nnlang.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nnlang.source.Note;
import org.nnlang.source.Problem;
import org.nnlang.source.Span;
import org.nnlang.syntax.Argument;
import org.nnlang.syntax.Expr;
import org.nnlang.value.Callable;
import org.nnlang.value.MemberNames;
import org.nnlang.value.Module;
import org.nnlang.value.Unknown;

/** Calls of anything that can be called. */
final class Calls {
  private final AbstractInterpreter looking;

  Calls(AbstractInterpreter looking) {
    this.looking = looking;
  }

  Object value(Expr.Call call, Frame frame) {
    List<Object> positional = new ArrayList<>();
    Object callee;
    if (call.callee() instanceof Expr.Member m) {
      Object base = looking.value(m.base(), frame);
      String name = m.name().name();
      callee = base == Unknown.UNKNOWN ? base : looking.member(call, base, name);
      if (callee == null) {
        callee = frame.read(name);
        if (callee == null || Callable.isPlain(callee)) {
          // as in `mean = x.mean()`, where the name is one of the function that has no value yet
          Object builtin = looking.prelude().builtin(name);
          callee = builtin != null ? builtin : callee;
        }
        if (callee == null && looking.isWhole(base, name)) {
          Problem missing = MemberNames.missing(base, name, looking.prelude().names());
          throw new Failed(missing.at(m.name().span()));
        }
        positional.add(base);
      } else {
        looking.saw(m, callee);
      }
    } else {
      callee = looking.value(call.callee(), frame);
    }
    int shift = positional.size();
    Map<String, Object> named = new LinkedHashMap<>();
    for (Argument argument : call.arguments()) {
      Object value = looking.value(argument.value(), frame);
      if (argument.name() == null) {
        positional.add(value);
      } else {
        named.put(argument.name().name(), value);
      }
    }
    if (!(callee instanceof Callable c) || !c.takesUnknown() && unknown(positional, named)) {
      // also what cannot be called: the interpreter says that when it comes to it
      looking.changed();
      return Unknown.UNKNOWN;
    }
    Object result = result(call, c, positional.toArray(), named, shift);
    if (!(c instanceof Closure)) {
      List<Object> reached = new ArrayList<>(positional);
      reached.addAll(named.values());
      boolean added = c.changesArguments() && result != Unknown.UNKNOWN;
      if (!added) {
        reached.add(c);
      }
      if (looking.mayChange(reached)) {
        looking.changed();
      }
    }
    return result;
  }

  private static boolean unknown(List<Object> positional, Map<String, Object> named) {
    return Unknown.in(positional) || Unknown.in(List.copyOf(named.values()));
  }

  private Object result(
      Expr.Call call, Callable callee, Object[] positional, Map<String, Object> named, int shift) {
    Span place = call.span();
    int before = looking.prelude().nodes();
    looking.prelude().enter(place);
    try {
      Object result =
          callee instanceof Closure f
              ? looking.functions().call(f, positional, named)
              : callee.call(positional, named);
      if (result instanceof Module m) {
        made(m, place);
      }
      return result == null ? Unknown.UNKNOWN : result;
    } catch (Failed e) {
      e.note(
          callee instanceof ModelTemplate p
              ? Note.maker("an instance of `" + p.name() + "` is made here", place)
              : new Note("called from here", place));
      throw e;
    } catch (Problem p) {
      boolean certain = ProblemFilter.of(p, callee, positional, named);
      return looking.unless(p, certain, place(p, call, callee, shift));
    } catch (RuntimeException e) {
      return looking.unless(e, false, place);
    } finally {
      looking.step(looking.prelude().nodes() - before);
      looking.prelude().enter(place);
    }
  }

  private void made(Module module, Span place) {
    if (!module.madeAt().isKnown()) {
      module.madeAt(place);
    }
    if (module.madeAt().equals(place)) {
      module.madeIn(looking.functions().making());
    }
  }

  /** The argument that is wrong, where the problem names one of this call, else the call. */
  private static Span place(Problem p, Expr.Call call, Callable callee, int shift) {
    Problem.Argument wrong = p.argument();
    if (wrong == null || !callee.signature().name().equals(wrong.function())) {
      return call.span();
    }
    int at = callee.signature().indexOf(wrong.name()) - shift;
    int i = 0;
    for (Argument argument : call.arguments()) {
      boolean here =
          argument.name() == null ? i == at : argument.name().name().equals(wrong.name());
      if (here) {
        return argument.value().span();
      }
      i++;
    }
    return call.span();
  }
}
