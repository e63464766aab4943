// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Trace;
import org.nnlang.engine.Variable;
import org.nnlang.lang.Globals;
import org.nnlang.lang.ModelInstance;
import org.nnlang.lang.NnContext;
import org.nnlang.lang.ScriptError;
import org.nnlang.source.Span;

/** Binds a name. */
public final class WriteNameNode {
  private WriteNameNode() {}

  /** In the running function. */
  public static final class Local extends WriteNode {
    private final int slot;

    public Local(int slot) {
      this.slot = slot;
    }

    @Override
    public void write(VirtualFrame frame, Object value) {
      frame.setObject(slot, value);
    }
  }

  /** In the script. */
  public static final class Global extends WriteNode {
    private final Globals.Cell cell;

    public Global(Globals.Cell cell) {
      this.cell = cell;
    }

    @Override
    public void write(VirtualFrame frame, Object value) {
      cell.set(value);
    }
  }

  /** In an instance: a member of its own, or the new content of a state. */
  public static final class OfInstance extends WriteNode {
    private final int hops;
    private final String name;
    private final Span span;

    public OfInstance(int hops, String name, Span span) {
      this.hops = hops;
      this.name = name;
      this.span = span;
    }

    @Override
    public void write(VirtualFrame frame, Object value) {
      ModelInstance instance = (ModelInstance) Environment.outer(frame, hops);
      if (!(instance.raw(name) instanceof Variable)) {
        instance.put(name, value);
        return;
      }
      NnContext context = NnContext.get(this);
      try {
        Engine engine = instance.engine();
        Trace trace = engine.traceIfAny();
        StateContent.assign(engine, trace, instance, name, value);
      } catch (RuntimeException e) {
        throw ScriptError.from(e, span, this, context::section);
      }
    }
  }
}
