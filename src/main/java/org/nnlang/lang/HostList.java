// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidArrayIndexException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.util.ArrayList;
import java.util.List;

/** A list, or a view of a range, as an array. */
@ExportLibrary(InteropLibrary.class)
final class HostList extends HostValue {
  private final List<Object> list;

  @SuppressWarnings("unchecked")
  HostList(List<?> list, NnContext context) {
    super(list, context);
    this.list = (List<Object>) list;
  }

  @ExportMessage
  boolean hasArrayElements() {
    return true;
  }

  @ExportMessage
  long getArraySize() {
    return list.size();
  }

  @ExportMessage
  boolean isArrayElementReadable(long index) {
    return index >= 0 && index < list.size();
  }

  @ExportMessage
  boolean isArrayElementModifiable(long index) {
    return list instanceof ArrayList && isArrayElementReadable(index);
  }

  @ExportMessage
  boolean isArrayElementInsertable(long index) {
    return list instanceof ArrayList && index == list.size();
  }

  @ExportMessage
  Object readArrayElement(long index) throws InvalidArrayIndexException {
    if (!isArrayElementReadable(index)) {
      throw InvalidArrayIndexException.create(index);
    }
    return context.host().give(list.get((int) index));
  }

  @ExportMessage
  void writeArrayElement(long index, Object item)
      throws InvalidArrayIndexException, UnsupportedMessageException {
    if (!(list instanceof ArrayList)) {
      throw UnsupportedMessageException.create();
    }
    if (isArrayElementInsertable(index)) {
      list.add(taken(item));
    } else if (isArrayElementReadable(index)) {
      list.set((int) index, taken(item));
    } else {
      throw InvalidArrayIndexException.create(index);
    }
  }
}
