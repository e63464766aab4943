// SPDX-License-Identifier: Apache-2.0
package org.nnlang.generate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.decode.Decoder;
import org.nnlang.decode.Remembered;
import org.nnlang.decode.Step;
import org.nnlang.engine.Engine;
import org.nnlang.tensor.Tensor;

/**
 * A net that remembers what it has seen of lines and computes new tokens alone. Lines that begin
 * alike share what is remembered of their beginning, until they part. Longer lines go through the
 * net beside shorter ones, as far as these have come. What is longer than the net can take slides:
 * its end is computed anew for each token.
 */
public final class CachedNet implements NextLogits {
  /** New tokens of one step, and fewest for which more than one at a time are worth while. */
  private static final int BLOCK = 64;

  private static final int FEW = 8;

  private final Engine engine;
  private final Decoder decoder;
  private final List<Step> steps = new ArrayList<>();
  private List<Row> seen = List.of();

  @SuppressWarnings("NullAway.Init") // there after the first step
  private Remembered remembered;

  @SuppressWarnings("NullAway.Init")
  private Tensor logits;

  /** The tokens of a line from one on; they stay as they are, for a line only grows. */
  private record Row(Line line, int from) {
    long at(int place) {
      return line.at(from + place);
    }

    boolean isAs(Row other, int tokens) {
      return line.isAs(other.line, from, other.from, tokens);
    }
  }

  public CachedNet(Engine engine, Decoder decoder) {
    this.engine = engine;
    this.decoder = decoder;
  }

  @Override
  public double[] @Nullable [] after(List<Line> lines) {
    int longest = (int) Math.min(Integer.MAX_VALUE, decoder.longest());
    int length = longest;
    for (Line line : lines) {
      length = Math.min(length, line.length());
    }
    List<Row> taken = new ArrayList<>();
    int[] rows = new int[lines.size()];
    for (int r = 0; r < rows.length; r++) {
      Line line = lines.get(r);
      // what will slide needs nothing remembered
      boolean waits = length < longest && line.length() > longest;
      rows[r] = waits ? -1 : taken.size();
      if (!waits) {
        taken.add(new Row(line, length < longest ? 0 : line.length() - length));
      }
    }
    boolean alike = true;
    for (int r = 1; r < taken.size() && alike; r++) {
      alike = taken.get(r).isAs(taken.get(0), length);
    }
    List<Row> distinct = alike ? taken.subList(0, 1) : filledUp(taken);
    goOn(distinct, length);
    feed(distinct, length);
    double[] @Nullable [] out = new double[rows.length][];
    for (int r = 0; r < rows.length; r++) {
      if (rows[r] >= 0 && (length == longest || lines.get(r).length() == length)) {
        out[r] = row(alike ? 0 : rows[r]);
      }
    }
    return out;
  }

  /**
   * The rows, and the first again and again where some have come to their end: another number of
   * rows is another plan, which half of them are worth.
   */
  private List<Row> filledUp(List<Row> rows) {
    List<Row> out = new ArrayList<>(rows);
    if (remembered != null && remembered.batch() < 2 * rows.size()) {
      while (out.size() < remembered.batch()) {
        out.add(rows.get(0));
      }
    }
    return out;
  }

  private double[] row(int row) {
    return TokenNet.row(logits, row, 0);
  }

  /** Has remembered what can be used of what there is, for these rows. */
  private void goOn(List<Row> rows, int length) {
    int known = remembered == null ? 0 : (int) remembered.tokens();
    int[] from = new int[rows.size()];
    boolean same = remembered != null && remembered.batch() == rows.size();
    for (int r = 0; r < from.length && known > 0; r++) {
      from[r] = known < length ? begun(rows.get(r), known, r) : -1;
      known = from[r] < 0 ? 0 : known;
      same &= from[r] == r;
    }
    long room = decoder.room(length);
    if (known == 0) {
      remembered = Remembered.none(decoder, step(rows.size(), 1, room), engine.memory());
      return;
    }
    if (!same) {
      remembered = remembered.withRows(from);
    }
    if (remembered.room() < room) {
      remembered = remembered.withRoom(room);
    }
  }

  /** The row that this one goes on from, the one at the same place where it may be; -1 for none. */
  private int begun(Row row, int known, int place) {
    for (int i = 0; i < seen.size(); i++) {
      int r = (place + i) % seen.size();
      if (row.isAs(seen.get(r), known)) {
        return r;
      }
    }
    return -1;
  }

  private void feed(List<Row> rows, int length) {
    int done = (int) remembered.tokens();
    while (length - done > 1 + FEW) {
      int used = Math.min(BLOCK, length - 1 - done);
      take(rows, done, used, BLOCK);
      done += used;
    }
    for (; done < length; done++) {
      take(rows, done, 1, 1);
    }
    seen = List.copyOf(rows);
  }

  /** Has the net take tokens of each row, and some more that do not count. */
  private void take(List<Row> rows, int from, int used, int tokens) {
    Step step = step(rows.size(), tokens, remembered.room());
    long[] ids = new long[rows.size() * tokens];
    for (int r = 0; r < rows.size(); r++) {
      for (int i = 0; i < tokens; i++) {
        ids[r * tokens + i] = rows.get(r).at(from + Math.min(i, used - 1));
      }
    }
    if (tokens == 1) {
      logits = step.logits(engine.memory(), logits);
    }
    remembered.take(step, ids, used, logits);
  }

  @Override
  public void close() {
    steps.forEach(Step::release);
  }

  private Step step(long batch, long tokens, long room) {
    for (Step s : steps) {
      if (s.batch() == batch && s.tokens() == tokens && s.room() == room) {
        return s;
      }
    }
    Step step = decoder.step(batch, tokens, room, tokens == 1);
    steps.add(step);
    return step;
  }
}
