// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import org.nnlang.source.Span;
import org.nnlang.value.Show;

/** A script's value in the hands of the host. */
@ExportLibrary(InteropLibrary.class)
abstract class HostValue implements TruffleObject {
  private final Object value;
  final NnContext context;

  HostValue(Object value, NnContext context) {
    this.value = value;
    this.context = context;
  }

  /** What is wrapped. */
  final Object value() {
    return value;
  }

  /** What is to be thrown to the host for {@code e}. */
  final RuntimeException error(RuntimeException e) {
    return ScriptError.from(e, Span.NONE, null, context::section);
  }

  @ExportMessage
  final boolean hasLanguage() {
    return true;
  }

  @ExportMessage
  final Class<? extends TruffleLanguage<?>> getLanguage() {
    return NnLanguage.class;
  }

  @ExportMessage
  final Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
    return Show.plain(value);
  }
}
