// SPDX-License-Identifier: Apache-2.0
package org.nnlang.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.MachineMemory;
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

  /** What is kept for speed alone goes before anything is refused. */
  @Test
  void whatIsKeptIsGivenUpWhereMemoryIsShort() {
    Memory memory = new Memory(8 * LARGE);
    List<MemorySegment> kept = new ArrayList<>(List.of(memory.allocate(6 * LARGE)));
    Memory.Spare spare = kept::clear;
    memory.keeps(spare);
    assertEquals(2 * LARGE, memory.allocate(2 * LARGE).byteSize());
    assertEquals(1, kept.size());
    assertEquals(5 * LARGE, memory.allocate(5 * LARGE).byteSize());
    assertEquals(0, kept.size());
  }

  /** Pages that this process has in the machine's memory, in bytes. */
  private static long resident() throws IOException {
    return 4096 * Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ")[1]);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void closingReturnsWhatIsStillHeld() throws IOException {
    for (long bytes : new long[] {LARGE, 200_000}) {
      Memory memory = new Memory(0);
      List<MemorySegment> held = new ArrayList<>();
      for (long all = 0; all < 8 * LARGE; all += bytes) {
        held.add(memory.allocate(bytes).fill((byte) 1));
      }
      MemorySegment given = held.get(0).asSlice(100);
      memory.outlives(given);
      long before = resident();
      memory.close();
      long returned = before - resident();
      assertTrue(returned > 4 * LARGE, "of 8 times 32 MiB are returned " + returned);
      // who still looks there sees something, and what others were given stays
      MemorySegment last = held.getLast();
      assertEquals(0, last.get(ValueLayout.JAVA_BYTE, last.byteSize() / 2));
      assertEquals(1, given.get(ValueLayout.JAVA_BYTE, given.byteSize() / 2));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void pagesAreMadeAllAtOnceAndKeepWhatIsThere() throws IOException {
    Memory memory = new Memory(0);
    MemorySegment all = memory.allocate(8 * LARGE);
    all.set(ValueLayout.JAVA_BYTE, LARGE, (byte) 7);
    long before = resident();
    if (!Memory.makePages(all, 0, 4 * LARGE)) {
      return; // Linux before 5.14
    }
    long made = resident() - before;
    assertTrue(made > 3 * LARGE && made < 6 * LARGE, made + " bytes");
    assertEquals(7, all.get(ValueLayout.JAVA_BYTE, LARGE));
    assertEquals(0, all.get(ValueLayout.JAVA_BYTE, LARGE + 1));
  }

  @Test
  void theUsualBudgetIsHalfOfWhatTheMachineHas() {
    long half = MachineMemory.half();
    try (Memory memory = new Memory(0)) {
      assertEquals(half, memory.left());
      Problem p = assertThrows(Problem.class, () -> memory.allocate(DType.FLOAT32, half / 4 + 1));
      assertTrue(p.getMessage().contains("the budget of " + (half >> 20) + " MiB"));
    }
    assertTrue(half >= MachineMemory.SURE);
  }

  @Test
  void moreThanTheMachineHasIsAProblem() {
    Memory memory = new Memory(Long.MAX_VALUE);
    Problem p = assertThrows(Problem.class, () -> memory.allocate(1L << 60));
    assertEquals(ErrorCode.LIMIT, p.code());
    assertEquals(0, memory.used());
  }
}
