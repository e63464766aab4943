// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import org.nnlang.source.Span;

/** The names of a script as the host sees them: {@code context.getBindings("nn")}. */
@ExportLibrary(InteropLibrary.class)
final class HostScope implements TruffleObject {
  private final NnContext context;

  HostScope(NnContext context) {
    this.context = context;
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
    return "names of scripts";
  }

  @ExportMessage
  boolean hasMembers() {
    return true;
  }

  @ExportMessage
  Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
    return new HostNames(context.globals().names());
  }

  @ExportMessage
  boolean isMemberReadable(String name) {
    return context.globals().get(name) != null;
  }

  @ExportMessage
  boolean isMemberModifiable(String name) {
    return isMemberReadable(name);
  }

  @ExportMessage
  boolean isMemberInsertable(String name) {
    return !isMemberReadable(name);
  }

  @ExportMessage
  boolean isMemberRemovable(String name) {
    return isMemberReadable(name);
  }

  @ExportMessage
  Object readMember(String name) throws UnknownIdentifierException {
    Object value = context.globals().get(name);
    if (value == null) {
      throw UnknownIdentifierException.create(name);
    }
    return context.host().give(value);
  }

  @ExportMessage
  void removeMember(String name) throws UnknownIdentifierException {
    if (!context.globals().remove(name)) {
      throw UnknownIdentifierException.create(name);
    }
  }

  @ExportMessage
  void writeMember(String name, Object value) {
    try {
      context.globals().set(name, context.host().take(value));
    } catch (RuntimeException e) {
      throw ScriptError.from(e, Span.NONE, null, context::section);
    }
  }
}
