// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;

/**
 * IDX files, which MNIST and its kin come in: two zero bytes, the type, the number of axes, a size
 * of four bytes for each, and the elements, all big endian.
 */
public final class Idx {
  private static final String KIND = "IDX file";

  private Idx() {}

  /**
   * The elements: whole numbers as ints, others as they are. Compressed by gzip or not.
   *
   * @throws Problem {@code file} with the byte at which it is none
   */
  public static Tensor read(Disk disk, String path, Memory memory) {
    ByteReader in = new ByteReader(KIND, path, disk.content(path));
    ByteBuffer magic = in.take(4, "a header");
    if (magic.get(0) != 0 || magic.get(1) != 0) {
      in.refuseOtherKinds();
      throw in.bad(0, "two zero bytes", "0x%02x%02x".formatted(magic.get(0), magic.get(1)));
    }
    Element element =
        switch (magic.get(2)) {
          case 0x08 -> Element.U8;
          case 0x09 -> Element.I8;
          case 0x0b -> Element.I16;
          case 0x0c -> Element.I32;
          case 0x0d -> Element.F32;
          case 0x0e -> Element.F64;
          default ->
              throw in.bad(
                  2,
                  "a type of 0x08, 0x09, 0x0b, 0x0c, 0x0d or 0x0e",
                  "0x%02x".formatted(magic.get(2)));
        };
    int rank = magic.get(3) & 0xff;
    if (rank == 0) {
      throw in.bad(3, "at least one axis", "none");
    }
    ByteBuffer sizes = in.take(4L * rank, "sizes of axes").order(ByteOrder.BIG_ENDIAN);
    long[] shape = new long[rank];
    Arrays.setAll(shape, i -> sizes.getInt(4 * i) & 0xffff_ffffL);
    return element.read(in, ByteOrder.BIG_ENDIAN, shape, memory);
  }
}
