// SPDX-License-Identifier: Apache-2.0
package org.nnlang.nd4j;

import com.google.auto.service.AutoService;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.Arrays;
import org.bytedeco.javacpp.BooleanPointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nnlang.graph.Type;
import org.nnlang.lang.HostValue;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.ArrayLibrary;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;

/**
 * Tensors as ND4J arrays and back, over the same memory: what is written to one is seen in the
 * other. Each keeps the other's memory from being returned. The first use loads ND4J, which takes a
 * second.
 */
@AutoService(ArrayLibrary.class)
public final class IndArrays implements ArrayLibrary {
  /** Made by {@code ServiceLoader}. */
  public IndArrays() {}

  /**
   * Lets {@code value.as(INDArray.class)} give tensors to a program that has a polyglot context
   * (with {@code org.nnlang.Nn} it does so always): {@code
   * IndArrays.allow(HostAccess.newBuilder()).build()}.
   */
  public static HostAccess.Builder allow(HostAccess.Builder access) {
    return access.targetTypeMapping(
        Value.class, INDArray.class, v -> tensor(v) != null, v -> of((Tensor) tensor(v)));
  }

  /** The tensor that a value of a script is, else null. */
  private static @Nullable Object tensor(Value value) {
    if (value.isNumber() || value.isBoolean() || !value.hasMember(HostValue.SELF)) {
      return null;
    }
    Value own = value.getMember(HostValue.SELF);
    return own.isHostObject() && own.asHostObject() instanceof Tensor t ? t : null;
  }

  @Override
  public Class<?> arrayClass() {
    return INDArray.class;
  }

  @Override
  public Tensor tensor(Object array) {
    return of((INDArray) array);
  }

  @Override
  public Object array(Tensor tensor) {
    return of(tensor);
  }

  /** The tensor's memory as an array. */
  public static INDArray of(Tensor t) {
    return of(t.data(), t.dtype(), t.shape(), t.data());
  }

  /**
   * Row-major memory as an array of this shape.
   *
   * @param kept what the array keeps from being collected; null where the caller does
   */
  static INDArray of(MemorySegment data, DType dtype, long[] shape, @Nullable MemorySegment kept) {
    DataType type = type(dtype);
    long size = Tensor.sizeOf(shape);
    if (size == 0) {
      return Nd4j.create(type, shape);
    }
    if (!Nd4jRuntime.isOnHost()) {
      return Transfer.copy(data, dtype, shape);
    }
    Address address = new Address(data);
    Pointer pointer =
        switch (dtype) {
          case FLOAT32 -> new Floats(address, kept);
          case FLOAT64 -> new Doubles(address, kept);
          case INT -> new Longs(address, kept);
          case BOOL -> new Booleans(address, kept);
        };
    DataBuffer buffer = Nd4j.createBuffer(pointer, size, type);
    return Nd4j.create(buffer, shape, Nd4j.getStrides(shape, 'c'), 0, 'c', type);
  }

  /**
   * The array as a tensor: its memory where it is row-major without gaps, else a copy of it.
   * Closing the array takes the tensor's memory away. An array of a workspace, which is written
   * anew in the next round, is copied.
   */
  public static Tensor of(INDArray array) {
    DType dtype = dtype(array.dataType());
    if (array.isEmpty()) {
      return Tensor.over(Arena.ofAuto().allocate(1), dtype, array.shape());
    }
    if (!Nd4jRuntime.isOnHost()) {
      Type type = Type.of(dtype, array.shape());
      MemorySegment copy = Arena.ofAuto().allocate(type.size() * dtype.bytes(), Double.BYTES);
      Transfer.copy(array, copy, type);
      return Tensor.over(copy, dtype, array.shape());
    }
    boolean shared = isRowMajor(array) && !array.isAttached();
    INDArray whole = shared ? array : copy(array);
    long bytes = whole.length() * dtype.bytes();
    long address = whole.data().address() + whole.offset() * dtype.bytes();
    MemorySegment data =
        MemorySegment.ofAddress(address).reinterpret(bytes, Arena.ofAuto(), done -> release(whole));
    return Tensor.over(data, dtype, whole.shape());
  }

  private static INDArray copy(INDArray array) {
    try (MemoryWorkspace none = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
      Reference.reachabilityFence(none);
      return array.dup('c');
    }
  }

  /** Whether its elements lie one after the other in the order of its axes. */
  static boolean isRowMajor(INDArray array) {
    if (array.rank() == 0) {
      return true;
    }
    long next = 1;
    for (int i = array.rank() - 1; i >= 0; i--) {
      if (array.size(i) != 1 && array.stride(i) != next) {
        return false;
      }
      next *= array.size(i);
    }
    return true;
  }

  /** Called when the tensor is unreachable: until then the array is kept by the call to come. */
  private static void release(INDArray array) {
    Reference.reachabilityFence(array);
  }

  static DataType type(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> DataType.FLOAT;
      case FLOAT64 -> DataType.DOUBLE;
      case INT -> DataType.INT64;
      case BOOL -> DataType.BOOL;
    };
  }

  private static DType dtype(DataType type) {
    return Arrays.stream(DType.values())
        .filter(dtype -> type(dtype) == type)
        .findFirst()
        .orElseThrow(
            () ->
                Problem.of(
                        ErrorCode.TYPE, "an ND4J array of this element type is no tensor: " + type)
                    .hint("castTo(DataType.FLOAT) makes one that is"));
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

  // Copies of a pointer, as ND4J makes them, refer to its deallocator and forget what else it was:
  // so that is what keeps the memory.

  private static final class Floats extends FloatPointer {
    Floats(Address address, @Nullable MemorySegment kept) {
      super(address);
      if (kept != null) {
        deallocator(() -> Reference.reachabilityFence(kept));
      }
    }
  }

  private static final class Doubles extends DoublePointer {
    Doubles(Address address, @Nullable MemorySegment kept) {
      super(address);
      if (kept != null) {
        deallocator(() -> Reference.reachabilityFence(kept));
      }
    }
  }

  private static final class Longs extends LongPointer {
    Longs(Address address, @Nullable MemorySegment kept) {
      super(address);
      if (kept != null) {
        deallocator(() -> Reference.reachabilityFence(kept));
      }
    }
  }

  private static final class Booleans extends BooleanPointer {
    Booleans(Address address, @Nullable MemorySegment kept) {
      super(address);
      if (kept != null) {
        deallocator(() -> Reference.reachabilityFence(kept));
      }
    }
  }
}
