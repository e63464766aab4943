// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import java.util.List;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Limits;
import org.nnlang.source.Problem;
import org.nnlang.value.HeapGuard;
import org.nnlang.value.Record;
import org.nnlang.value.TypeNames;

/** Counts what a running script uses, and ends it where that is more than its host allows. */
public final class Budget {
  /** How many steps pass between two looks at Java's heap. */
  private static final int STEPS_BETWEEN = 4096;

  /** How many bytes of large values are made between two looks. */
  private static final long BYTES_BETWEEN = 4L << 20;

  /** Values below that many bytes are not counted. */
  private static final long SMALL = 4096;

  /** Of these three sizes nothing is known but what they usually are. */
  private static final long TEXT_BYTES = 56;

  /** Of the items of a list some are others' as well. */
  private static final long HELD_PART_OF_ITEMS = 2;

  private static final long ITEM_BYTES = 24;
  private static final long FIELD_BYTES = 100;

  private final Limits limits;
  private final Held held;
  private final long most;
  private long steps;
  private long next;
  private long bytes;

  Budget(Limits limits) {
    this.limits = limits;
    most = limits.memoryBytes() > 0 ? limits.memoryBytes() : Long.MAX_VALUE;
    // more would not leave room for what every program needs beside
    held = new Held(Math.min(most, Runtime.getRuntime().maxMemory() / 3 * 2));
    next = next();
  }

  private long next() {
    // in this order there is no overflow
    return limits.steps() - steps < STEPS_BETWEEN ? limits.steps() : steps + STEPS_BETWEEN;
  }

  /** Steps are counted anew: each entry of a prompt may take as many. */
  public void restart() {
    steps = 0;
    next = next();
  }

  /**
   * Counts a turn of a loop or a call of a function.
   *
   * @throws Problem {@code limit}
   */
  void step() {
    if (++steps > next) {
      look();
    }
  }

  private void look() {
    if (steps > limits.steps()) {
      throw Problem.of(
              ErrorCode.LIMIT,
              "the script takes more than the %,d steps it may take".formatted(limits.steps()))
          .hint("a turn of a loop and a call are a step; the host or --max-steps sets the limit");
    }
    HeapGuard.look();
    next = next();
  }

  /**
   * Checks a value that was made: what one list, record or text takes by itself, and now and then
   * whether the heap is full.
   *
   * @throws Problem {@code limit}
   */
  public void made(Object value) {
    bytes += grown(value);
    if (bytes >= BYTES_BETWEEN) {
      bytes = 0;
      HeapGuard.look();
    }
  }

  /**
   * Checks a value that may be larger than it was.
   *
   * @return what it takes, in bytes; 0 where that is little
   * @throws Problem {@code limit}
   */
  public long grown(Object value) {
    return switch (value) {
      case String text -> check(value, text.length(), 1);
      case List<?> list -> check(value, list.size(), ITEM_BYTES);
      case Record fields -> check(value, fields.size(), FIELD_BYTES);
      default -> 0;
    };
  }

  /**
   * The same as {@link #made} of a value that was not there before, which small ones count by.
   *
   * @throws Problem {@code limit}
   */
  public void fresh(Object value) {
    long size =
        switch (value) {
          case String text -> TEXT_BYTES + text.length();
          case List<?> list -> TEXT_BYTES + list.size() * ITEM_BYTES;
          case Record fields -> TEXT_BYTES + fields.size() * FIELD_BYTES;
          default -> 0;
        };
    if (size >= SMALL + TEXT_BYTES) {
      made(value);
    } else if (size > 0 && held.addSmall(value, size)) {
      throw full();
    }
  }

  private Problem full() {
    return Problem.of(
            ErrorCode.LIMIT,
            "lists, records and texts take more than the budget of %d MiB together"
                .formatted(held.most() >> 20))
        .hint("does a loop keep what it makes? the host or --memory sets the budget");
  }

  private long check(Object value, int size, long each) {
    long taken = size * each;
    if (taken < SMALL) {
      return 0;
    }
    if (taken > most) {
      throw Problem.of(
              ErrorCode.LIMIT,
              "this %s takes %,d bytes, more than the budget of %d MiB"
                  .formatted(TypeNames.of(value), taken, most >> 20))
          .hint("does it grow without end? the host or --memory sets the budget");
    }
    // a list is copied when it outgrows its array, once before it has doubled again
    boolean mayHaveDoubled = (size & size - 1) == 0;
    if (mayHaveDoubled && value instanceof List) {
      HeapGuard.forReferences(2L * size);
    }
    boolean growing = each > 1 && !mayHaveDoubled && held.knows(value);
    if (!growing && held.add(value, each == 1 ? taken : taken / HELD_PART_OF_ITEMS)) {
      throw full();
    }
    return taken;
  }
}
