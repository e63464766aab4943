// SPDX-License-Identifier: Apache-2.0
package org.nnlang.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;

class MemoryTest {
  private static final long LARGE = 32L << 20;

  @Test
  void smallAndLargeMemoryIsZeroedAndAligned() {
    Memory memory = new Memory(1L << 30);
    for (long bytes : new long[] {0, 4, (1 << 20) - 4, 1 << 20, LARGE + 12}) {
      // what was written to before must not come back
      for (int i = 0; i < 3; i++) {
        MemorySegment found = memory.allocate(bytes);
        assertEquals(0, found.address() % 64);
        assertTrue(found.byteSize() >= bytes);
        for (long at = 0; at < bytes; at += 4) {
          assertEquals(0, found.get(ValueLayout.JAVA_INT, at));
        }
        found.fill((byte) 1);
      }
    }
  }

  /** A hundred times what the budget allows an eighth of. */
  @Test
  void whatNobodyHoldsIsReturned() {
    Memory memory = new Memory(8 * LARGE);
    MemorySegment part = null;
    for (int i = 0; i < 100; i++) {
      part = memory.allocate(LARGE).asSlice(LARGE / 2);
      assertEquals(0, part.get(ValueLayout.JAVA_INT, 0));
      part.set(ValueLayout.JAVA_INT, 0, i);
    }
    assertTrue(memory.used() <= 8 * LARGE);
    // a part keeps the whole
    assertEquals(99, part.get(ValueLayout.JAVA_INT, 0));
    assertTrue(memory.used() >= LARGE);
  }

  @Test
  void moreThanTheMachineHasIsAProblem() {
    Memory memory = new Memory(Long.MAX_VALUE);
    Problem p = assertThrows(Problem.class, () -> memory.allocate(1L << 60));
    assertEquals(ErrorCode.LIMIT, p.code());
    assertEquals(0, memory.used());
  }
}
