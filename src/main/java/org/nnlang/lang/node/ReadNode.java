// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.Frame;
import com.oracle.truffle.api.frame.VirtualFrame;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Reads;
import org.nnlang.lang.Globals;
import org.nnlang.lang.ModelInstance;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Span;
import org.nnlang.value.Reading;

/** Reads a name. */
public abstract class ReadNode extends ExpressionNode {
  protected final String name;

  protected ReadNode(String name, Span span) {
    super(span);
    this.name = name;
  }

  /** The value, or null where the name has none yet. */
  public abstract @Nullable Object find(VirtualFrame frame);

  @Override
  public final Object execute(VirtualFrame frame) {
    Object value = find(frame);
    return value != null ? value : missing(frame);
  }

  /** A builtin where only the script's own name is not bound yet, else an error. */
  protected Object missing(VirtualFrame frame) {
    throw error(
        ErrorCode.UNKNOWN_NAME,
        "`" + name + "` has no value yet",
        "it is assigned further down, or where the script did not come by");
  }

  /** What it means further out, where it has no value here. */
  private static Object further(ReadNode outer, VirtualFrame frame) {
    Object value = outer.find(frame);
    return value != null ? value : outer.missing(frame);
  }

  /** Of the running function. */
  public static final class Local extends ReadNode {
    private final int slot;
    private final boolean isSize;
    @Child private ReadNode outer;

    /**
     * @param outer what the name means outside of the function
     * @param isSize whether it means that until a shape has given it a size
     */
    public Local(int slot, ReadNode outer, boolean isSize, String name, Span span) {
      super(name, span);
      this.slot = slot;
      this.outer = outer;
      this.isSize = isSize;
    }

    @Override
    public @Nullable Object find(VirtualFrame frame) {
      return frame.getObject(slot);
    }

    @Override
    protected Object missing(VirtualFrame frame) {
      if (!isSize && outer.find(frame) != null) {
        boolean member = outer instanceof OfInstance;
        throw error(
            ErrorCode.UNKNOWN_NAME,
            "`" + name + "` has no value yet in this function",
            member
                ? "functions do not rebind members; what `forward` changes is a `state`: state "
                    + name
                    + " = …"
                : "the function assigns it, so it is the function's own, not the outer `"
                    + name
                    + "`; give one of them another name");
      }
      return further(outer, frame);
    }
  }

  /** Of a function around the running one. */
  public static final class Outer extends ReadNode {
    private final int hops;
    private final int slot;
    private final boolean isSize;
    @Child private ReadNode outer;

    /**
     * @param outer what the name means outside of that function
     * @param isSize whether it means that until a shape has given it a size
     */
    public Outer(int hops, int slot, ReadNode outer, boolean isSize, String name, Span span) {
      super(name, span);
      this.hops = hops;
      this.slot = slot;
      this.outer = outer;
      this.isSize = isSize;
    }

    @Override
    protected Object missing(VirtualFrame frame) {
      return !isSize && outer.find(frame) != null ? super.missing(frame) : further(outer, frame);
    }

    @Override
    public @Nullable Object find(VirtualFrame frame) {
      Frame around = (Frame) Environment.outer(frame, hops);
      Object value = around.getObject(slot);
      Reads reads = Tracing.reads(this);
      if (reads != null && !reads.have(around)) {
        reads.on(new Object(), () -> around.getObject(slot) == value);
        Reading.of(reads, value);
      }
      return value;
    }
  }

  /** Of an instance. */
  public static final class OfInstance extends ReadNode {
    private final int hops;
    @Child private ReadNode outer;

    public OfInstance(int hops, ReadNode outer, String name, Span span) {
      super(name, span);
      this.hops = hops;
      this.outer = outer;
    }

    @Override
    public @Nullable Object find(VirtualFrame frame) {
      Object value = ((ModelInstance) Environment.outer(frame, hops)).member(name);
      Tracing.read(this, value);
      return value;
    }

    @Override
    protected Object missing(VirtualFrame frame) {
      // in `w = w * 2` of a body the second w is the script's
      return further(outer, frame);
    }
  }

  /** Of the script. */
  public static final class Global extends ReadNode {
    private final Globals.Cell cell;
    private final boolean inFunction;

    /**
     * @param inFunction whether this stands in a function, which may be traced
     */
    public Global(Globals.Cell cell, boolean inFunction, Span span) {
      super(cell.name(), span);
      this.cell = cell;
      this.inFunction = inFunction;
    }

    boolean isBound() {
      return cell.get() != null;
    }

    @Override
    public @Nullable Object find(VirtualFrame frame) {
      Object value = cell.get();
      if (inFunction) {
        Tracing.read(this, cell, value, cell::get);
      }
      return value;
    }

    @Override
    protected Object missing(VirtualFrame frame) {
      Object builtin = context().builtin(name);
      Tracing.read(this, builtin);
      return builtin != null ? builtin : super.missing(frame);
    }
  }
}
