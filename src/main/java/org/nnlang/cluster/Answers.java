// SPDX-License-Identifier: Apache-2.0
package org.nnlang.cluster;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * What all workers give in a round together. Rows are added in the order of the parts, number by
 * number: the same bits wherever it is done, whole or in slices.
 *
 * @param heads of the workers, in the order of their parts
 * @param rows the means, little endian; none where no worker gave any
 */
public record Answers(List<byte[]> heads, List<byte[]> rows) implements Serializable {
  /** Of all workers, in the order of their parts. */
  public static Answers of(List<Answer> all) {
    List<Answer> giving = all.stream().filter(a -> !a.rows().isEmpty()).toList();
    List<byte[]> rows = new ArrayList<>();
    int count = giving.isEmpty() ? 0 : giving.getFirst().rows().size();
    for (int i = 0; i < count; i++) {
      int row = i;
      rows.add(mean(giving.stream().map(a -> a.rows().get(row)).toList()));
    }
    return new Answers(all.stream().map(Answer::head).toList(), rows);
  }

  /** Of all {@link Answer#slices}, in their order, whose means were taken one by one. */
  public static Answers joined(List<Answers> slices) {
    List<byte[]> rows = new ArrayList<>();
    for (int i = 0; i < slices.getFirst().rows.size(); i++) {
      int row = i;
      ByteBuffer all =
          ByteBuffer.allocate(slices.stream().mapToInt(s -> s.rows.get(row).length).sum());
      slices.forEach(s -> all.put(s.rows.get(row)));
      rows.add(all.array());
    }
    return new Answers(slices.getFirst().heads, rows);
  }

  private static byte[] mean(List<Answer.Row> parts) {
    double all = parts.stream().mapToDouble(Answer.Row::weight).sum();
    ByteBuffer sum =
        ByteBuffer.allocate(parts.getFirst().numbers().capacity()).order(ByteOrder.LITTLE_ENDIAN);
    boolean first = true;
    for (Answer.Row part : parts) {
      if (part.weight() > 0) {
        add(part, part.weight() / all * part.scale(), sum, first);
        first = false;
      }
    }
    return sum.array();
  }

  private static void add(Answer.Row part, double times, ByteBuffer sum, boolean first) {
    ByteBuffer from = part.numbers();
    switch (part.dtype()) {
      case FLOAT32 -> {
        float by = (float) times;
        for (int at = 0; at < sum.capacity(); at += Float.BYTES) {
          sum.putFloat(at, sum.getFloat(at) + by * from.getFloat(at));
        }
      }
      case FLOAT64 -> {
        for (int at = 0; at < sum.capacity(); at += Double.BYTES) {
          sum.putDouble(at, sum.getDouble(at) + times * from.getDouble(at));
        }
      }
      case INT, BOOL -> {
        if (first) {
          sum.put(0, from, 0, sum.capacity());
        }
      }
    }
  }
}
