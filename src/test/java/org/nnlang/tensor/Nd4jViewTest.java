// SPDX-License-Identifier: Apache-2.0
package org.nnlang.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nnlang.source.Problem;

class Nd4jViewTest {
  private final Memory memory = new Memory(1 << 20);

  @Test
  void bothSeeTheSameMemory() {
    Tensor t = Tensor.of(memory, new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
    INDArray a = Nd4jView.of(t);
    assertArrayEquals(new long[] {2, 3}, a.shape());
    assertEquals(6, a.getFloat(1, 2));
    t.data().setAtIndex(ValueLayout.JAVA_FLOAT, 5, 60);
    assertEquals(60, a.getFloat(1, 2));
    a.muli(2);
    assertArrayEquals(new float[] {2, 4, 6, 8, 10, 120}, t.toFloats());
    assertArrayEquals(new float[] {10, 14, 126}, a.sum(0).toFloatVector());
  }

  @Test
  void allElementTypes() {
    Tensor doubles = Tensor.of(memory, new double[] {1.5, -2}, 2);
    assertEquals(-2.0, Nd4jView.of(doubles).getDouble(1));
    Tensor longs = Tensor.of(memory, new long[] {1L << 40, -2}, 2, 1);
    assertEquals(1L << 40, Nd4jView.of(longs).getLong(0, 0));
    Tensor bools = Tensor.zeros(memory, DType.BOOL, 3);
    bools.data().set(ValueLayout.JAVA_BYTE, 1, (byte) 1);
    assertEquals(1, Nd4jView.of(bools).getInt(1));
    for (Tensor t : new Tensor[] {doubles, longs, bools}) {
      Tensor back = Nd4jView.of(Nd4jView.of(t));
      assertEquals(t.data().address(), back.data().address());
      assertEquals(t.toString(), back.toString());
      assertArrayEquals(t.toDoubles(), back.toDoubles());
    }
  }

  @Test
  void scalarsAndNothing() {
    Tensor scalar = Tensor.of(memory, new float[] {7}, new long[0]);
    INDArray a = Nd4jView.of(scalar);
    assertEquals(0, a.rank());
    assertEquals(7, a.getFloat(0));
    assertEquals(0, Nd4jView.of(a).rank());
    assertEquals(0, Nd4jView.of(Tensor.zeros(memory, DType.FLOAT32, 0, 3)).length());
  }

  @Test
  void arraysBecomeTensors() {
    INDArray a = Nd4j.createFromArray(new float[][] {{1, 2, 3}, {4, 5, 6}});
    Tensor t = Nd4jView.of(a);
    a.putScalar(0, 0, 9);
    assertArrayEquals(new float[] {9, 2, 3, 4, 5, 6}, t.toFloats());
    assertArrayEquals(new float[] {9, 4, 2, 5, 3, 6}, Nd4jView.of(a.transpose()).toFloats());
    assertArrayEquals(new float[] {4, 5, 6}, Nd4jView.of(a.getRow(1)).toFloats());
    assertThrows(Problem.class, () -> Nd4jView.of(a.castTo(DataType.INT16)));
  }
}
