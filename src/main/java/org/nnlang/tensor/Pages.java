// SPDX-License-Identifier: Apache-2.0
package org.nnlang.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Large memory whose zeros the system puts there page by page when one is first touched. An arena
 * writes them at once, on one thread, and most are soon written over; here whoever writes first
 * makes the page, on all threads, and what nobody writes takes none. Who knows that all will be
 * written has many made at a time, in half of the time.
 *
 * <p>Huge pages are not asked for: where the system has to make or fetch them they took five times
 * as long as small ones.
 */
final class Pages {
  private static final MethodHandle CALLOC =
      function(
          "calloc",
          FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
  private static final MethodHandle MALLOC =
      function("malloc", FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
  private static final MethodHandle FREE =
      function("free", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));

  /** The largest that systems have. */
  private static final long PAGE = 64 << 10;

  /** Linux's number for it. */
  private static final int DONT_NEED = 4;

  /** The same, since 5.14: make the pages as if each were written to. */
  private static final int POPULATE_WRITE = 23;

  private Pages() {}

  private static MethodHandle function(String name, FunctionDescriptor type) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
  }

  /** Memory that has not been freed yet. */
  record Block(long address, long bytes) {}

  /**
   * Zeroed memory that lives as long as the arena.
   *
   * @param atOnce whether its zeros are written now: of little memory that is faster
   * @param blocks gets it, and loses it before it is freed; whoever looks holds its lock
   * @throws OutOfMemoryError where there is none
   */
  static MemorySegment allocate(
      Arena arena, long bytes, long alignment, boolean atOnce, Set<Block> blocks) {
    long all = bytes + alignment;
    MemorySegment found;
    try {
      found =
          atOnce
              ? (MemorySegment) MALLOC.invokeExact(all)
              : (MemorySegment) CALLOC.invokeExact(1L, all);
    } catch (Throwable t) {
      throw new IllegalStateException(t);
    }
    if (found.address() == 0) {
      throw new OutOfMemoryError("no " + all + " bytes");
    }
    long offset = -found.address() & alignment - 1;
    Block block = new Block(found.address() + offset, bytes);
    synchronized (blocks) {
      blocks.add(block);
    }
    MemorySegment memory =
        found.reinterpret(all, arena, whole -> free(whole, block, blocks)).asSlice(offset, bytes);
    return atOnce ? memory.fill((byte) 0) : memory;
  }

  private static void free(MemorySegment memory, Block block, Set<Block> blocks) {
    synchronized (blocks) {
      blocks.remove(block);
    }
    try {
      FREE.invokeExact(memory);
    } catch (Throwable t) {
      throw new IllegalStateException(t);
    }
  }

  /** Leaves the block that holds an address out of {@link #giveBack}. */
  static void keep(Set<Block> blocks, long address) {
    synchronized (blocks) {
      blocks.removeIf(b -> address >= b.address && address < b.address + b.bytes);
    }
  }

  /**
   * Has the system make pages that begin in a part of memory.
   *
   * @return whether it did
   */
  static boolean make(long address, long bytes, long from, long to) {
    long first = address + from + PAGE - 1 & -PAGE;
    long end = Math.min(address + to + PAGE - 1 & -PAGE, address + bytes & -PAGE);
    return end <= first || advise(first, end - first, POPULATE_WRITE);
  }

  private static boolean advise(long from, long bytes, int advice) {
    MethodHandle advise = Advise.HANDLE;
    if (advise == null) {
      return false;
    }
    try {
      return (int) advise.invokeExact(from, bytes, advice) == 0;
    } catch (Throwable t) {
      throw new IllegalStateException(t);
    }
  }

  /** Has the system take the pages that lie whole within blocks; their addresses stay good. */
  static void giveBack(Set<Block> blocks) {
    synchronized (blocks) {
      for (Block block : blocks) {
        long from = block.address + PAGE - 1 & -PAGE;
        long bytes = (block.address + block.bytes & -PAGE) - from;
        if (bytes > 0) {
          advise(from, bytes, DONT_NEED);
        }
      }
    }
  }

  /** Made when it is first needed, and not when the first tensor is made. */
  private static final class Advise {
    /** Null where the system has none that does what is asked here: only Linux has. */
    static final @Nullable MethodHandle HANDLE =
        System.getProperty("os.name").startsWith("Linux")
            ? function(
                "madvise",
                FunctionDescriptor.of(
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_INT))
            : null;
  }
}
