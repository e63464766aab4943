// SPDX-License-Identifier: Apache-2.0
package org.nnlang.check;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Variable;
import org.nnlang.resolve.Scope;
import org.nnlang.resolve.Symbol;
import org.nnlang.syntax.Script;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Record;
import org.nnlang.value.Unknown;

/** What names stand for while code is looked at, as far as that is known. */
abstract sealed class Frame {
  private final Scope names;

  private Frame(Scope names) {
    this.names = names;
  }

  /** Which names are its own. */
  Scope names() {
    return names;
  }

  /** The value of a name; null where it has none here or further out. */
  abstract @Nullable Object read(String name);

  abstract void write(String name, Object value);

  /** The value a function or script has for a name of its own, or null. */
  @Nullable Object own(String name) {
    return null;
  }

  static final class OfScript extends Frame {
    private final Record values = new Record();
    private final AbstractInterpreter looking;
    private final Prelude prelude;

    OfScript(Scope names, AbstractInterpreter looking) {
      super(names);
      this.looking = looking;
      this.prelude = looking.prelude();
    }

    /** What it defines. */
    Record values() {
      return new Record(values);
    }

    @Override
    @Nullable Object read(String name) {
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
    @Nullable Object own(String name) {
      Object value = values.get(name);
      return value == null && prelude.isBound(name) ? Unknown.UNKNOWN : value;
    }

    @Override
    void write(String name, Object value) {
      values.put(name, value);
    }
  }

  static final class OfModel extends Frame {
    private final Frame outer;
    private final AbstractInstance instance;

    OfModel(Frame outer, Scope names, AbstractInstance instance) {
      super(names);
      this.outer = outer;
      this.instance = instance;
    }

    AbstractInstance instance() {
      return instance;
    }

    @Override
    @Nullable Object read(String name) {
      Object value = names().has(name) ? instance.member(name) : null;
      return value != null ? value : outer.read(name);
    }

    @Override
    @Nullable Object own(String name) {
      return names().has(name) ? instance.raw(name) : null;
    }

    @Override
    void write(String name, Object value) {
      if (!names().has(name)) {
        outer.write(name, value);
      } else if (!(instance.raw(name) instanceof Variable)) {
        instance.put(name, value);
      } else if (value instanceof TensorLike t) {
        instance.assign(instance.engine().trace(), name, t);
      }
    }
  }

  static final class OfFunction extends Frame {
    private final Frame outer;
    private final Map<String, Object> values = new HashMap<>();

    OfFunction(Frame outer, Scope names) {
      super(names);
      this.outer = outer;
    }

    @Override
    @Nullable Object read(String name) {
      Symbol own = names().own(name);
      Object value = own == null ? null : values.get(name);
      return value != null || own != null && !own.isSize() ? value : around(name);
    }

    /** What the name means around the function; null where it means nothing there. */
    @Nullable Object around(String name) {
      return outer.read(name);
    }

    @Override
    @Nullable Object own(String name) {
      return values.get(name);
    }

    @Override
    void write(String name, Object value) {
      if (names().has(name)) {
        values.put(name, value);
      } else {
        outer.write(name, value);
      }
    }
  }
}
