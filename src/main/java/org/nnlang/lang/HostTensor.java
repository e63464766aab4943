// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidArrayIndexException;
import com.oracle.truffle.api.interop.InvalidBufferOffsetException;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.nnlang.builtin.net.TensorRange;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Indexing;
import org.nnlang.value.TensorMembers;

/** A tensor of at least one axis: an array of numbers or rows, a buffer of its bytes, read-only. */
@ExportLibrary(InteropLibrary.class)
final class HostTensor extends HostValue {
  private final Tensor tensor;

  private final boolean brief;

  HostTensor(Tensor tensor, NnContext context) {
    this(tensor, context, false);
  }

  private HostTensor(Tensor tensor, NnContext context, boolean brief) {
    super(tensor, context);
    this.tensor = tensor;
    this.brief = brief;
  }

  /** One whose text is its type and range, not its numbers: for debuggers. */
  static HostTensor inBrief(Tensor tensor, NnContext context) {
    return new HostTensor(tensor, context, true);
  }

  @Override
  String text() {
    return brief ? tensor + "  " + TensorRange.of(tensor).text() : super.text();
  }

  /** An element as the host's number. */
  static Object element(Tensor tensor, long i) {
    return switch (tensor.dtype()) {
      case FLOAT32 -> (float) tensor.getDouble(i);
      case FLOAT64 -> tensor.getDouble(i);
      case INT -> tensor.getLong(i);
      case BOOL -> tensor.getLong(i) != 0;
    };
  }

  @ExportMessage
  boolean hasArrayElements() {
    return true;
  }

  @ExportMessage
  long getArraySize() {
    return tensor.dim(0);
  }

  @ExportMessage
  boolean isArrayElementReadable(long index) {
    return index >= 0 && index < tensor.dim(0);
  }

  @ExportMessage
  Object readArrayElement(long index) throws InvalidArrayIndexException {
    if (!isArrayElementReadable(index)) {
      throw InvalidArrayIndexException.create(index);
    }
    return tensor.rank() == 1
        ? element(tensor, index)
        : new HostTensor((Tensor) Indexing.row(null, tensor, index), context, brief);
  }

  @ExportMessage
  boolean hasMembers() {
    return true;
  }

  @ExportMessage
  Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
    return new HostNames(TensorMembers.NAMES);
  }

  @ExportMessage
  boolean isMemberReadable(String name) {
    return isMemberInternal(name) || TensorMembers.NAMES.contains(name);
  }

  @ExportMessage
  boolean isMemberInternal(String name) {
    return name.equals(SELF);
  }

  @ExportMessage
  Object readMember(String name) throws UnknownIdentifierException {
    if (isMemberInternal(name)) {
      return self();
    }
    Object member = TensorMembers.find(context.engine(), tensor, name);
    if (member == null) {
      throw UnknownIdentifierException.create(name);
    }
    return context.host().give(member);
  }

  @ExportMessage
  boolean hasBufferElements() {
    return true;
  }

  @ExportMessage
  long getBufferSize() {
    return tensor.size() * tensor.dtype().bytes();
  }

  @ExportMessage
  void readBuffer(long offset, byte[] target, int at, int length)
      throws InvalidBufferOffsetException {
    bytes(offset, length, ByteOrder.nativeOrder()).get(target, at, length);
  }

  @ExportMessage
  byte readBufferByte(long offset) throws InvalidBufferOffsetException {
    return bytes(offset, Byte.BYTES, ByteOrder.nativeOrder()).get();
  }

  @ExportMessage
  short readBufferShort(ByteOrder order, long offset) throws InvalidBufferOffsetException {
    return bytes(offset, Short.BYTES, order).getShort();
  }

  @ExportMessage
  int readBufferInt(ByteOrder order, long offset) throws InvalidBufferOffsetException {
    return bytes(offset, Integer.BYTES, order).getInt();
  }

  @ExportMessage
  long readBufferLong(ByteOrder order, long offset) throws InvalidBufferOffsetException {
    return bytes(offset, Long.BYTES, order).getLong();
  }

  @ExportMessage
  float readBufferFloat(ByteOrder order, long offset) throws InvalidBufferOffsetException {
    return bytes(offset, Float.BYTES, order).getFloat();
  }

  @ExportMessage
  double readBufferDouble(ByteOrder order, long offset) throws InvalidBufferOffsetException {
    return bytes(offset, Double.BYTES, order).getDouble();
  }

  private ByteBuffer bytes(long offset, int length, ByteOrder order)
      throws InvalidBufferOffsetException {
    if (offset < 0 || length < 0 || offset > getBufferSize() - length) {
      throw InvalidBufferOffsetException.create(offset, length);
    }
    return tensor.bytes(offset, length).order(order);
  }
}
