// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.frame.Frame;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.nnlang.tensor.Tensor;

/**
 * The names at a place of a running script as a debugger shows them: those of the function and of
 * what it stands in, or of the script. Read-only; a tensor is told by its shape and range.
 */
@ExportLibrary(InteropLibrary.class)
public final class LocalScope implements TruffleObject {
  private final NnContext context;
  private final String name;
  private final Supplier<Map<String, Object>> values;

  private LocalScope(NnContext context, String name, Supplier<Map<String, Object>> values) {
    this.context = context;
    this.name = name;
    this.values = values;
  }

  /** The names of a script. */
  public static LocalScope ofScript(NnContext context, String name) {
    return new LocalScope(context, name, () -> new LinkedHashMap<>(context.globals().fields()));
  }

  /** The names of a running function, and around it those of what it stands in. */
  public static LocalScope ofFunction(NnContext context, String name, Frame frame) {
    return new LocalScope(context, name, () -> Locals.visible(frame));
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
  boolean hasMembers() {
    return true;
  }

  @ExportMessage
  Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
    return new HostNames(List.copyOf(values.get().keySet()));
  }

  @ExportMessage
  boolean isMemberReadable(String member) {
    return values.get().containsKey(member);
  }

  @ExportMessage
  Object readMember(String member) throws UnknownIdentifierException {
    Object value = values.get().get(member);
    if (value == null) {
      throw UnknownIdentifierException.create(member);
    }
    return value instanceof Tensor t && t.rank() > 0
        ? HostTensor.inBrief(t, context)
        : context.host().give(value);
  }
}
