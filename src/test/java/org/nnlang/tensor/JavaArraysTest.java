// SPDX-License-Identifier: Apache-2.0
package org.nnlang.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Array;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;

/** Rows of all lengths, which go in and out in pieces, against one element after the other. */
class JavaArraysTest {
  private final Memory memory = new Memory(64 << 20);

  /** Element {@code i} is i, and true where that is odd. */
  private static Object rows(Class<?> leaf, int rows, int length) {
    Object all = Array.newInstance(leaf, rows, length);
    for (int r = 0; r < rows; r++) {
      Object row = Array.get(all, r);
      for (int c = 0; c < length; c++) {
        int value = (r * length + c) % 120;
        Array.set(row, c, value(leaf, value));
      }
    }
    return all;
  }

  private static Object value(Class<?> leaf, int value) {
    if (leaf == boolean.class) {
      return value % 2 == 1;
    }
    return switch (leaf.getName()) {
      case "float" -> (Object) (float) value;
      case "double" -> (double) value;
      case "long" -> (long) value;
      case "int" -> value;
      case "short" -> (short) value;
      default -> (byte) value;
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"1x1", "1x63", "1x4095", "1x4097", "1x9000", "9000x1", "130x63", "70x64"})
  void everyTypeGoesInAndOut(String shape) {
    int rows = Integer.parseInt(shape.split("x")[0]);
    int length = Integer.parseInt(shape.split("x")[1]);
    for (DType floats : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
      for (Class<?> leaf :
          new Class<?>[] {
            float.class, double.class, long.class, int.class, short.class, byte.class, boolean.class
          }) {
        Tensor t = JavaArrays.tensor(memory, rows(leaf, rows, length), floats);
        for (int i = 0; i < rows * length; i++) {
          double wanted = leaf == boolean.class ? i % 120 % 2 : i % 120;
          assertEquals(wanted, t.getDouble(i), leaf + " at " + i);
        }
        for (Class<?> out :
            new Class<?>[] {float[][].class, double[][].class, long[][].class, int[][].class}) {
          boolean whole = out == long[][].class || out == int[][].class;
          if (whole && t.dtype().isFloat()) {
            assertEquals(
                ErrorCode.TYPE, assertThrows(Problem.class, () -> JavaArrays.read(t, out)).code());
            continue;
          }
          Object read = JavaArrays.read(t, out);
          for (int i = 0; i < rows * length; i++) {
            Object row = Array.get(read, i / length);
            assertEquals(t.getDouble(i), Array.getDouble(row, i % length), leaf + " to " + out);
          }
        }
        boolean[][] truth = JavaArrays.read(t, boolean[][].class);
        for (int i = 0; i < rows * length; i++) {
          assertEquals(t.getDouble(i) != 0, truth[i / length][i % length]);
        }
      }
    }
  }

  @Test
  void deepArraysKeepTheirOrder() {
    float[][][][] deep = new float[3][2][5][70];
    int next = 0;
    for (float[][][] a : deep) {
      for (float[][] b : a) {
        for (float[] c : b) {
          for (int i = 0; i < c.length; i++) {
            c[i] = next++;
          }
        }
      }
    }
    Tensor t = JavaArrays.tensor(memory, deep, DType.FLOAT32);
    for (int i = 0; i < next; i++) {
      assertEquals(i, t.getDouble(i));
    }
    assertArrayEquals(deep, JavaArrays.read(t, float[][][][].class));
  }

  @Test
  void whatDoesNotFitIsSaid() {
    float[][] uneven = {{1, 2}, {3}};
    Problem p = assertThrows(Problem.class, () -> JavaArrays.tensor(memory, uneven, DType.FLOAT32));
    assertEquals(ErrorCode.SHAPE, p.code());
    Tensor large = JavaArrays.tensor(memory, new long[] {1L << 40}, DType.FLOAT32);
    assertThrows(Problem.class, () -> JavaArrays.read(large, int[].class));
    Problem s = assertThrows(Problem.class, () -> JavaArrays.read(large, short[].class));
    assertEquals("numbers go into float, double, int, long or boolean arrays", s.getMessage());
    assertEquals(0, JavaArrays.tensor(memory, new float[0][3], DType.FLOAT32).size());
    assertArrayEquals(
        new float[0][],
        JavaArrays.read(Tensor.zeros(memory, DType.FLOAT32, 0, 3), float[][].class));
  }
}
