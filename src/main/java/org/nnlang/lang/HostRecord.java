// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import org.nnlang.value.Callable;
import org.nnlang.value.Record;

/** A record as an object with members. */
@ExportLibrary(InteropLibrary.class)
final class HostRecord extends HostValue {
  private final Record fields;

  HostRecord(Record fields, NnContext context) {
    super(fields, context);
    this.fields = fields;
  }

  @ExportMessage
  boolean hasMembers() {
    return true;
  }

  @ExportMessage
  Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
    return new HostNames(fields.keySet());
  }

  @ExportMessage
  boolean isMemberReadable(String name) {
    return fields.containsKey(name);
  }

  @ExportMessage
  boolean isMemberModifiable(String name) {
    return fields.containsKey(name);
  }

  @ExportMessage
  boolean isMemberInsertable(String name) {
    return !fields.containsKey(name);
  }

  @ExportMessage
  boolean isMemberRemovable(String name) {
    return fields.containsKey(name);
  }

  @ExportMessage
  boolean isMemberInvocable(String name) {
    return fields.get(name) instanceof Callable;
  }

  @ExportMessage
  Object readMember(String name) throws UnknownIdentifierException {
    Object value = fields.get(name);
    if (value == null) {
      throw UnknownIdentifierException.create(name);
    }
    return context.host().give(value);
  }

  @ExportMessage
  void writeMember(String name, Object value) {
    fields.put(name, taken(value));
  }

  @ExportMessage
  void removeMember(String name) throws UnknownIdentifierException {
    if (fields.remove(name) == null) {
      throw UnknownIdentifierException.create(name);
    }
  }

  @ExportMessage
  Object invokeMember(String name, Object[] arguments) throws UnknownIdentifierException {
    if (!(fields.get(name) instanceof Callable function)) {
      throw UnknownIdentifierException.create(name);
    }
    return HostObject.call(this, function, arguments);
  }
}
