// SPDX-License-Identifier: Apache-2.0
package org.nnlang.nd4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nnlang.Nn;
import org.nnlang.NnException;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;

class IndArraysTest {
  private final Memory memory = new Memory(1 << 20);

  private static MemoryWorkspace workspace() {
    return Nd4j.getWorkspaceManager().getAndActivateWorkspace("test");
  }

  @Test
  void bothSeeTheSameMemory() {
    Tensor t = Tensor.of(memory, new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
    INDArray a = IndArrays.of(t);
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
    assertEquals(-2.0, IndArrays.of(doubles).getDouble(1));
    Tensor longs = Tensor.of(memory, new long[] {1L << 40, -2}, 2, 1);
    assertEquals(1L << 40, IndArrays.of(longs).getLong(0, 0));
    Tensor bools = Tensor.zeros(memory, DType.BOOL, 3);
    bools.data().set(ValueLayout.JAVA_BYTE, 1, (byte) 1);
    assertEquals(1, IndArrays.of(bools).getInt(1));
    for (Tensor t : new Tensor[] {doubles, longs, bools}) {
      Tensor back = IndArrays.of(IndArrays.of(t));
      assertEquals(t.data().address(), back.data().address());
      assertEquals(t.toString(), back.toString());
      assertArrayEquals(t.toDoubles(), back.toDoubles());
    }
  }

  @Test
  void scalarsAndNothing() {
    Tensor scalar = Tensor.of(memory, new float[] {7}, new long[0]);
    INDArray a = IndArrays.of(scalar);
    assertEquals(0, a.rank());
    assertEquals(7, a.getFloat(0));
    assertEquals(0, IndArrays.of(a).rank());
    for (long[] shape : new long[][] {{0}, {0, 3}, {2, 0, 4}}) {
      INDArray none = IndArrays.of(Tensor.zeros(memory, DType.INT, shape));
      assertEquals(0, none.length());
      assertArrayEquals(shape, none.shape());
      assertEquals(DataType.INT64, none.dataType());
      assertArrayEquals(shape, IndArrays.of(none).shape());
    }
  }

  @Test
  void arraysBecomeTensors() {
    INDArray a = Nd4j.createFromArray(new float[][] {{1, 2, 3}, {4, 5, 6}});
    Tensor t = IndArrays.of(a);
    a.putScalar(0, 0, 9);
    assertArrayEquals(new float[] {9, 2, 3, 4, 5, 6}, t.toFloats());
    assertArrayEquals(new float[] {9, 4, 2, 5, 3, 6}, IndArrays.of(a.transpose()).toFloats());
    assertArrayEquals(new float[] {4, 5, 6}, IndArrays.of(a.getRow(1)).toFloats());
    assertThrows(Problem.class, () -> IndArrays.of(a.castTo(DataType.INT16)));
  }

  /** ND4J copies the pointer it is given and drops the copied one. */
  @Test
  void anArrayKeepsTheTensorsMemory() throws InterruptedException {
    List<INDArray> arrays = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      float value = i;
      arrays.add(IndArrays.of(Tensor.floats(new Memory(1 << 20), k -> value, 64, 64)));
    }
    for (int i = 0; i < 5; i++) {
      System.gc();
      Thread.sleep(20);
      Tensor.floats(new Memory(1 << 24), k -> -1, 512, 512);
    }
    for (int i = 0; i < 40; i++) {
      assertEquals(i, arrays.get(i).minNumber().floatValue());
      assertEquals(i, arrays.get(i).maxNumber().floatValue());
    }
  }

  @Test
  void anArrayOfAWorkspaceIsCopied() {
    Tensor t;
    try (var w = workspace()) {
      assertTrue(w.isScopeActive());
      t = IndArrays.of(Nd4j.createFromArray(1f, 2f));
    }
    try (var w = workspace()) {
      assertTrue(w.isScopeActive());
      Nd4j.createFromArray(8f, 9f);
    }
    assertArrayEquals(new float[] {1, 2}, t.toFloats());
  }

  @Test
  void theyCrossTheBorderBothWays() {
    INDArray in = Nd4j.createFromArray(new float[][] {{1, 2, 3}, {4, 5, 6}});
    try (Nn nn = Nn.create()) {
      nn.put("x", in);
      assertEquals("[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]", nn.eval("x.list()").toString());
      in.putScalar(0, 0, 7);
      assertEquals(7.0, nn.eval("x[0, 0].item()").asDouble(), "over the same memory");
      INDArray same = nn.eval("x").as(INDArray.class);
      assertEquals(in.data().address(), same.data().address());
      assertEquals(Nd4j.createFromArray(14f, 4f, 6f), nn.eval("x[0] * 2").as(INDArray.class));
      assertEquals(Nd4j.scalar(7f), nn.eval("max(x[0])").as(INDArray.class));
      assertEquals(Nd4j.createFromArray(2L, 3L), nn.eval("tensor([2, 3])").as(INDArray.class));
      nn.put("y", in.transpose());
      assertEquals("[3, 2]", nn.eval("y.shape").toString());
      assertEquals(2.0, nn.eval("y[1, 0].item()").asDouble());
      nn.eval("fn twice(a) = a * 2");
      assertEquals(in.mul(2), nn.get("twice").call(in).as(INDArray.class));
      var e = assertThrows(NnException.class, () -> nn.eval("\"text\"").as(INDArray.class));
      assertEquals("type", e.code());
      e = assertThrows(NnException.class, () -> nn.put("z", in.castTo(DataType.INT16)));
      assertEquals("type", e.code());
    }
  }

  @Test
  void aPolyglotHostAllowsIt() {
    HostAccess access = IndArrays.allow(HostAccess.newBuilder()).build();
    try (var context = Context.newBuilder("nn").allowHostAccess(access).build()) {
      context.getBindings("nn").putMember("x", Nd4j.createFromArray(1f, 2f));
      INDArray y = context.eval("nn", "x + 1").as(INDArray.class);
      assertEquals(Nd4j.createFromArray(2f, 3f), y);
      assertThrows(ClassCastException.class, () -> context.eval("nn", "[1, 2]").as(INDArray.class));
    }
  }
}
