// SPDX-License-Identifier: Apache-2.0
package org.nnlang.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;
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
    String drawn = map(values, 64, 64).text(33, 16, true);
    assertTrue(drawn.startsWith(" 0 \u001b[38;2;178;24;43;48;2;247;247;247m▀"), drawn);
    Pixels picture = seen(map(values, 64, 64));
    // 7 pixels a square, behind 12 and two digits and 12, of all of which there are twice as many
    assertEquals(0xb2182b, at(picture, 40 + 3, 12 + 3));
    assertEquals(0x2166ac, at(picture, 40 + 63 * 7 + 3, 12 + 3));
    assertEquals(0xf7f7f7, at(picture, 40 + 30 * 7, 12 + 30 * 7));
  }

  private static Pixels seen(HeatMap map) {
    return Png.read(Png.of(map.picture()));
  }

  private static int at(Pixels p, int x, int y) {
    return p.rgb()[2 * y * p.width() + 2 * x];
  }

  /** 0 to 3 from black to white, in squares of 40, with both axes counted and a bar below. */
  @Test
  void picturesHaveLabelsAndABar() {
    HeatMap map = map(new float[] {0, 1, 2, 3}, 2, 2);
    Pixels picture = seen(map);
    assertEquals(0, at(picture, 32 + 20, 12 + 20));
    assertEquals(0x555555, at(picture, 32 + 60, 12 + 20));
    assertEquals(0xaaaaaa, at(picture, 32 + 20, 12 + 60));
    assertEquals(0xffffff, at(picture, 32 + 60, 12 + 60));
    // the bar: behind one more digit, below the numbers of the columns
    assertEquals(0, at(picture, 52, 12 + 80 + 16 + 12 + 7));
    String svg = Svg.of(map.picture());
    List<String> labels =
        Pattern.compile(">(\\d)</text>").matcher(svg).results().map(m -> m.group(1)).toList();
    assertEquals(List.of("0", "1", "0", "1", "0", "3"), labels);
  }

  /** Two columns are not two pixels wide because there are many rows. */
  @Test
  void narrowMatricesAreSeen() {
    Pixels picture = seen(map(new float[2000], 1000, 2));
    assertTrue(picture.width() > 2 * 80 && picture.height() > 2 * 480, picture.toString());
  }

  @Test
  void whatIsNoNumberStandsOut() {
    assertEquals(0xffd700, at(seen(map(new float[] {1, Float.NaN}, 1, 2)), 32 + 60, 12 + 20));
  }
}
