// SPDX-License-Identifier: Apache-2.0
package org.nnlang.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nnlang.resolve.Resolution;
import org.nnlang.resolve.Scope;
import org.nnlang.syntax.Expr;
import org.nnlang.syntax.Script;
import org.nnlang.syntax.SyntaxNode;
import org.nnlang.syntax.Target;
import org.nnlang.syntax.Tree;
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

  /** Whether a script changes something anywhere, as far as its text tells. */
  static boolean in(Script script, Resolution names, Prelude prelude) {
    return assigns(script)
        || names.uses().stream()
            .anyMatch(use -> use.mayBeOutside() && changes(prelude.builtin(use.name())));
  }

  private static boolean assigns(SyntaxNode node) {
    return node instanceof Target.Index
        || node instanceof Target.Member
        || Tree.children(node).stream().anyMatch(Effects::assigns);
  }

  private static boolean changes(@Nullable Object value) {
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

  private boolean of(@Nullable Object value) {
    boolean reaches = value instanceof Callable || value instanceof List || value instanceof Record;
    if (!reaches || !seen.add(value)) {
      return false;
    }
    looking.step(1);
    return switch (value) {
      case null -> false;
      case List<?> items -> any(items);
      case Record fields -> any(fields.values());
      case Closure f -> code(f.body(), f.frame(), f.names());
      case ModelTemplate m -> code(m.model(), m.frame(), m.names());
      case AbstractInstance i -> code(i.plan().model(), i.frame(), null) || members(i);
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
   * @param own names that mean something only while the code runs; null for none
   */
  private boolean code(SyntaxNode node, Frame frame, @Nullable Scope own) {
    looking.step(1);
    boolean here =
        switch (node) {
          case Target.Index t -> true;
          case Target.Member t -> true;
          case Expr.Name n -> (own == null || !own.has(n.name())) && named(frame.read(n.name()));
          case Expr.Member m -> changes(looking.prelude().builtin(m.name().name()));
          default -> false;
        };
    if (here) {
      return true;
    }
    for (SyntaxNode child : Tree.children(node)) {
      if (code(child, frame, own)) {
        return true;
      }
    }
    return false;
  }

  private boolean named(@Nullable Object value) {
    return value == Unknown.UNKNOWN || of(value);
  }
}
