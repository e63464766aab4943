// SPDX-License-Identifier: Apache-2.0
package org.nnlang.decode;

import java.util.ArrayList;
import java.util.List;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;

/** What is remembered of some rows of tokens, all of one length: the states of a net's steps. */
public final class Remembered {
  private final Decoder decoder;
  private final Memory memory;
  private final List<State> states;
  private final List<Tensor> now;

  /** A second place for each state that is not written in place; else the same tensor. */
  private final List<Tensor> next;

  private Tensor tokens;
  private final Tensor position;
  private final Tensor count;
  private final long batch;
  private final long room;

  private Remembered(
      Decoder decoder,
      Memory memory,
      List<State> states,
      List<Tensor> now,
      long tokens,
      long batch,
      long room) {
    this.decoder = decoder;
    this.memory = memory;
    this.states = states;
    this.now = new ArrayList<>(now);
    this.batch = batch;
    this.room = room;
    next = new ArrayList<>();
    for (int i = 0; i < states.size(); i++) {
      boolean inPlace = states.get(i).kind() == State.Kind.HISTORY;
      next.add(inPlace ? now.get(i) : zeros(memory, states.get(i), batch, room));
    }
    this.tokens = Tensor.zeros(memory, DType.INT, batch, 1);
    position = Tensor.of(memory, new long[] {tokens});
    count = Tensor.of(memory, new long[] {1});
  }

  private static Tensor zeros(Memory memory, State s, long batch, long room) {
    return Tensor.zeros(memory, s.dtype(), s.shape(batch, room));
  }

  /** Nothing yet, for steps such as this. */
  public static Remembered none(Decoder decoder, Step step, Memory memory) {
    List<Tensor> first = new ArrayList<>();
    for (State s : step.states()) {
      first.add(decoder.first(s, step.batch(), step.room()));
    }
    return new Remembered(decoder, memory, step.states(), first, 0, step.batch(), step.room());
  }

  /** How many tokens of each row there were. */
  public long tokens() {
    return position.getLong(0);
  }

  public long batch() {
    return batch;
  }

  public long room() {
    return room;
  }

  /**
   * Takes new tokens.
   *
   * @param step for this batch and room
   * @param ids the tokens of each row one after the other, of which the first {@code used} count
   * @param logits where the step's logits go; null for a step without
   */
  public void take(Step step, long[] ids, long used, Tensor logits) {
    if (tokens.dim(1) != step.tokens()) {
      tokens = Tensor.zeros(memory, DType.INT, batch, step.tokens());
    }
    tokens.fill(ids);
    count.fill(new long[] {used});
    List<Tensor> inputs = new ArrayList<>(3 + now.size());
    inputs.add(tokens);
    inputs.add(position);
    inputs.add(count);
    inputs.addAll(now);
    List<Tensor> results = new ArrayList<>();
    if (step.givesLogits()) {
      results.add(logits);
    }
    results.addAll(next);
    step.loop().run(inputs, results);
    for (int i = 0; i < states.size(); i++) {
      Tensor old = now.get(i);
      now.set(i, next.get(i));
      next.set(i, old);
    }
    position.fill(new long[] {tokens() + used});
  }

  /** A copy with room for so many tokens. */
  public Remembered withRoom(long more) {
    List<Tensor> wider = new ArrayList<>();
    for (int i = 0; i < states.size(); i++) {
      State s = states.get(i);
      Tensor out = zeros(memory, s, batch, more);
      State.Split from = s.places(batch, room);
      State.Split to = s.places(batch, more);
      long row = from.inner();
      long places = filled(s, from.size());
      for (long o = 0; o < from.outer(); o++) {
        out.fill(o * to.size() * row, now.get(i), o * from.size() * row, places * row);
      }
      wider.add(out);
    }
    return new Remembered(decoder, memory, states, wider, tokens(), batch, more);
  }

  /**
   * A copy with other rows.
   *
   * @param from of each the row that it goes on from
   */
  public Remembered withRows(int[] from) {
    List<Tensor> rows = new ArrayList<>();
    for (int i = 0; i < states.size(); i++) {
      State s = states.get(i);
      Tensor out = zeros(memory, s, from.length, room);
      State.Split split = s.rows(batch, room);
      long row = split.inner();
      State.Split places = s.places(batch, room);
      // where places lie within rows, those that are filled are at the beginning of each piece
      long piece = Math.min(row, places.size() * places.inner());
      long used = places.inner() < row ? filled(s, places.size()) * places.inner() : piece;
      for (long o = 0; o < split.outer(); o++) {
        for (int r = 0; r < from.length; r++) {
          long to = (o * from.length + r) * row;
          long at = (o * batch + from[r]) * row;
          for (long p = 0; p < row; p += piece) {
            out.fill(to + p, now.get(i), at + p, used);
          }
        }
      }
      rows.add(out);
    }
    return new Remembered(decoder, memory, states, rows, tokens(), from.length, room);
  }

  /** How many places of a state count now; of a history those behind do not. */
  private long filled(State s, long places) {
    return s.kind() == State.Kind.HISTORY ? Math.min(places, decoder.known(s, tokens())) : places;
  }
}
