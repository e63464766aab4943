// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nnlang.plot.Pixels;
import org.nnlang.plot.Png;
import org.nnlang.source.Polls;

/** Reading and writing a large picture can be ended at each of its rows. */
class PicturePollsTest {
  private static final int WIDTH = 1500;
  private static final int HEIGHT = 400;

  private int asked;
  private int endAt = Integer.MAX_VALUE;

  private void ask() {
    if (++asked == endAt) {
      throw new CancellationException();
    }
  }

  @AfterEach
  void end() {
    Polls.end();
  }

  private static byte[] file(String format, int type) throws IOException {
    var image = new BufferedImage(WIDTH, HEIGHT, type);
    var out = new ByteArrayOutputStream();
    assertTrue(ImageIO.write(image, format, out));
    return out.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({
    "png, " + BufferedImage.TYPE_INT_RGB,
    "png, " + BufferedImage.TYPE_BYTE_GRAY,
    "png, " + BufferedImage.TYPE_BYTE_INDEXED,
    "jpg, " + BufferedImage.TYPE_INT_RGB,
    "bmp, " + BufferedImage.TYPE_INT_RGB,
    "gif, " + BufferedImage.TYPE_BYTE_INDEXED
  })
  void readingEndsAtAnyRowAndIsNotCalledDamage(String format, int type) throws IOException {
    byte[] file = file(format, type);
    Polls.begin(this::ask);
    assertEquals(WIDTH, Pictures.read("x", file, false).width());
    int all = asked;
    // once while the reader goes through the rows, and once while numbers are made of them
    assertTrue(all >= 2 * HEIGHT - 10, all + " questions");
    for (endAt = 1; endAt <= all; endAt += 37) {
      asked = 0;
      assertThrows(CancellationException.class, () -> Pictures.read("x", file, false));
    }
  }

  @ParameterizedTest
  @CsvSource({"1500, 400", "1, 600000"})
  void writingAsksForEachPieceOfPixels(int width, int height) {
    var pixels = new Pixels(width, height, new int[width * height]);
    Polls.begin(this::ask);
    byte[] file = Png.of(pixels);
    assertTrue(file.length > 0);
    int all = asked;
    // one for some thousand pixels, before those that the writer tells of
    assertTrue(all > width * height / 5000, all + " questions");
    endAt = 3;
    asked = 0;
    assertThrows(CancellationException.class, () -> Png.of(pixels));
  }
}
