// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import java.util.Map;
import org.nnlang.lang.HostThings;
import org.nnlang.lang.ModelDefinition;
import org.nnlang.lang.NnContext;
import org.nnlang.lang.ScriptError;
import org.nnlang.lang.ScriptFunction;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.source.Span;
import org.nnlang.value.Callable;
import org.nnlang.value.Module;
import org.nnlang.value.TypeNames;

/** Calls of anything that can be called. */
final class CallNodes {
  private CallNodes() {}

  /**
   * Calls {@code callee} from {@code at}, and adds the place to what goes wrong.
   *
   * @param arguments where the values stand in the script
   */
  static Object call(
      ExpressionNode at,
      Object callee,
      ArgumentsNode arguments,
      Object[] positional,
      Map<String, Object> named) {
    NnContext context = at.context();
    Span before = context.enter(at.span());
    Tracing.at(at);
    try {
      if (!(callee instanceof ScriptFunction)) {
        // whoever calls a function of a script, it counts itself
        context.step(at);
      }
      Object result =
          switch (callee) {
            case ScriptFunction f -> f.call(at, positional, named);
            case Callable c -> c.call(positional, named);
            default -> {
              if (!HostThings.isExecutable(callee)) {
                throw Problem.of(
                    ErrorCode.TYPE, "this cannot be called: " + TypeNames.found(callee));
              }
              yield HostThings.execute(context, callee, positional, named);
            }
          };
      if (result instanceof Module m && !m.madeAt().isKnown()) {
        m.madeAt(at.span());
      }
      if (positional.length > 0 && result == positional[0]) {
        context.budget().grown(result);
      } else {
        context.budget().made(result);
      }
      return result;
    } catch (ScriptError e) {
      if (callee instanceof ModelDefinition m) {
        e.note("an instance of `" + m.name() + "` is made here", at.span());
      } else {
        e.note("called from here", at.span());
      }
      throw e;
    } catch (VirtualMachineError e) {
      throw ScriptError.exhausted(e, at.span(), at, context::section);
    } catch (Problem p) {
      throw ScriptError.from(
          p, place(p, at, callee, arguments, positional.length), at, context::section);
    } catch (RuntimeException e) {
      throw at.error(e);
    } finally {
      context.enter(before);
    }
  }

  /** The argument that is wrong, where the problem names one of this call, else the call. */
  private static Span place(
      Problem p, ExpressionNode at, Object callee, ArgumentsNode arguments, int given) {
    Problem.Argument wrong = p.argument();
    if (wrong == null
        || !(callee instanceof Callable c)
        || !c.signature().name().equals(wrong.function())) {
      return at.span();
    }
    Span span = arguments.span(wrong.name(), c.signature().indexOf(wrong.name()), given);
    return span == null ? at.span() : span;
  }
}
