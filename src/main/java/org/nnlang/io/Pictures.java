// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.value.Show;

/** Pictures in PNG, JPEG, GIF and BMP files as numbers from 0 to 1. */
public final class Pictures {
  /** What names of picture files end in. */
  public static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg", ".gif", ".bmp");

  /**
   * Pixels that a byte of a file can stand for at most: a packed row of one colour, one bit each.
   */
  private static final long PIXELS_PER_BYTE = 8300;

  private static final long PIXELS = 1L << 26;

  private Pictures() {}

  /**
   * A picture.
   *
   * @param planes brightness of red, green and blue, or of grey alone, row by row
   */
  public record Picture(int width, int height, float[][] planes) {
    /** The planes one after another. */
    public float[] values() {
      float[] out = new float[planes.length * width * height];
      for (int i = 0; i < planes.length; i++) {
        System.arraycopy(planes[i], 0, out, i * width * height, width * height);
      }
      return out;
    }
  }

  /**
   * Reads a picture; what is transparent is as if it were not, and of several the first is taken.
   *
   * @param grey whether to make one plane of brightness (ITU-R BT.601) of the colours
   * @throws Problem {@code file} where it is no picture, {@code limit} where it is too large
   */
  public static Picture read(String path, byte[] file, boolean grey) {
    try (var stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
      if (!readers.hasNext()) {
        throw Reading.bad("picture", path, 0, "the start of a PNG, JPEG, GIF or BMP", "another");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(stream, true, true);
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels > PIXELS || pixels > PIXELS_PER_BYTE * file.length) {
          throw Problem.of(
              ErrorCode.LIMIT,
              "%d by %d pixels are too many for this file of %d bytes: %s"
                  .formatted(
                      reader.getWidth(0), reader.getHeight(0), file.length, Show.quoted(path)));
        }
        return picture(reader.read(0), grey);
      } finally {
        reader.dispose();
      }
    } catch (Problem p) {
      throw p;
    } catch (IOException | RuntimeException | InternalError e) {
      throw Problem.of(ErrorCode.FILE, "this picture is cut off or damaged: " + Show.quoted(path))
          .causedBy(e);
    }
  }

  private static Picture picture(BufferedImage image, boolean grey) {
    int width = image.getWidth();
    int height = image.getHeight();
    boolean one =
        image.getColorModel() instanceof ComponentColorModel m && m.getNumColorComponents() == 1;
    float[][] planes = one ? shades(image.getRaster()) : colours(image);
    if (grey && planes.length == 3) {
      float[] sum = new float[width * height];
      for (int i = 0; i < sum.length; i++) {
        sum[i] = 0.299f * planes[0][i] + 0.587f * planes[1][i] + 0.114f * planes[2][i];
      }
      planes = new float[][] {sum};
    } else if (!grey && planes.length == 1) {
      planes = new float[][] {planes[0], planes[0], planes[0]};
    }
    return new Picture(width, height, planes);
  }

  /** Not through {@code getRGB}, which takes grey for linear light and changes the numbers. */
  private static float[][] shades(Raster raster) {
    int width = raster.getWidth();
    int height = raster.getHeight();
    float most = (1L << raster.getSampleModel().getSampleSize(0)) - 1;
    int[] samples = raster.getSamples(0, 0, width, height, 0, (int[]) null);
    float[] out = new float[samples.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = samples[i] / most;
    }
    return new float[][] {out};
  }

  private static float[][] colours(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    float[][] planes = new float[3][width * height];
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < 3; c++) {
          planes[c][y * width + x] = (row[x] >> (16 - 8 * c) & 255) / 255f;
        }
      }
    }
    return planes;
  }

  /**
   * Another size: each new pixel is the mean of those around its place, weighted by a triangle that
   * is as wide as the picture shrinks, so that nothing is left out (Pillow's and torchvision's
   * bilinear with antialiasing).
   */
  public static Picture resized(Picture p, int width, int height) {
    if (p.width == width && p.height == height) {
      return p;
    }
    float[][] planes = new float[p.planes.length][];
    for (int i = 0; i < planes.length; i++) {
      float[] across = along(p.planes[i], p.width, p.height, width);
      planes[i] = along(across, p.height, width, height);
    }
    return new Picture(width, height, planes);
  }

  /** Resizes rows and turns the picture, so that doing it twice resizes both ways. */
  private static float[] along(float[] from, int size, int rows, int target) {
    float[] out = new float[rows * target];
    double scale = (double) size / target;
    double support = Math.max(1, scale);
    for (int t = 0; t < target; t++) {
      double centre = (t + 0.5) * scale;
      int low = Math.max(0, (int) (centre - support + 0.5));
      int high = Math.min(size, (int) (centre + support + 0.5));
      double[] weights = new double[high - low];
      double sum = 0;
      for (int i = low; i < high; i++) {
        weights[i - low] = Math.max(0, 1 - Math.abs((i - centre + 0.5) / support));
        sum += weights[i - low];
      }
      for (int r = 0; r < rows; r++) {
        double value = 0;
        for (int i = low; i < high; i++) {
          value += weights[i - low] * from[r * size + i];
        }
        out[t * rows + r] = (float) (value / sum);
      }
    }
    return out;
  }
}
