// SPDX-License-Identifier: Apache-2.0
package org.nnlang.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Large memory whose zeros the system puts there page by page when one is first touched. An arena
 * writes them at once, on one thread, and most are soon written over; here whoever writes first
 * makes the page, on all threads, and what nobody writes takes none.
 *
 * <p>Huge pages are not asked for: where the system has to make or fetch them they took five times
 * as long as small ones.
 */
final class Pages {
  private static final MethodHandle CALLOC =
      function(
          "calloc",
          FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
  private static final MethodHandle FREE =
      function("free", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));

  private Pages() {}

  private static MethodHandle function(String name, FunctionDescriptor type) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
  }

  /**
   * Zeroed memory that lives as long as the arena.
   *
   * @throws OutOfMemoryError where there is none
   */
  static MemorySegment allocate(Arena arena, long bytes, long alignment) {
    long all = bytes + alignment;
    MemorySegment found;
    try {
      found = (MemorySegment) CALLOC.invokeExact(1L, all);
    } catch (Throwable t) {
      throw new IllegalStateException(t);
    }
    if (found.address() == 0) {
      throw new OutOfMemoryError("no " + all + " bytes");
    }
    long offset = -found.address() & alignment - 1;
    return found.reinterpret(all, arena, Pages::free).asSlice(offset, bytes);
  }

  private static void free(MemorySegment memory) {
    try {
      FREE.invokeExact(memory);
    } catch (Throwable t) {
      throw new IllegalStateException(t);
    }
  }
}
