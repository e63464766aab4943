// SPDX-License-Identifier: Apache-2.0
package org.nnlang.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;

class HeatMapTest {
  private final Memory memory = new Memory(1 << 20);

  private HeatMap map(float[] values, long... shape) {
    return HeatMap.of(Tensor.of(memory, values, shape));
  }

  /**
   * Grey from 0 to 3: each number is four signs wide and two lines high; 1 is the third shade of
   * ten.
   */
  @Test
  void smallMatricesAreScaledUp() {
    assertEquals(
        """
        0     ----
              ----
          ****@@@@
        1 ****@@@@
          0      1
          0 BAR 3
        """,
        map(new float[] {0, 1, 2, 3}, 2, 2)
            .text(20, 4, false)
            .replaceAll("(?m)^  0 .* 3$", "  0 BAR 3"));
  }

  /** Of four numbers in a square the one farthest from 0 is shown. */
  @Test
  void largeMatricesShowWhatIsFarthestFromZero() {
    float[] values = new float[64 * 64];
    values[0] = 1;
    values[63] = -1;
    Pixels small = map(values, 64, 64).picture();
    assertEquals(0xb2182b, small.rgb()[0]);
    assertEquals(0x2166ac, small.rgb()[small.width() - 1]);
    assertEquals(0xf7f7f7, small.rgb()[small.rgb().length / 2]);
    assertEquals(512, small.width());
  }

  @Test
  void whatIsNoNumberStandsOut() {
    assertEquals(0xffd700, map(new float[] {1, Float.NaN}, 1, 2).picture().rgb()[63]);
  }
}
