// SPDX-License-Identifier: Apache-2.0
package org.nnlang.generate;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nnlang.decode.Decoder;
import org.nnlang.decode.Remembered;
import org.nnlang.decode.Step;
import org.nnlang.engine.Engine;
import org.nnlang.tensor.Tensor;

/**
 * A net that remembers what it has seen of lines and computes new tokens alone. Lines that begin
 * alike share what is remembered of their beginning, until they part. What is longer than the net
 * can take slides: its end is computed anew for each token.
 */
public final class CachedNet implements NextLogits {
  /** New tokens of one step, and fewest for which more than one at a time are worth while. */
  private static final int BLOCK = 64;

  private static final int FEW = 8;

  private final Engine engine;
  private final Decoder decoder;
  private final Map<Size, Step> steps = new HashMap<>();
  private long[][] seen = {};

  @SuppressWarnings("NullAway.Init") // there after the first step
  private Remembered remembered;

  @SuppressWarnings("NullAway.Init")
  private Tensor logits;

  private record Size(long batch, long tokens, long room) {}

  public CachedNet(Engine engine, Decoder decoder) {
    this.engine = engine;
    this.decoder = decoder;
  }

  @Override
  public double[][] after(List<Line> lines) {
    int length = (int) Math.min(lines.get(0).length(), decoder.longest());
    long[][] rows = lines.stream().map(l -> l.last(length)).toArray(long[][]::new);
    boolean alike = Arrays.stream(rows).allMatch(r -> Arrays.equals(r, rows[0]));
    long[][] distinct = alike ? new long[][] {rows[0]} : rows;
    goOn(distinct, length);
    feed(distinct, length);
    double[][] out = new double[rows.length][];
    for (int r = 0; r < out.length; r++) {
      out[r] = alike && r > 0 ? out[0].clone() : row(alike ? 0 : r);
    }
    return out;
  }

  private double[] row(int row) {
    double[] out = new double[Math.toIntExact(logits.dim(2))];
    for (int i = 0; i < out.length; i++) {
      out[i] = logits.getDouble((long) row * out.length + i);
    }
    return out;
  }

  /** Has remembered what can be used of what there is, for these rows. */
  private void goOn(long[][] rows, int length) {
    int known = remembered == null ? 0 : (int) remembered.tokens();
    int[] from = new int[rows.length];
    for (int r = 0; r < rows.length && known > 0; r++) {
      from[r] = known < length ? begun(rows[r], known, r) : -1;
      known = from[r] < 0 ? 0 : known;
    }
    long room = decoder.room(length);
    if (known == 0) {
      remembered = Remembered.none(decoder, step(rows.length, 1, room), engine.memory());
      return;
    }
    boolean same =
        remembered.batch() == rows.length
            && Arrays.equals(from, IntStream.range(0, rows.length).toArray());
    if (!same) {
      remembered = remembered.withRows(from);
    }
    if (remembered.room() < room) {
      remembered = remembered.withRoom(room);
    }
  }

  /** The row that this one goes on from, the one at the same place where it may be; -1 for none. */
  private int begun(long[] row, int known, int place) {
    for (int i = 0; i < seen.length; i++) {
      int r = (place + i) % seen.length;
      if (Arrays.equals(row, 0, known, seen[r], 0, known)) {
        return r;
      }
    }
    return -1;
  }

  private void feed(long[][] rows, int length) {
    int done = (int) remembered.tokens();
    while (length - done > 1 + FEW) {
      int used = Math.min(BLOCK, length - 1 - done);
      take(rows, done, used, BLOCK);
      done += used;
    }
    for (; done < length; done++) {
      take(rows, done, 1, 1);
    }
    seen = rows;
  }

  /** Has the net take tokens of each row, and some more that do not count. */
  private void take(long[][] rows, int from, int used, int tokens) {
    Step step = step(rows.length, tokens, remembered.room());
    long[] ids = new long[rows.length * tokens];
    for (int r = 0; r < rows.length; r++) {
      for (int i = 0; i < tokens; i++) {
        ids[r * tokens + i] = rows[r][from + Math.min(i, used - 1)];
      }
    }
    if (tokens == 1) {
      logits = step.logits(engine.memory(), logits);
    }
    remembered.take(step, Tensor.of(engine.memory(), ids, rows.length, tokens), used, logits);
  }

  private Step step(long batch, long tokens, long room) {
    return steps.computeIfAbsent(
        new Size(batch, tokens, room), s -> decoder.step(s.batch, s.tokens, s.room, s.tokens == 1));
  }
}
