// SPDX-License-Identifier: Apache-2.0
package org.nnlang.decode;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Loop;
import org.nnlang.graph.Type;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;

/**
 * A step of a net, ready to run: some new tokens of some rows, and what is remembered of others.
 */
public final class Step {
  private final Loop loop;
  private final List<State> states;
  private final long batch;
  private final long tokens;
  private final long room;
  private final boolean logits;

  Step(Loop loop, List<State> states, long batch, long tokens, long room, boolean logits) {
    this.loop = loop;
    this.states = states;
    this.batch = batch;
    this.tokens = tokens;
    this.room = room;
    this.logits = logits;
  }

  List<State> states() {
    return states;
  }

  Loop loop() {
    return loop;
  }

  /** How many rows. */
  public long batch() {
    return batch;
  }

  /** How many new tokens of each row. */
  public long tokens() {
    return tokens;
  }

  /** How many tokens there may be in all. */
  public long room() {
    return room;
  }

  /** Memory for its logits, {@code old} where that fits. */
  public Tensor logits(Memory memory, @Nullable Tensor old) {
    Type type = loop.results().get(0);
    return old != null && Type.of(old).equals(type)
        ? old
        : Tensor.zeros(memory, type.dtype(), type.shape());
  }

  /** Forgets what it was run on. */
  public void release() {
    loop.release();
  }

  boolean givesLogits() {
    return logits;
  }
}
