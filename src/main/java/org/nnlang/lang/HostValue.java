// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.util.function.Supplier;
import org.nnlang.source.Span;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Show;

/** A script's value in the hands of the host. */
@ExportLibrary(InteropLibrary.class)
public abstract class HostValue implements TruffleObject {
  /**
   * The member, not listed and not seen by any script, that gives a program what nn itself holds:
   * how {@code org.nnlang.NnModel} comes by its net. Invoked with a {@link Runnable}, it runs that
   * as if a script did.
   */
  public static final String SELF = "org.nnlang.self";

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

  /** What {@link #SELF} is. Whoever gets a tensor itself may see its memory for ever. */
  final Object self() {
    if (value instanceof Tensor t) {
      context.engine().memory().outlives(t.data());
    }
    return context.env().asGuestValue(value);
  }

  /** What {@code work} gives in a turn of its own, with errors as the host gets them. */
  final Object run(Supplier<Object> work) {
    return context.inTurn(
        () -> {
          try {
            return work.get();
          } catch (VirtualMachineError e) {
            throw ScriptError.exhausted(e, Span.NONE, null, context::section);
          } catch (RuntimeException e) {
            throw error(e);
          }
        });
  }

  /** What the host puts into it, as a script sees that. */
  final Object taken(Object given) {
    try {
      return context.host().take(given);
    } catch (RuntimeException e) {
      throw error(e);
    }
  }

  /** What is to be thrown to the host for {@code e}. */
  private RuntimeException error(RuntimeException e) {
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
  final boolean hasMetaObject() {
    return true;
  }

  @ExportMessage
  final Object getMetaObject() {
    return HostType.of(this);
  }

  @ExportMessage
  final Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
    return text();
  }

  /** What a host sees as its text. */
  String text() {
    return Show.plain(value);
  }
}
