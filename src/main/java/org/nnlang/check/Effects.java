// SPDX-License-Identifier: Apache-2.0
package org.nnlang.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.nnlang.syntax.Expr;
import org.nnlang.syntax.Node;
import org.nnlang.syntax.Target;
import org.nnlang.value.Callable;
import org.nnlang.value.Module;
import org.nnlang.value.Record;
import org.nnlang.value.Unknown;

/**
 * Whether a function may change lists or records in place, itself or by what it can reach. Nobody
 * knows how often a function is called that was handed to another, as {@code on_step} of {@code
 * train}.
 */
final class Effects {
  private final AbstractInterpreter looking;
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private Effects(AbstractInterpreter looking) {
    this.looking = looking;
  }

  /** Whether calling any of these, or what is in them, may change something. */
  static boolean of(AbstractInterpreter looking, Iterable<?> values) {
    return new Effects(looking).any(values);
  }

  /** Whether the text of some code changes something, whatever its names mean. */
  static boolean in(Node node, Prelude prelude) {
    return switch (node) {
      case Target.Index t -> true;
      case Target.Member t -> true;
      case Expr.Name n when changes(prelude.builtin(n.name())) -> true;
      case Expr.Member m when changes(prelude.builtin(m.name().name())) -> true;
      default -> Children.of(node).stream().anyMatch(child -> in(child, prelude));
    };
  }

  private static boolean changes(Object value) {
    return value instanceof Callable c && c.changesArguments();
  }

  private boolean any(Iterable<?> values) {
    for (Object value : values) {
      if (of(value)) {
        return true;
      }
    }
    return false;
  }

  private boolean of(Object value) {
    boolean reaches = value instanceof Callable || value instanceof List || value instanceof Record;
    if (!reaches || !seen.add(value)) {
      return false;
    }
    looking.step(1);
    return switch (value) {
      case List<?> items -> any(items);
      case Record fields -> any(fields.values());
      case Closure f -> code(f.body(), f.scope(), f.names());
      case ModelTemplate m -> code(m.model(), m.scope(), m.members());
      case AbstractInstance i -> code(i.plan().model(), i.scope(), Set.of()) || members(i);
      case Module m -> members(m);
      default -> changes(value);
    };
  }

  private boolean members(Module module) {
    List<Object> members = new ArrayList<>();
    module.names().forEach(name -> members.add(module.raw(name)));
    return any(members);
  }

  /**
   * @param own names that mean something only while the code runs
   */
  private boolean code(Node node, Scope scope, Set<String> own) {
    looking.step(1);
    boolean here =
        switch (node) {
          case Target.Index t -> true;
          case Target.Member t -> true;
          case Expr.Name n -> !own.contains(n.name()) && named(scope.read(n.name()));
          case Expr.Member m -> changes(looking.prelude().builtin(m.name().name()));
          default -> false;
        };
    if (here) {
      return true;
    }
    for (Node child : Children.of(node)) {
      if (code(child, scope, own)) {
        return true;
      }
    }
    return false;
  }

  private boolean named(Object value) {
    return value == Unknown.UNKNOWN || of(value);
  }
}
