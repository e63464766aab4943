// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Polls;
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

  /** The same for JPEG, of which each block of 8 by 8 takes a bit or more. */
  private static final long PIXELS_PER_BYTE_OF_JPEG = 1024;

  private static final long PIXELS = 1L << 26;

  private Pictures() {}

  /**
   * A picture.
   *
   * @param planes how many there are: red, green and blue, or grey alone
   * @param values brightness from 0 to 1, plane by plane and row by row
   */
  public record Picture(int width, int height, int planes, float[] values) {}

  /**
   * Reads a picture, turned as the camera was held; what is transparent is as if it were not, and
   * of several the first is taken.
   *
   * @param grey whether to make one plane of brightness (ITU-R BT.601) of the colours
   * @throws Problem {@code file} where it is no picture, {@code limit} where it is too large
   */
  public static Picture read(String path, byte[] file, boolean grey) {
    var asking = new PicturePolls();
    try (var stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
      if (!readers.hasNext()) {
        FileKind.refuse(path, file);
        throw ByteReader.bad("picture", path, 0, "the start of a PNG, JPEG, GIF or BMP", "another");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(stream, true, true);
        reader.addIIOReadProgressListener(asking);
        return read(reader, path, file, grey, asking);
      } finally {
        reader.dispose();
      }
    } catch (Problem p) {
      throw p;
    } catch (IOException | RuntimeException | InternalError e) {
      asking.end();
      throw damaged(path).causedBy(e);
    }
  }

  private static Problem damaged(String path) {
    return Problem.of(ErrorCode.FILE, "this picture is cut off or damaged: " + Show.quoted(path));
  }

  private static Picture read(
      ImageReader reader, String path, byte[] file, boolean grey, PicturePolls asking)
      throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    asking.begin(width);
    long pixels = (long) width * height;
    boolean isJpeg = Jpeg.is(file);
    long most = (isJpeg ? PIXELS_PER_BYTE_OF_JPEG : PIXELS_PER_BYTE) * file.length;
    if (pixels > PIXELS || pixels > most) {
      throw Problem.of(
          ErrorCode.LIMIT,
          "%d by %d pixels are too many for this file of %d bytes: %s"
              .formatted(width, height, file.length, Show.quoted(path)));
    }
    // up to four samples of two bytes while it is decoded, and then floats, once more to turn them
    int planes = grey ? 1 : 3;
    Heap.need(pixels * (8 + 4L * (planes + 3)), "a picture of %d by %d".formatted(width, height));
    Jpeg jpeg = isJpeg ? Jpeg.of(file) : null;
    if (jpeg != null && !jpeg.whole()) {
      throw damaged(path);
    }
    Picture colours;
    if (jpeg != null && jpeg.components() == 4) {
      Raster inks = reader.readRaster(0, null);
      asking.end();
      colours = inks(inks, jpeg.transformed(), asking);
    } else {
      BufferedImage image = reader.read(0);
      asking.end();
      colours = picture(image, asking);
    }
    Picture wanted = inPlanes(colours, planes, asking);
    return jpeg == null ? wanted : turned(wanted, jpeg.orientation(), asking);
  }

  private static Picture picture(BufferedImage image, PicturePolls asking) {
    if (image.getColorModel() instanceof ComponentColorModel m) {
      // not through getRGB, which takes grey for linear light and cuts 16 bits down to 8
      boolean colour = m.getNumColorComponents() == 3;
      boolean plain = !colour || m.getColorSpace().getType() == ColorSpace.TYPE_RGB;
      if (plain && (colour || m.getNumColorComponents() == 1)) {
        return samples(image.getRaster(), colour ? 3 : 1, asking);
      }
    }
    return colours(image, asking);
  }

  private static Picture samples(Raster raster, int planes, PicturePolls asking) {
    int width = raster.getWidth();
    int height = raster.getHeight();
    float[] out = new float[planes * width * height];
    int[] row = new int[width];
    for (int p = 0; p < planes; p++) {
      float most = (1L << raster.getSampleModel().getSampleSize(p)) - 1;
      for (int y = 0; y < height; y++) {
        asking.row(width);
        raster.getSamples(0, y, width, 1, p, row);
        int start = (p * height + y) * width;
        for (int x = 0; x < width; x++) {
          out[start + x] = row[x] / most;
        }
      }
    }
    return new Picture(width, height, planes, out);
  }

  private static Picture colours(BufferedImage image, PicturePolls asking) {
    int width = image.getWidth();
    int height = image.getHeight();
    float[] out = new float[3 * width * height];
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      asking.row(width);
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < 3; c++) {
          out[(c * height + y) * width + x] = (row[x] >> (16 - 8 * c) & 255) / 255f;
        }
      }
    }
    return new Picture(width, height, 3, out);
  }

  /**
   * Of four inks, which JPEG files have as what is left of the light: each colour is dimmed by its
   * own ink and by black.
   */
  private static Picture inks(Raster raster, boolean transformed, PicturePolls asking) {
    int width = raster.getWidth();
    int height = raster.getHeight();
    float[] out = new float[3 * width * height];
    int[] row = new int[4 * width];
    double[] light = new double[3];
    for (int y = 0; y < height; y++) {
      asking.row(width);
      raster.getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        double a = row[4 * x];
        double blue = row[4 * x + 1] - 128.0;
        double red = row[4 * x + 2] - 128.0;
        light[0] = transformed ? 255 - (a + 1.402 * red) : a;
        light[1] = transformed ? 255 - (a - 0.344136 * blue - 0.714136 * red) : blue + 128;
        light[2] = transformed ? 255 - (a + 1.772 * blue) : red + 128;
        for (int c = 0; c < 3; c++) {
          double of = Math.clamp(Math.rint(light[c]), 0, 255) * row[4 * x + 3] / 255.0;
          out[(c * height + y) * width + x] = (float) (Math.rint(of) / 255);
        }
      }
    }
    return new Picture(width, height, 3, out);
  }

  private static Picture inPlanes(Picture p, int planes, PicturePolls asking) {
    int size = p.width * p.height;
    if (p.planes == planes) {
      return p;
    }
    float[] out = new float[planes * size];
    if (planes == 3) {
      for (int c = 0; c < 3; c++) {
        System.arraycopy(p.values, 0, out, c * size, size);
      }
    } else {
      float[] v = p.values;
      for (int y = 0; y < p.height; y++) {
        asking.row(p.width);
        for (int i = y * p.width; i < (y + 1) * p.width; i++) {
          out[i] = 0.299f * v[i] + 0.587f * v[size + i] + 0.114f * v[2 * size + i];
        }
      }
    }
    return new Picture(p.width, p.height, planes, out);
  }

  /**
   * As it was seen when it was taken.
   *
   * @param orientation where the first row and the first column of the file belong, as EXIF counts
   */
  private static Picture turned(Picture p, int orientation, PicturePolls asking) {
    if (orientation == 1) {
      return p;
    }
    boolean across = orientation >= 5;
    int width = across ? p.height : p.width;
    int height = across ? p.width : p.height;
    boolean right = orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
    boolean down = orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
    float[] out = new float[p.values.length];
    for (int c = 0, at = 0; c < p.planes; c++) {
      for (int y = 0; y < height; y++) {
        asking.row(width);
        for (int x = 0; x < width; x++) {
          int sx = right ? width - 1 - x : x;
          int sy = down ? height - 1 - y : y;
          int from = across ? sx * p.width + sy : sy * p.width + sx;
          out[at++] = p.values[c * width * height + from];
        }
      }
    }
    return new Picture(width, height, p.planes, out);
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
    float[] out = new float[p.planes * width * height];
    for (int i = 0; i < p.planes; i++) {
      int size = p.width * p.height;
      float[] plane = Arrays.copyOfRange(p.values, i * size, (i + 1) * size);
      float[] across = along(plane, p.width, p.height, width);
      float[] both = along(across, p.height, width, height);
      System.arraycopy(both, 0, out, i * width * height, width * height);
    }
    return new Picture(width, height, p.planes, out);
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
        Polls.sometimes();
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
