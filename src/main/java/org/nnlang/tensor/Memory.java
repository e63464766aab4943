// SPDX-License-Identifier: Apache-2.0
package org.nnlang.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.MachineMemory;
import org.nnlang.source.Problem;

/**
 * Hands out memory outside the heap against a budget of bytes, and returns it when the segment is
 * no longer reachable.
 *
 * <p>The collector sees only the small segment objects, not the megabytes behind them; so after
 * every {@link #GC_STEP} bytes handed out above what survived last time, it is asked to look.
 */
public class Memory implements AutoCloseable {
  private static final Cleaner CLEANER = Cleaner.create();
  private static final long ALIGNMENT = 64;

  /** From how many bytes on pages of their own pay. */
  public static final long LARGE = 1L << 20;

  /** So many things are kept for speed alone. */
  private static final int SPARES = 4;

  private static final long GC_STEP = 512L << 20;

  /** From how many bytes on memory is given back when its context ends, and not later. */
  private static final long RETURNED = 64L << 10;

  private final long asked;
  private final AtomicLong used = new AtomicLong();
  private final Set<Pages.Block> large = new HashSet<>();
  private volatile long nextCollection = GC_STEP;
  private final Deque<WeakReference<Spare>> spares = new ArrayDeque<>();
  private volatile boolean seenOutside;

  /**
   * An allocator that refuses to hold more than some bytes at once.
   *
   * @param budget 0 for half of what the machine has
   */
  public Memory(long budget) {
    asked = budget;
  }

  private long budget() {
    return asked > 0 ? asked : MachineMemory.half();
  }

  private boolean isWithin(long bytes) {
    return asked == 0 && bytes <= MachineMemory.SURE || bytes <= budget();
  }

  /** Bytes handed out and not returned yet. */
  public long used() {
    return used.get();
  }

  /** Bytes that may still be handed out, if nothing is returned. */
  public long left() {
    return budget() - used.get();
  }

  /** Zeroed memory for a tensor; {@link Problem} {@code limit} where it would pass the budget. */
  public MemorySegment allocate(DType dtype, long... shape) {
    long bytes;
    try {
      bytes = Math.multiplyExact(Tensor.sizeOf(shape), (long) dtype.bytes());
    } catch (ArithmeticException e) {
      throw tooLarge(shape, dtype, "more than 8 EiB");
    }
    if (!isWithin(bytes)) {
      throw tooLarge(shape, dtype, bytes + " bytes");
    }
    return allocate(bytes);
  }

  /** Zeroed memory, aligned to a cache line. */
  public MemorySegment allocate(long bytes) {
    long now = used.addAndGet(bytes);
    if (now > nextCollection || !isWithin(now)) {
      now = collect(bytes);
    }
    Arena arena = Arena.ofAuto();
    MemorySegment segment;
    try {
      segment =
          bytes < RETURNED
              ? arena.allocate(Math.max(bytes, 1), ALIGNMENT)
              : Pages.allocate(arena, bytes, ALIGNMENT, bytes < LARGE, large);
    } catch (OutOfMemoryError e) {
      used.addAndGet(-bytes);
      throw Problem.of(ErrorCode.LIMIT, "the machine has no memory left for " + bytes + " bytes");
    }
    // slices keep the scope alive, not the segment they were cut from
    CLEANER.register(segment.scope(), new Return(used, bytes));
    return segment;
  }

  /**
   * Gives the pages of all large memory back to the system at once, where it is one that takes
   * them. Whoever still reads there finds zeros.
   */
  @Override
  public void close() {
    Pages.giveBack(large);
  }

  /**
   * Has the system make the pages of a part of large memory now, all at once: those from the first
   * that begins in it on.
   *
   * @return false where it does not do that
   */
  public static boolean makePages(MemorySegment memory, long from, long to) {
    return Pages.make(memory.address(), memory.byteSize(), from, to);
  }

  /**
   * Says that somebody outside sees this memory and may go on to: {@link #close} leaves it alone.
   */
  public void outlives(MemorySegment memory) {
    seenOutside = true;
    Pages.keep(large, memory.address());
  }

  /** Whether somebody outside sees memory of tensors, and may write there: nobody is told. */
  public boolean isSeenOutside() {
    return seenOutside;
  }

  /** What is kept for speed alone, and given up where memory is short. */
  public interface Spare {
    /** Lets go of it; by any thread. */
    void giveUp();
  }

  /** Says that {@code spare} is kept from now on: of all, those kept latest stay. */
  public void keeps(Spare spare) {
    synchronized (spares) {
      spares.removeIf(s -> s.get() == null || s.get() == spare);
      spares.addLast(new WeakReference<>(spare));
      while (spares.size() > SPARES) {
        giveUp(spares.removeFirst());
      }
    }
  }

  private void giveUpSpares() {
    synchronized (spares) {
      spares.forEach(Memory::giveUp);
      spares.clear();
    }
  }

  private static void giveUp(WeakReference<Spare> spare) {
    Spare s = spare.get();
    if (s != null) {
      s.giveUp();
    }
  }

  private synchronized long collect(long bytes) {
    if (!isWithin(used.get())) {
      giveUpSpares();
    }
    for (int i = 0; i < 5 && (i == 0 || !isWithin(used.get())); i++) {
      System.gc();
      try {
        Thread.sleep(1L << i);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    long now = used.get();
    nextCollection = now + GC_STEP;
    if (!isWithin(now)) {
      used.addAndGet(-bytes);
      throw Problem.of(
              ErrorCode.LIMIT,
              "tensors would take more memory than the budget of " + (budget() >> 20) + " MiB")
          .hint("smaller batches or shapes need less; the host or --memory sets the budget");
    }
    return now;
  }

  private Problem tooLarge(long[] shape, DType dtype, String size) {
    return Problem.of(
            ErrorCode.LIMIT,
            "a tensor of shape "
                + Arrays.toString(shape)
                + " ("
                + dtype.word()
                + ") takes "
                + size
                + ", more than the budget of "
                + (budget() >> 20)
                + " MiB")
        .hint("was a size meant to be smaller? the host or --memory sets the budget");
  }

  private record Return(AtomicLong used, long bytes) implements Runnable {
    @Override
    public void run() {
      used.addAndGet(-bytes);
    }
  }
}
