// SPDX-License-Identifier: Apache-2.0
package org.nnlang.plot;

import java.awt.AWTError;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriter;
import javax.imageio.event.IIOWriteProgressListener;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Polls;
import org.nnlang.source.Problem;

/** Charts and pixels as the bytes of a PNG file. Needs no screen. */
public final class Png {
  /** Pixels of the file for one pixel of the layout: sharp on screens of today. */
  private static final int SCALE = 2;

  /** A layout of more pixels is sharp enough by itself. */
  private static final int LARGE = 1 << 21;

  /** Points of a path that are drawn at once, and pixels that are copied. */
  private static final int PIECE = 1 << 12;

  private Png() {}

  /** As {@link #of(Picture)}. */
  public static byte[] of(Chart chart) {
    return of(Picture.of(chart));
  }

  /** A picture; problem {@code file} where Java finds no font on this machine. */
  public static byte[] of(Picture picture) {
    int scale = (long) picture.width() * picture.height() <= LARGE ? SCALE : 1;
    int width = picture.width() * scale;
    int height = picture.height() * scale;
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = pen(image);
    try {
      pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      pen.setColor(Color.WHITE);
      pen.fillRect(0, 0, width, height);
      pen.scale(scale, scale);
      for (Shape shape : picture.shapes()) {
        draw(pen, shape);
      }
    } finally {
      pen.dispose();
    }
    return encode(image);
  }

  /** A pen may want the screen's settings, even for what is on none. */
  private static Graphics2D pen(BufferedImage image) {
    try {
      return image.createGraphics();
    } catch (AWTError | LinkageError e) {
      throw Problem.of(ErrorCode.FILE, "Java cannot draw here: it finds no screen")
          .hint("start it with -Djava.awt.headless=true, or write an .svg")
          .causedBy(e);
    }
  }

  /** One pixel of the file for each pixel. */
  public static byte[] of(Pixels pixels) {
    return encode(image(pixels));
  }

  private static BufferedImage image(Pixels pixels) {
    BufferedImage image =
        new BufferedImage(pixels.width(), pixels.height(), BufferedImage.TYPE_INT_RGB);
    int width = pixels.width();
    int rows = Math.max(1, PIECE / Math.max(1, width));
    for (int y = 0; y < pixels.height(); y += rows) {
      Polls.now();
      int some = Math.min(rows, pixels.height() - y);
      image.setRGB(0, y, width, some, pixels.rgb(), y * width, width);
    }
    return image;
  }

  /** The pixels of a file that {@link #of} made. */
  public static Pixels read(byte[] png) {
    ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
    try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(png))) {
      reader.setInput(in);
      BufferedImage image = reader.read(0);
      int width = image.getWidth();
      int height = image.getHeight();
      int[] rgb = image.getRGB(0, 0, width, height, null, 0, width);
      for (int i = 0; i < rgb.length; i++) {
        rgb[i] &= 0xffffff;
      }
      return new Pixels(width, height, rgb);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      reader.dispose();
    }
  }

  private static void draw(Graphics2D pen, Shape shape) {
    switch (shape) {
      case Shape.Line l -> {
        pen.setColor(new Color(l.colour()));
        pen.setStroke(new BasicStroke(1));
        pen.draw(new Line2D.Double(l.x0(), l.y0(), l.x1(), l.y1()));
      }
      case Shape.Path p -> {
        pen.setColor(new Color(p.colour()));
        pen.setStroke(new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        for (int from = 0; from < p.x().length; from += PIECE) {
          Polls.now();
          pen.draw(part(p, from, Math.min(p.x().length - 1, from + PIECE)));
        }
      }
      case Shape.Image i -> {
        Polls.now();
        var place = new AffineTransform();
        place.translate(i.x(), i.y());
        place.scale(i.width() / i.pixels().width(), i.height() / i.pixels().height());
        pen.drawRenderedImage(image(i.pixels()), place);
      }
      case Shape.Text t -> {
        pen.setColor(Color.BLACK);
        try {
          pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, t.size()));
          double width = pen.getFontMetrics().stringWidth(t.text());
          pen.drawString(t.text(), (float) (t.x() - t.anchor() * width), (float) t.y());
        } catch (InternalError | RuntimeException e) {
          throw Problem.of(ErrorCode.FILE, "this machine has no font to write a PNG's labels with")
              .hint("install one (on Debian: fontconfig fonts-dejavu-core), or write an .svg")
              .causedBy(e);
        }
      }
    }
  }

  /** Points of a path, both ends included; round ends make of parts what the whole would be. */
  private static Path2D part(Shape.Path p, int from, int to) {
    Path2D path = new Path2D.Double();
    path.moveTo(p.x()[from], p.y()[from]);
    for (int i = from; i <= to; i++) {
      path.lineTo(p.x()[i], p.y()[i]);
    }
    return path;
  }

  /** Java's writer tells after each row or so how far it is. */
  private static final class Asking implements IIOWriteProgressListener {
    @Override
    public void imageProgress(ImageWriter source, float percent) {
      Polls.now();
    }

    @Override
    public void imageStarted(ImageWriter source, int image) {}

    @Override
    public void imageComplete(ImageWriter source) {}

    @Override
    public void thumbnailStarted(ImageWriter source, int image, int thumbnail) {}

    @Override
    public void thumbnailProgress(ImageWriter source, float percent) {}

    @Override
    public void thumbnailComplete(ImageWriter source) {}

    @Override
    public void writeAborted(ImageWriter source) {}
  }

  private static byte[] encode(BufferedImage image) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // not ImageIO.write: that may put a cache file on the disk, past the sandbox
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.addIIOWriteProgressListener(new Asking());
      writer.write(image);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
