// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nnlang.io.SampleData;
import org.nnlang.source.Diagnostic;
import org.nnlang.source.Span;
import org.nnlang.source.Warnings;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;

/** When a net warns of what it is asked; docs/errors/outside.md has the same by another program. */
class TrainedRangeTest {
  private static final int SHUFFLES = 20;

  private final Memory memory = new Memory(1 << 30);

  @ParameterizedTest
  @EnumSource(SampleData.class)
  void heldOutFoldsAreOrdinary(SampleData samples) {
    float[] all = samples.read(memory).tensors().getFirst().toFloats();
    int width = samples.columns().size();
    int size = all.length / width;
    List<Integer> order = new ArrayList<>(IntStream.range(0, size).boxed().toList());
    var random = new Random(1);
    int folds = 0;
    int warned = 0;
    for (int shuffle = 0; shuffle < SHUFFLES; shuffle++) {
      Collections.shuffle(order, random);
      for (int parts : new int[] {5, 10}) {
        for (int part = 0; part < parts; part++) {
          List<Integer> held = order.subList(part * size / parts, (part + 1) * size / parts);
          List<Integer> others = new ArrayList<>(order.subList(0, part * size / parts));
          others.addAll(order.subList((part + 1) * size / parts, size));
          warned += said(taken(all, width, others), taken(all, width, held)).isEmpty() ? 0 : 1;
          folds++;
        }
      }
    }
    assertEquals(SHUFFLES * 15, folds);
    assertTrue(warned <= folds / 100, warned + " of " + folds + " folds");
  }

  @Test
  void saysWhatIsClearlyOutside() {
    Tensor line = column(-1, -0.5f, 0, 0.5f, 1);
    // a mean of 0.5 widths, as of every x + 2
    assertEquals(1, said(line, column(1, 1.5f, 2, 2.5f, 3)).size());
    // one row alone: more than a third of a width of 2
    assertEquals(1, said(line, column(1.7f)).size());
    assertEquals(0, said(line, column(1.6f)).size());
    // among three rows it has to be three times as far
    assertEquals(0, said(line, column(2.9f, 0, 0)).size());
    assertEquals(1, said(line, column(0, -3.1f, 0)).size());
    assertEquals(1, said(line, column(0, Float.POSITIVE_INFINITY, 0)).size());
    assertEquals(0, said(line, column(0, Float.NaN, 0)).size());
  }

  @Test
  void columnsAreLookedAtOneByOne() {
    Tensor seen = Tensor.of(memory, new float[] {0, 5, 0, 1, 5, 100}, 2, 3);
    assertEquals(0, said(seen, Tensor.of(memory, new float[] {0.5f, 5, 120}, 1, 3)).size());
    assertEquals(1, said(seen, Tensor.of(memory, new float[] {0.5f, 5, 140}, 1, 3)).size());
    // a column that never changed
    assertEquals(0, said(seen, Tensor.of(memory, new float[] {0.5f, 6, 50}, 1, 3)).size());
  }

  private static List<Diagnostic> said(Tensor trained, Tensor asked) {
    List<Diagnostic> said = new ArrayList<>();
    var range = new TrainedRange();
    range.widen(List.of(trained), List.of());
    range.check(new Object[] {asked}, new Warnings(() -> Span.NONE, said::add));
    return said;
  }

  private Tensor column(float... numbers) {
    return Tensor.of(memory, numbers, numbers.length, 1);
  }

  private Tensor taken(float[] all, int width, List<Integer> rows) {
    float[] out = new float[rows.size() * width];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(all, rows.get(i) * width, out, i * width, width);
    }
    return Tensor.of(memory, out, rows.size(), width);
  }
}
