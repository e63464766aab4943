// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import org.nnlang.value.TypeNames;

/** A type by the name that scripts know it by: the meta object of values. */
@ExportLibrary(InteropLibrary.class)
final class HostType implements TruffleObject {
  private final String name;

  private HostType(String name) {
    this.name = name;
  }

  /** The type of a value of a script, or of a number, text or boolean that is seen as one. */
  static HostType of(Object value) {
    return new HostType(TypeNames.of(plain(value)));
  }

  private static Object plain(Object value) {
    return switch (value) {
      case HostValue own -> own.value();
      case HostPrimitive own -> plain(own.value);
      case Byte n -> n.longValue();
      case Short n -> n.longValue();
      case Integer n -> n.longValue();
      case Float n -> n.doubleValue();
      case Character c -> c.toString();
      default -> value;
    };
  }

  @ExportMessage
  boolean isMetaObject() {
    return true;
  }

  @ExportMessage(name = "getMetaQualifiedName")
  @ExportMessage(name = "getMetaSimpleName")
  Object name() {
    return name;
  }

  @ExportMessage
  boolean isMetaInstance(Object instance) {
    return TypeNames.of(plain(instance)).equals(name);
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
}
