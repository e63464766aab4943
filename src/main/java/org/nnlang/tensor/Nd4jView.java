// SPDX-License-Identifier: Apache-2.0
package org.nnlang.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.Arrays;
import org.bytedeco.javacpp.BooleanPointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;

/**
 * Tensors as ND4J arrays and back, over the same memory: what is written to one is seen in the
 * other. Each keeps the other's memory from being returned. The first use loads ND4J, which takes a
 * second.
 */
public final class Nd4jView {
  private Nd4jView() {}

  /** The tensor's memory as an array. */
  public static INDArray of(Tensor t) {
    if (t.size() == 0) {
      return Nd4j.empty(type(t.dtype()));
    }
    Address address = new Address(t.data());
    MemorySegment data = t.data();
    Pointer pointer =
        switch (t.dtype()) {
          case FLOAT32 -> new Floats(address, data);
          case FLOAT64 -> new Doubles(address, data);
          case INT -> new Longs(address, data);
          case BOOL -> new Booleans(address, data);
        };
    DataType type = type(t.dtype());
    DataBuffer buffer = Nd4j.createBuffer(pointer, t.size(), type);
    long[] shape = t.shape();
    return Nd4j.create(buffer, shape, Nd4j.getStrides(shape, 'c'), 0, 'c', type);
  }

  /**
   * The array as a tensor: its memory where it is row-major without gaps, else a copy of it.
   * Closing the array takes the tensor's memory away.
   */
  public static Tensor of(INDArray array) {
    DType dtype = type(array.dataType());
    if (array.isEmpty()) {
      return Tensor.over(Arena.ofAuto().allocate(1), dtype, array.shape());
    }
    boolean plain =
        array.rank() == 0
            || array.ordering() == 'c'
                && Arrays.equals(array.stride(), Nd4j.getStrides(array.shape(), 'c'));
    INDArray whole = plain ? array : array.dup('c');
    long bytes = whole.length() * dtype.bytes();
    long address = whole.data().address() + whole.offset() * dtype.bytes();
    MemorySegment data =
        MemorySegment.ofAddress(address).reinterpret(bytes, Arena.ofAuto(), done -> release(whole));
    return Tensor.over(data, dtype, whole.shape());
  }

  /** Called when the tensor is unreachable: until then the array is kept by the call to come. */
  private static void release(INDArray array) {
    Reference.reachabilityFence(array);
  }

  private static DataType type(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> DataType.FLOAT;
      case FLOAT64 -> DataType.DOUBLE;
      case INT -> DataType.INT64;
      case BOOL -> DataType.BOOL;
    };
  }

  private static DType type(DataType type) {
    for (DType dtype : DType.values()) {
      if (type(dtype) == type) {
        return dtype;
      }
    }
    throw Problem.of(ErrorCode.TYPE, "an ND4J array of this element type is no tensor: " + type)
        .hint("castTo(DataType.FLOAT) makes one that is");
  }

  /** A pointer to memory of others. */
  private static final class Address extends Pointer {
    Address(MemorySegment data) {
      super((Pointer) null);
      address = data.address();
      limit = data.byteSize();
      capacity = limit;
    }
  }

  // ND4J keeps the pointer it is given: with it the memory
  private static final class Floats extends FloatPointer {
    private final MemorySegment kept;

    Floats(Address address, MemorySegment kept) {
      super(address);
      this.kept = kept;
    }
  }

  private static final class Doubles extends DoublePointer {
    private final MemorySegment kept;

    Doubles(Address address, MemorySegment kept) {
      super(address);
      this.kept = kept;
    }
  }

  private static final class Longs extends LongPointer {
    private final MemorySegment kept;

    Longs(Address address, MemorySegment kept) {
      super(address);
      this.kept = kept;
    }
  }

  private static final class Booleans extends BooleanPointer {
    private final MemorySegment kept;

    Booleans(Address address, MemorySegment kept) {
      super(address);
      this.kept = kept;
    }
  }
}
