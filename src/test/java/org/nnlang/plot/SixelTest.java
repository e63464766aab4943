// SPDX-License-Identifier: Apache-2.0
package org.nnlang.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** By DEC's manual: a sign is 63 plus a bit for each of six rows, the uppermost the lowest. */
class SixelTest {
  @Test
  void aSmallImageByHand() {
    int red = 0xff0000;
    int white = 0xffffff;
    // a column of red, white, red; then five of white
    int[] rgb = new int[18];
    for (int i = 0; i < 18; i++) {
      rgb[i] = i % 6 == 0 && i != 6 ? red : white;
    }
    assertEquals(
        "\u001bPq\"1;1;6;3#180;2;100;0;0#215;2;100;100;100#180D!5?$#215A!5F$-\u001b\\",
        Sixel.of(new Pixels(6, 3, rgb)));
  }

  @Test
  void sevenRowsAreTwoBands() {
    assertEquals(
        "\u001bPq\"1;1;1;7#0;2;0;0;0#0~$-#0@$-\u001b\\", Sixel.of(new Pixels(1, 7, new int[7])));
  }
}
