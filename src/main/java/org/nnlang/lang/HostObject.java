// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import com.oracle.truffle.api.TruffleLanguage.Env;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidArrayIndexException;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.source.SourceSection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nnlang.value.Callable;
import org.nnlang.value.HasItems;
import org.nnlang.value.HasMembers;
import org.nnlang.value.Module;
import org.nnlang.value.None;

/** None, functions, models, instances, and whatever else has members or items. */
@ExportLibrary(InteropLibrary.class)
final class HostObject extends HostValue {
  HostObject(Object value, NnContext context) {
    super(value, context);
  }

  @ExportMessage
  boolean isNull() {
    return value() == None.NONE;
  }

  @ExportMessage
  boolean isExecutable() {
    return value() instanceof Callable;
  }

  @ExportMessage
  Object execute(Object[] arguments) throws UnsupportedMessageException {
    if (!(value() instanceof Callable function)) {
      throw UnsupportedMessageException.create();
    }
    return call(this, function, arguments);
  }

  static Object call(HostValue at, Callable function, Object[] arguments) {
    Host host = at.context.host();
    return at.run(
        () -> {
          Object[] taken = new Object[arguments.length];
          for (int i = 0; i < taken.length; i++) {
            taken[i] = host.take(arguments[i]);
          }
          if (function instanceof Module net) {
            taken = HostRows.together(at.context, net, arguments, taken);
          }
          Object result = function.call(taken, Map.of());
          for (int i = 0; i < taken.length; i++) {
            if (result == taken[i] && host.isStill(arguments[i], result)) {
              return arguments[i];
            }
          }
          return host.give(result);
        });
  }

  /** Where a function or model is defined. */
  private @Nullable SourceSection section() {
    return switch (value()) {
      case ScriptFunction f -> f.code().target().getRootNode().getSourceSection();
      case ModelDefinition m -> context.section(m.span());
      default -> null;
    };
  }

  @ExportMessage
  boolean hasSourceLocation() {
    return section() != null;
  }

  @ExportMessage(name = "getSourceLocation")
  SourceSection sourceLocation() throws UnsupportedMessageException {
    SourceSection section = section();
    if (section == null) {
      throw UnsupportedMessageException.create();
    }
    return section;
  }

  @ExportMessage
  boolean hasMembers() {
    return value() instanceof HasMembers;
  }

  @ExportMessage
  Object getMembers(@SuppressWarnings("unused") boolean includeInternal)
      throws UnsupportedMessageException {
    if (!(value() instanceof HasMembers m)) {
      throw UnsupportedMessageException.create();
    }
    return new HostNames(m.names());
  }

  private @Nullable Object member(String name) {
    return value() instanceof HasMembers m ? context.inTurn(() -> m.member(name)) : null;
  }

  @ExportMessage
  boolean isMemberReadable(String name) {
    return isMemberInternal(name) || member(name) != null;
  }

  @ExportMessage
  boolean isMemberInternal(String name) {
    return name.equals(SELF) && hasMembers();
  }

  @ExportMessage
  boolean isMemberInvocable(String name) {
    return isMemberInternal(name) || member(name) instanceof Callable;
  }

  @ExportMessage
  Object readMember(String name) throws UnknownIdentifierException, UnsupportedMessageException {
    if (!hasMembers()) {
      throw UnsupportedMessageException.create();
    }
    if (isMemberInternal(name)) {
      return self();
    }
    Object member = member(name);
    if (member == null) {
      throw UnknownIdentifierException.create(name);
    }
    return context.host().give(member);
  }

  @ExportMessage
  Object invokeMember(String name, Object[] arguments)
      throws UnknownIdentifierException, UnsupportedMessageException {
    if (!hasMembers()) {
      throw UnsupportedMessageException.create();
    }
    if (isMemberInternal(name)) {
      return runForHost(arguments);
    }
    if (!(member(name) instanceof Callable function)) {
      throw UnknownIdentifierException.create(name);
    }
    return call(this, function, arguments);
  }

  /** Runs what a program of this process wants done with the value, as if a script did it. */
  private Object runForHost(Object[] arguments) throws UnsupportedMessageException {
    Env env = context.env();
    boolean known = arguments.length == 1 && env.isHostObject(arguments[0]);
    if (!known || !(env.asHostObject(arguments[0]) instanceof Runnable work)) {
      throw UnsupportedMessageException.create();
    }
    return run(
        () -> {
          work.run();
          return self();
        });
  }

  private List<Object> items() {
    return value() instanceof HasItems i ? i.items() : List.of();
  }

  @ExportMessage
  boolean hasArrayElements() {
    return value() instanceof HasItems;
  }

  @ExportMessage
  long getArraySize() throws UnsupportedMessageException {
    if (!hasArrayElements()) {
      throw UnsupportedMessageException.create();
    }
    return items().size();
  }

  @ExportMessage
  boolean isArrayElementReadable(long index) {
    return index >= 0 && index < items().size();
  }

  @ExportMessage
  Object readArrayElement(long index)
      throws InvalidArrayIndexException, UnsupportedMessageException {
    if (!hasArrayElements()) {
      throw UnsupportedMessageException.create();
    }
    if (!isArrayElementReadable(index)) {
      throw InvalidArrayIndexException.create(index);
    }
    return context.host().give(items().get((int) index));
  }
}
