// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.data;

import com.google.auto.service.AutoService;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.io.Disk;
import org.nnlang.io.Examples;
import org.nnlang.io.Pictures;
import org.nnlang.io.Pictures.Picture;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Arguments;
import org.nnlang.value.Show;
import org.nnlang.value.TypeNames;

/** {@code images}. */
@AutoService(Builtin.class)
public final class Images implements Builtin {
  private static final int LARGEST = 1 << 13;

  @Override
  public String signature() {
    return "images(path: string, *, size: integer|list? = none, grey: boolean = false)";
  }

  @Override
  public String doc() {
    return """
    The pictures in a folder (PNG, JPEG, GIF, BMP) as a dataset of `[channel, height, width]`
    numbers from 0 to 1, read as they are asked for. Each folder in it is a class, in the order of
    the names. `size` is the side of a square or `[height, width]`, to which pictures are stretched;
    without it all must be of one size. `grey` makes one channel of three. The dataset has `x y
    classes files size`. The path of one picture gives its tensor.
    Example: data = images("pets", size: 32); print(data.classes)\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    Memory memory = session.engine().memory();
    Disk disk = session.disk();
    String path = a.string("path");
    boolean grey = a.flag("grey");
    int[] size = size(a.get("size"));
    if (!disk.isFolder(path)) {
      Picture picture = Pictures.read(path, disk.read(path), grey);
      picture = size == null ? picture : Pictures.resized(picture, size[1], size[0]);
      return Tensor.of(memory, picture.values(), grey ? 1 : 3, picture.height(), picture.width());
    }
    return Examples.of(
        memory,
        disk,
        path,
        Pictures.ENDINGS,
        (first, file) -> shape(first, file, grey, size),
        (file, bytes, shape) -> values(file, bytes, grey, size, shape));
  }

  private static long[] shape(String path, byte[] file, boolean grey, int @Nullable [] size) {
    if (size != null) {
      return new long[] {grey ? 1 : 3, size[0], size[1]};
    }
    Picture first = Pictures.read(path, file, grey);
    return new long[] {grey ? 1 : 3, first.height(), first.width()};
  }

  private static float[] values(
      String path, byte[] file, boolean grey, int @Nullable [] size, long[] shape) {
    Picture p = Pictures.read(path, file, grey);
    if (size != null) {
      return Pictures.resized(p, size[1], size[0]).values();
    }
    if (p.height() != shape[1] || p.width() != shape[2]) {
      throw Problem.of(
              ErrorCode.SHAPE,
              "pictures of a dataset have one size, the first has %d by %d pixels and %s %d by %d"
                  .formatted(shape[2], shape[1], Show.quoted(path), p.width(), p.height()))
          .hint("`size: 32` brings all to 32 by 32");
    }
    return p.values();
  }

  /** Height and width, or null. */
  private static int @Nullable [] size(Object given) {
    List<?> sides = given instanceof List<?> list ? list : List.of(given, given);
    if (!(given instanceof List<?>) && !(given instanceof Long)) {
      return null;
    }
    if (sides.size() != 2
        || !sides.stream().allMatch(s -> s instanceof Long n && n >= 1 && n <= LARGEST)) {
      throw Problem.of(
          ErrorCode.VALUE,
          "`size` is a number of pixels up to %d or [height, width], found %s"
              .formatted(LARGEST, given instanceof Long ? given : TypeNames.found(given)));
    }
    return new int[] {TypeNames.toInt((Long) sides.get(0)), TypeNames.toInt((Long) sides.get(1))};
  }
}
