// SPDX-License-Identifier: Apache-2.0
package org.nnlang.nd4j;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.graph.FlatArray;
import org.nd4j.graph.FlatGraph;
import org.nd4j.graph.FlatVariable;
import org.nd4j.graph.VarType;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;

/**
 * The weights in a file of SameDiff, read by its tables alone: a damaged file reaches nothing
 * native. Weights that are trained are its variables; those that are not are constants by their
 * paths, which begin with no {@link Emit#UNNAMED}.
 */
final class FlatWeights {
  /** Of {@code [rank, size..., stride..., extra, step, order]}. */
  private static final int MOST_AXES = 32;

  private FlatWeights() {}

  static Map<String, Tensor> read(byte[] file, String path, Memory memory) {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
      FlatGraph graph = FlatGraph.getRootAsFlatGraph(buffer);
      Map<String, Tensor> out = new LinkedHashMap<>();
      for (int i = 0; i < graph.variablesLength(); i++) {
        FlatVariable v = graph.variables(i);
        boolean trained = v.variabletype() == VarType.VARIABLE;
        boolean named = v.name() != null && !v.name().startsWith(Emit.UNNAMED);
        if (v.ndarray() != null && (trained || v.variabletype() == VarType.CONSTANT && named)) {
          Tensor t = tensor(v.ndarray(), memory);
          if (t != null) {
            out.put(v.name(), t);
          }
        }
      }
      return out;
    } catch (Problem p) {
      throw p;
    } catch (RuntimeException e) {
      // FlatBuffers checks nothing: what a damaged table says is outside of the file
      throw damaged(path, e);
    }
  }

  private static Problem damaged(String path, RuntimeException e) {
    return Problem.of(ErrorCode.FILE, "this is no whole SameDiff graph of ND4J: " + path)
        .causedBy(e);
  }

  /** An array in row-major order as a tensor; null where it is of another kind. */
  private static @Nullable Tensor tensor(FlatArray array, Memory memory) {
    DType dtype = dtype(array.dtype());
    long rank = array.shapeLength() == 0 ? -1 : array.shape(0);
    if (dtype == null || rank < 0 || rank > MOST_AXES) {
      return null;
    }
    long[] shape = new long[(int) rank];
    long size = 1;
    for (int i = 0; i < rank; i++) {
      shape[i] = array.shape(1 + i);
      if (shape[i] < 0) {
        throw new IllegalArgumentException();
      }
      size = Math.multiplyExact(size, shape[i]);
    }
    boolean rowMajor = array.shape(array.shapeLength() - 1) == 'c';
    for (int i = 0; i < rank; i++) {
      rowMajor &= shape[i] <= 1 || array.shape(1 + (int) rank + i) == behind(shape, i);
    }
    long bytes = Math.multiplyExact(size, dtype.bytes());
    if (!rowMajor || array.bufferLength() < bytes) {
      throw new IllegalArgumentException();
    }
    ByteBuffer data = array.bufferAsByteBuffer().slice();
    Tensor out = Tensor.zeros(memory, dtype, shape);
    MemorySegment.copy(MemorySegment.ofBuffer(data), 0, out.data(), 0, bytes);
    if (array.byteOrder() == org.nd4j.graph.ByteOrder.BE) {
      swap(out);
    }
    return out;
  }

  private static long behind(long[] shape, int axis) {
    long out = 1;
    for (int i = axis + 1; i < shape.length; i++) {
      out *= shape[i];
    }
    return out;
  }

  private static void swap(Tensor t) {
    ByteBuffer bytes = t.data().asByteBuffer();
    int width = t.dtype().bytes();
    for (int i = 0; i + width <= bytes.capacity(); i += width) {
      for (int k = 0; k < width / 2; k++) {
        byte low = bytes.get(i + k);
        bytes.put(i + k, bytes.get(i + width - 1 - k));
        bytes.put(i + width - 1 - k, low);
      }
    }
  }

  private static @Nullable DType dtype(byte type) {
    return switch (type) {
      case org.nd4j.graph.DType.FLOAT -> DType.FLOAT32;
      case org.nd4j.graph.DType.DOUBLE -> DType.FLOAT64;
      case org.nd4j.graph.DType.INT64 -> DType.INT;
      case org.nd4j.graph.DType.BOOL -> DType.BOOL;
      default -> null;
    };
  }
}
