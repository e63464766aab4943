// SPDX-License-Identifier: Apache-2.0
package org.nnlang.export.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.nnlang.tensor.Tensor;

/** The elements of tensors as bytes of a file, as they are or in fewer bits. */
final class Elements {
  private static final int CHUNK = 1 << 16;

  private Elements() {}

  /** As they are. */
  static void copy(Tensor t, OutputStream out) throws IOException {
    try {
      t.eachPiece(
          piece -> {
            byte[] bytes = new byte[piece.remaining()];
            piece.get(bytes);
            try {
              out.write(bytes);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Whole numbers in eight bits each. */
  static void bytes(Tensor t, OutputStream out) throws IOException {
    byte[] all = new byte[Math.toIntExact(t.size())];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) t.getDouble(i);
    }
    out.write(all);
  }

  /** Floats of 32 bits as the nearest of 16. */
  static void write(Tensor t, OutputStream out) throws IOException {
    for (long done = 0; done < t.size(); ) {
      int count = (int) Math.min(CHUNK, t.size() - done);
      ByteBuffer halves = ByteBuffer.allocate(2 * count).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < count; i++) {
        halves.putShort(Float.floatToFloat16((float) t.getDouble(done + i)));
      }
      out.write(halves.array());
      done += count;
    }
  }
}
