// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.frame.Frame;
import com.oracle.truffle.api.frame.FrameDescriptor;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Module;

/**
 * The names at a place of a running script as a debugger shows them: those of a function, of the
 * instance around it, of the script. Read-only; a tensor is told by its shape and range.
 */
@ExportLibrary(InteropLibrary.class)
public final class LocalScope implements TruffleObject {
  private final NnContext context;
  private final String name;
  private final Names names;
  private final @Nullable LocalScope parent;

  private interface Names {
    List<String> all();

    @Nullable Object get(String name);
  }

  private LocalScope(NnContext context, String name, Names names, @Nullable LocalScope parent) {
    this.context = context;
    this.name = name;
    this.names = names;
    this.parent = parent;
  }

  /** The names of a script. */
  public static LocalScope ofScript(NnContext context, String name) {
    Globals globals = context.globals();
    return new LocalScope(
        context,
        name,
        new Names() {
          @Override
          public List<String> all() {
            return globals.names();
          }

          @Override
          public @Nullable Object get(String key) {
            return globals.get(key);
          }
        },
        null);
  }

  /** The names of a running function, and around it those of what it stands in. */
  public static LocalScope ofFunction(NnContext context, String name, Frame frame) {
    Object around = frame.getArguments().length > 0 ? frame.getArguments()[0] : null;
    LocalScope parent =
        switch (around) {
          case ModelInstance instance -> ofInstance(context, instance);
          case Frame outer -> ofFunction(context, "around " + name, outer);
          case null, default -> null;
        };
    return new LocalScope(context, name, new Slots(frame), parent);
  }

  private static LocalScope ofInstance(NnContext context, Module instance) {
    return new LocalScope(
        context,
        instance.name(),
        new Names() {
          @Override
          public List<String> all() {
            return List.copyOf(instance.names());
          }

          @Override
          public @Nullable Object get(String key) {
            return context.inTurn(() -> instance.member(key));
          }
        },
        null);
  }

  private record Slots(Frame frame) implements Names {
    @Override
    public List<String> all() {
      FrameDescriptor slots = frame.getFrameDescriptor();
      List<String> found = new ArrayList<>();
      for (int i = 0; i < slots.getNumberOfSlots(); i++) {
        if (frame.getValue(i) != null) {
          found.add((String) slots.getSlotName(i));
        }
      }
      return found;
    }

    @Override
    public @Nullable Object get(String key) {
      FrameDescriptor slots = frame.getFrameDescriptor();
      for (int i = 0; i < slots.getNumberOfSlots(); i++) {
        if (key.equals(slots.getSlotName(i))) {
          return frame.getValue(i);
        }
      }
      return null;
    }
  }

  @ExportMessage
  boolean isScope() {
    return true;
  }

  @ExportMessage
  boolean hasLanguage() {
    return true;
  }

  @ExportMessage
  Class<? extends TruffleLanguage<?>> getLanguage() {
    return NnLanguage.class;
  }

  @ExportMessage
  Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
    return name;
  }

  @ExportMessage
  boolean hasScopeParent() {
    return parent != null;
  }

  @ExportMessage
  Object getScopeParent() throws UnsupportedMessageException {
    if (parent == null) {
      throw UnsupportedMessageException.create();
    }
    return parent;
  }

  @ExportMessage
  boolean hasMembers() {
    return true;
  }

  @ExportMessage
  Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
    List<String> all = new ArrayList<>(names.all());
    for (LocalScope outer = parent; outer != null; outer = outer.parent) {
      all.addAll(outer.names.all());
    }
    return new HostNames(all);
  }

  @ExportMessage
  boolean isMemberReadable(String member) {
    return find(member) != null;
  }

  private @Nullable Object find(String member) {
    Object value = names.get(member);
    return value != null || parent == null ? value : parent.find(member);
  }

  @ExportMessage
  Object readMember(String member) throws UnknownIdentifierException {
    Object value = find(member);
    if (value == null) {
      throw UnknownIdentifierException.create(member);
    }
    return value instanceof Tensor t && t.rank() > 0
        ? HostTensor.inBrief(t, context)
        : context.host().give(value);
  }
}
