// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import com.oracle.truffle.api.frame.FrameDescriptor;
import com.oracle.truffle.api.frame.FrameSlotKind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.nnlang.lang.node.ReadNode;
import org.nnlang.lang.node.WriteNameNode;
import org.nnlang.lang.node.WriteNode;
import org.nnlang.source.Span;

/** Where names live while a script is translated: in the script, a model, or a function. */
abstract sealed class Names {
  final Names outer;

  private Names(Names outer) {
    this.outer = outer;
  }

  /**
   * How to read a name from code right in here.
   *
   * @param hops environments between that code and this
   */
  abstract ReadNode read(String name, int hops, Span span);

  /** Whether {@code name} is a state of a model around, and not hidden by a function's own. */
  abstract boolean isState(String name);

  abstract WriteNode write(String name, int hops, Span span);

  /** Environments a function made in here adds between its own code and this. */
  ReadNode read(String name, Span span) {
    return read(name, 0, span);
  }

  WriteNode write(String name, Span span) {
    return write(name, 0, span);
  }

  /** Names of a script. */
  static final class OfScript extends Names {
    final Globals globals;

    OfScript(Globals globals) {
      super(null);
      this.globals = globals;
    }

    @Override
    ReadNode read(String name, int hops, Span span) {
      return new ReadNode.Global(globals.cell(name), span);
    }

    @Override
    boolean isState(String name) {
      return false;
    }

    @Override
    WriteNode write(String name, int hops, Span span) {
      return new WriteNameNode.Global(globals.cell(name));
    }
  }

  /** Names of a model: members of its instances. */
  static final class OfModel extends Names {
    private final Set<String> members;
    private final Set<String> states;

    OfModel(Names outer, Set<String> members, Set<String> states) {
      super(outer);
      this.members = new HashSet<>(members);
      this.states = states;
    }

    @Override
    ReadNode read(String name, int hops, Span span) {
      ReadNode further = outer.read(name, hops + 1, span);
      return members.contains(name) ? new ReadNode.OfInstance(hops, further, name, span) : further;
    }

    @Override
    boolean isState(String name) {
      return states.contains(name) || !members.contains(name) && outer.isState(name);
    }

    @Override
    WriteNode write(String name, int hops, Span span) {
      return members.contains(name)
          ? new WriteNameNode.OfInstance(hops, name, span)
          : outer.write(name, hops + 1, span);
    }
  }

  /** Names of a function: slots of its frame. */
  static final class OfFunction extends Names {
    private final Map<String, Integer> slots = new HashMap<>();
    private final FrameDescriptor.Builder frame = FrameDescriptor.newBuilder();

    OfFunction(Names outer, Set<String> own, Set<String> assigned) {
      super(outer);
      own.forEach(this::add);
      for (String name : assigned) {
        if (!outer.isState(name)) {
          add(name);
        }
      }
    }

    private void add(String name) {
      slots.computeIfAbsent(name, n -> frame.addSlot(FrameSlotKind.Object, n, null));
    }

    int slot(String name) {
      return slots.get(name);
    }

    FrameDescriptor descriptor() {
      return frame.build();
    }

    /** From code of this function itself {@code hops} is -1, as its names need no environment. */
    @Override
    ReadNode read(String name, int hops, Span span) {
      Integer slot = slots.get(name);
      if (slot == null) {
        return outer.read(name, hops + 1, span);
      }
      return hops < 0
          ? new ReadNode.Local(slot, outer.read(name, 0, span), name, span)
          : new ReadNode.Outer(hops, slot, name, span);
    }

    @Override
    boolean isState(String name) {
      return !slots.containsKey(name) && outer.isState(name);
    }

    @Override
    WriteNode write(String name, int hops, Span span) {
      Integer slot = slots.get(name);
      if (slot == null) {
        return outer.write(name, hops + 1, span);
      }
      if (hops >= 0) {
        throw new IllegalStateException("functions do not rebind outer names: " + name);
      }
      return new WriteNameNode.Local(slot);
    }

    @Override
    ReadNode read(String name, Span span) {
      return read(name, -1, span);
    }

    @Override
    WriteNode write(String name, Span span) {
      return write(name, -1, span);
    }
  }
}
