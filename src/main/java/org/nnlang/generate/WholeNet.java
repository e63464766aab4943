// SPDX-License-Identifier: Apache-2.0
package org.nnlang.generate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.decode.Whole;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;

/**
 * A net that needs its text all at once: of each line it sees as much of the end as it can take,
 * computed anew for each token. One plan serves all lengths up to a power of two.
 */
public final class WholeNet implements NextLogits {
  private final Memory memory;
  private final Whole net;

  public WholeNet(Memory memory, Whole net) {
    this.memory = memory;
    this.net = net;
  }

  @Override
  public double[] @Nullable [] after(List<Line> lines) {
    int length = lines.stream().mapToInt(this::seen).min().orElseThrow();
    List<Integer> rows = new ArrayList<>();
    for (int r = 0; r < lines.size(); r++) {
      if (seen(lines.get(r)) == length) {
        rows.add(r);
      }
    }
    int batch = rows.size();
    int room = Math.toIntExact(net.room(length));
    long[] ids = new long[batch * room];
    for (int i = 0; i < batch; i++) {
      System.arraycopy(lines.get(rows.get(i)).last(length), 0, ids, i * room, length);
    }
    Tensor logits = net.last(Tensor.of(memory, ids, batch, room), length);
    double[] @Nullable [] out = new double[lines.size()][];
    for (int i = 0; i < batch; i++) {
      out[rows.get(i)] = TokenNet.row(logits, i, 0);
    }
    return out;
  }

  @Override
  public void close() {
    net.release();
  }

  /** How much of a line the net sees. */
  private int seen(Line line) {
    return (int) Math.min(line.length(), net.longest());
  }
}
