// SPDX-License-Identifier: Apache-2.0
package org.nnlang.check;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.nnlang.engine.Variable;
import org.nnlang.syntax.Script;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Record;
import org.nnlang.value.Unknown;

/** Names and what they stand for, as far as that is known. */
abstract sealed class Scope {
  final Scope outer;

  private Scope(Scope outer) {
    this.outer = outer;
  }

  /** The value of a name; null where it has none here or further out. */
  abstract Object read(String name);

  abstract void write(String name, Object value);

  /** Whether {@code name} is a state of a model around, and not hidden by a function's own. */
  abstract boolean isState(String name);

  /** The value a function or script has for a name of its own, or null. */
  Object own(String name) {
    return null;
  }

  static final class OfScript extends Scope {
    private final Record values = new Record();
    private final AbstractInterpreter looking;
    private final Prelude prelude;

    OfScript(AbstractInterpreter looking) {
      super(null);
      this.looking = looking;
      this.prelude = looking.prelude();
    }

    /** What it defines. */
    Record values() {
      return new Record(values);
    }

    @Override
    Object read(String name) {
      Object value = values.get(name);
      if (value != null) {
        return value;
      }
      if (prelude.isBound(name)) {
        return Unknown.UNKNOWN;
      }
      Script standard = prelude.standard(name);
      return standard == null ? prelude.builtin(name) : looking.standard(standard).get(name);
    }

    @Override
    Object own(String name) {
      Object value = values.get(name);
      return value == null && prelude.isBound(name) ? Unknown.UNKNOWN : value;
    }

    @Override
    void write(String name, Object value) {
      values.put(name, value);
    }

    @Override
    boolean isState(String name) {
      return false;
    }
  }

  static final class OfModel extends Scope {
    private final Set<String> members;
    private final Set<String> states;
    private final AbstractInstance instance;

    OfModel(Scope outer, Set<String> members, Set<String> states, AbstractInstance instance) {
      super(outer);
      this.members = members;
      this.states = states;
      this.instance = instance;
    }

    AbstractInstance instance() {
      return instance;
    }

    @Override
    Object read(String name) {
      Object value = members.contains(name) ? instance.member(name) : null;
      return value != null ? value : outer.read(name);
    }

    @Override
    Object own(String name) {
      return members.contains(name) ? instance.raw(name) : null;
    }

    @Override
    void write(String name, Object value) {
      if (!members.contains(name)) {
        outer.write(name, value);
      } else if (!(instance.raw(name) instanceof Variable)) {
        instance.put(name, value);
      } else if (value instanceof TensorLike t) {
        instance.assign(instance.engine().trace(), name, t);
      }
    }

    @Override
    boolean isState(String name) {
      return states.contains(name) || !members.contains(name) && outer.isState(name);
    }
  }

  static final class OfFunction extends Scope {
    private final Set<String> names;
    private final Map<String, Object> values = new HashMap<>();

    OfFunction(Scope outer, Set<String> names) {
      super(outer);
      this.names = names;
    }

    @Override
    Object read(String name) {
      return names.contains(name) ? values.get(name) : outer.read(name);
    }

    @Override
    Object own(String name) {
      return values.get(name);
    }

    @Override
    void write(String name, Object value) {
      if (names.contains(name)) {
        values.put(name, value);
      } else {
        outer.write(name, value);
      }
    }

    @Override
    boolean isState(String name) {
      return !names.contains(name) && outer.isState(name);
    }
  }
}
