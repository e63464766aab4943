// SPDX-License-Identifier: Apache-2.0
package org.nnlang.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class FileTest {
  private static final Chart CHART =
      new Chart(
          "a < b & c",
          "x",
          null,
          List.of(
              Series.of("x²", new double[] {0, 1, 4, 9}),
              Series.of(null, new double[] {1, Double.NaN, 2, 3})));

  private final Memory memory = new Memory(1 << 20);

  @Test
  void svgIsXmlWithEveryCurve() throws Exception {
    Document svg =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(Svg.of(CHART))));
    assertEquals("a < b & c", svg.getElementsByTagName("text").item(0).getTextContent());
    int curves = 0;
    var paths = svg.getElementsByTagName("path");
    for (int i = 0; i < paths.getLength(); i++) {
      if (paths.item(i).getAttributes().getNamedItem("stroke-width") != null) {
        curves++;
      }
    }
    // two in the legend, one whole curve, one in two pieces
    assertEquals(5, curves);
  }

  /** As large as whole squares fit into 720 by 440, and never smaller than it is. */
  @Test
  void anImageIsAsLargeAsAChart() {
    assertEquals("width=\"704\" height=\"88\"", size(64, 8));
    assertEquals("width=\"432\" height=\"432\"", size(48, 48));
    assertEquals("width=\"8\" height=\"440\"", size(8, 440));
    assertEquals("width=\"1000\" height=\"2\"", size(1000, 2));
  }

  private static String size(int width, int height) {
    String svg = Svg.of(new Pixels(width, height, new int[width * height]));
    return svg.substring(svg.indexOf("width="), svg.indexOf(" viewBox"));
  }

  @Test
  void pngHasTheCurveWhereItBelongs() throws IOException {
    Chart flat = new Chart(null, null, null, List.of(Series.of(null, new double[] {0, 1})));
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(Png.of(flat)));
    assertEquals(1440, image.getWidth());
    assertEquals(880, image.getHeight());
    // the middle of the diagonal: x (72 + 696) / 2, y (16 + 388) / 2, twice as large
    assertEquals(0x0072b2, image.getRGB(768, 404) & 0xffffff);
    assertNotEquals(0x0072b2, image.getRGB(768, 300) & 0xffffff);
  }

  /** 9 by 18 for a cell of text, and 68 around the drawing. */
  @Test
  void picturesAreAsLargeAsTheirTextWouldBe() {
    Chart flat = new Chart(null, null, null, List.of(Series.of(null, new double[] {0, 1})));
    Pixels png = Png.read(Png.of(Picture.of(flat, 40, 10)));
    assertEquals(2 * 9 * 40, png.width());
    assertEquals(2 * (18 * 10 + 68), png.height());
    // the middle of the diagonal: x (72 + 336) / 2, y (16 + 196) / 2
    assertEquals(0x0072b2, png.rgb()[2 * 106 * png.width() + 2 * 204]);
    assertTrue(Svg.of(Picture.of(flat, 100, 0)).contains("width=\"900\" height=\"440\""));
    // so large a one has no two pixels for one, or it would take a gigabyte
    assertEquals(9000, Png.read(Png.of(Picture.of(flat, 1000, 20))).width());
  }

  @Test
  void pixelsOfGreyAndColour() throws IOException {
    Tensor grey = Tensor.of(memory, new float[] {0, 1, 0.5f, 0.2f}, 2, 2);
    assertArrayEquals(new int[] {0, 0xffffff, 0x808080, 0x333333}, Pixels.of(grey).rgb());
    long[] channels = {255, 0, 0, 255, 0, 51};
    int[] first = {0xff0000, 0x00ff33};
    assertArrayEquals(first, Pixels.of(Tensor.of(memory, channels, 3, 1, 2)).rgb());
    int[] last = {0xff0000, 0xff0033};
    assertArrayEquals(last, Pixels.of(Tensor.of(memory, channels, 2, 1, 3)).rgb());
    BufferedImage png = ImageIO.read(new ByteArrayInputStream(Png.of(Pixels.of(grey))));
    assertEquals(0x333333, png.getRGB(1, 1) & 0xffffff);
  }

  @Test
  void valuesOutsideOfTheUsualRangeAreStretched() {
    Tensor t = Tensor.of(memory, new float[] {-1, 0, 1, 3}, 2, 2);
    assertArrayEquals(new int[] {0, 0x404040, 0x808080, 0xffffff}, Pixels.of(t).rgb());
  }

  @Test
  void pixelsAsText() {
    Tensor t = Tensor.of(memory, new float[] {1, 0, 1, 0, 1, 1}, 3, 2);
    assertEquals("@\n@@\n", Pixels.of(t).text(80, false));
    assertEquals(
        "\u001b[38;2;255;255;255;48;2;255;255;255m▀\u001b[38;2;0;0;0;48;2;0;0;0m▀\u001b[0m",
        Pixels.of(t).text(80, true).lines().findFirst().orElseThrow());
    assertEquals("=\n", Pixels.of(t.rows(0, 2)).text(1, false));
  }

  @Test
  void anImageHasTwoOrThreeAxes() {
    Problem p = assertThrows(Problem.class, () -> Pixels.of(Tensor.of(memory, new float[4], 4)));
    assertEquals(ErrorCode.SHAPE, p.code());
  }
}
