// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import org.nnlang.tensor.Generator;
import org.nnlang.value.Record;

/**
 * How far a run has come, but for tensors and the history. Never changed: each step has its own.
 *
 * @param done steps done
 * @param begun steps done when the optimizer began: more than 0 where it took the place of one of
 *     another kind
 * @param worse validations since the best
 * @param unmeasured whether a validation was ended before it was done; the next run begins with it
 * @param kept steps done at the last checkpoint; -1 before the first
 * @param over whether it ended early, and does not go on
 */
record RunState(long done, long begun, int worse, boolean unmeasured, long kept, boolean over) {
  static final RunState START = new RunState(0, 0, 0, false, -1, false);

  /** After so many steps, where nothing else matters. */
  static RunState at(long done, long begun) {
    return new RunState(done, begun, 0, false, -1, false);
  }

  RunState stepped(int steps) {
    return new RunState(done + steps, begun, worse, unmeasured, kept, over);
  }

  RunState measured(boolean better) {
    return new RunState(done, begun, better ? 0 : worse + 1, false, kept, over);
  }

  RunState withUnmeasured() {
    return new RunState(done, begun, worse, true, kept, over);
  }

  RunState withKept() {
    return new RunState(done, begun, worse, unmeasured, done, over);
  }

  RunState withOver(boolean newOver) {
    return new RunState(done, begun, worse, unmeasured, kept, newOver);
  }

  /** The optimizer begins anew. */
  RunState withBegun() {
    return new RunState(done, done, worse, unmeasured, kept, over);
  }

  /** By name, with where the script's own random numbers are. */
  Record saved(Generator random) {
    return new Record()
        .with("done", done)
        .with("optimizer_began", begun)
        .with("worse", (long) worse)
        .with("unmeasured", unmeasured)
        .with("random_seed", random.seed())
        .with("random_counter", random.counter());
  }

  /** What {@link #saved} gave; the script's random numbers go on from there. */
  static RunState of(Record saved, Generator random) {
    random.restore(whole(saved, "random_seed"), whole(saved, "random_counter"));
    if (!(saved.get("unmeasured") instanceof Boolean unmeasured)) {
      throw Messages.checkpointLacks("unmeasured");
    }
    return new RunState(
        whole(saved, "done"),
        whole(saved, "optimizer_began"),
        (int) whole(saved, "worse"),
        unmeasured,
        -1,
        false);
  }

  private static long whole(Record saved, String name) {
    if (!(saved.get(name) instanceof Long value)) {
      throw Messages.checkpointLacks(name);
    }
    return value;
  }

  /** What checkpoints before version 2 held: seven numbers by their place. */
  static RunState old(long[] run, Generator random) {
    random.restore(run[4], run[5]);
    return new RunState(run[0], run[6], (int) run[2], run[3] == 1, -1, false);
  }
}
