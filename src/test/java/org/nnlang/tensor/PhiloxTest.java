// SPDX-License-Identifier: Apache-2.0
package org.nnlang.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The known answers that come with Random123 (philox4x32, 10 rounds). */
class PhiloxTest {
  @Test
  void knownAnswers() {
    check(
        new int[] {0, 0, 0, 0},
        new int[] {0, 0},
        new int[] {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
    check(
        new int[] {-1, -1, -1, -1},
        new int[] {-1, -1},
        new int[] {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
    check(
        new int[] {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
        new int[] {0xa4093822, 0x299f31d0},
        new int[] {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
  }

  private static void check(int[] counter, int[] key, int[] expected) {
    int[] out = new int[5];
    Philox.block(counter[0], counter[1], counter[2], counter[3], key[0], key[1], out, 1);
    assertArrayEquals(expected, Arrays.copyOfRange(out, 1, 5));
  }

  @Test
  void aPartOfASequenceIsThatPart() {
    int[] all = new int[4000];
    int[] part = new int[40];
    Philox.words(7, 8, 9, 0, 1000, all);
    Philox.words(7, 8, 9, 500, 10, part);
    assertArrayEquals(Arrays.copyOfRange(all, 2000, 2040), part);
  }

  @Test
  void lanesGiveTheSame() {
    for (long first : new long[] {0, 3, (1L << 32) - 300, 1L << 33}) {
      int[] expected = new int[4 * 700];
      int[] found = new int[4 * 700];
      Philox.words(-7, 1L << 40, -3, first, 700, expected);
      new PhiloxLanes().words(-7, 1L << 40, -3, first, 700, found);
      assertArrayEquals(expected, found);
    }
  }
}
