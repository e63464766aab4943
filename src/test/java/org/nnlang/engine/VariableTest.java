// SPDX-License-Identifier: Apache-2.0
package org.nnlang.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.nnlang.graph.Type;
import org.nnlang.tensor.Generator;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;

class VariableTest {
  private final Memory memory = new Memory(1 << 20);
  private int asked;

  private Variable later(double value) {
    Tensor made = Tensor.floats(memory, i -> value, 2);
    return new Variable(
        Type.of(made),
        true,
        () -> {
          asked++;
          return made;
        });
  }

  @Test
  void theFirstValueIsMadeOnceAndOnlyWhereItIsNeeded() {
    Variable v = later(3);
    assertEquals(0, asked);
    assertArrayEquals(new float[] {3, 3}, v.value().toFloats());
    assertArrayEquals(new float[] {3, 3}, v.copy(memory).value().toFloats());
    assertEquals(1, asked);
  }

  @Test
  void theFirstValueIsMadeWhereItIsWanted() {
    var random = new Generator(7, 1, (n, nanos, work) -> each(n, work));
    Tensor same = random.normal(memory, 0, 1, 2);
    random.seed(7);
    Variable v = new Variable(Type.of(same), true, random.laterNormal(memory, 0, 1, 2));
    Tensor row = Tensor.zeros(memory, same.dtype(), 4);
    v.makeIn(row.rows(2, 4));
    assertArrayEquals(same.toFloats(), v.value().toFloats());
    assertArrayEquals(same.toFloats(), row.rows(2, 4).toFloats());
    v.makeIn(row.rows(0, 2));
    assertArrayEquals(new float[2], row.rows(0, 2).toFloats());
  }

  @Test
  void whatTakesItsPlaceLeavesItUnmade() {
    Variable v = later(3);
    v.set(Tensor.floats(memory, i -> 5, 2));
    assertArrayEquals(new float[] {5, 5}, v.value().toFloats());
    assertEquals(0, asked);
  }

  @Test
  void whatIsStoppedMeanwhileIsMadeAtTheNextCall() {
    boolean[] stopped = {true};
    Tensor made = Tensor.floats(memory, i -> 3, 2);
    Variable v =
        new Variable(
            Type.of(made),
            true,
            () -> {
              if (stopped[0]) {
                throw new CancellationException();
              }
              return made;
            });
    assertThrows(CancellationException.class, v::value);
    stopped[0] = false;
    assertArrayEquals(new float[] {3, 3}, v.value().toFloats());
  }

  @Test
  void numbersAreThoseOfTheMomentOfAsking() {
    var random = new Generator(7, 1, (n, nanos, work) -> each(n, work));
    Tensor first = random.normal(memory, 0, 1, 5);
    Tensor second = random.uniform(memory, -1, 1, 5);
    random.seed(7);
    var later = random.laterNormal(memory, 0, 1, 5);
    var latest = random.laterUniform(memory, -1, 1, 5);
    random.seed(8);
    assertArrayEquals(second.toFloats(), latest.get().toFloats());
    assertArrayEquals(first.toFloats(), later.get().toFloats());
  }

  private static void each(int blocks, Generator.Sharing.Block work) {
    for (int i = 0; i < blocks; i++) {
      work.make(i, 0);
    }
  }
}
