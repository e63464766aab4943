// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;
import org.nnlang.tensor.Tensor;

/**
 * A short name for data: the first 16 hexadecimal digits of a SHA-256 over types, shapes and bytes.
 */
public final class DataHash {
  private static final int DIGITS = 16;
  private static final int ROWS = 1024;

  private final MessageDigest digest = sha256();

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has it", e);
    }
  }

  /** Of all rows of a dataset, read some at a time: however rows are stored, the hash is one. */
  static String of(Dataset data) {
    DataHash[] fields = null;
    List<Tensor> batch = null;
    for (long from = 0; from < data.size(); from += ROWS) {
      long to = Math.min(data.size(), from + ROWS);
      batch = data.batch(LongStream.range(from, to).toArray(), batch);
      if (fields == null) {
        fields = new DataHash[batch.size()];
        Arrays.setAll(fields, i -> new DataHash());
      }
      for (int i = 0; i < fields.length; i++) {
        Tensor t = batch.get(i);
        long[] shape = t.shape();
        shape[0] = data.size();
        if (from == 0) {
          fields[i].add(t.dtype().word() + Arrays.toString(shape));
        }
        fields[i].add(t);
      }
    }
    DataHash all = new DataHash().add("dataset of " + data.size());
    for (int i = 0; fields != null && i < fields.length; i++) {
      all.add(fields[i].toString());
    }
    return all.toString();
  }

  /** Adds a text. */
  public DataHash add(String text) {
    return add(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds bytes. */
  public DataHash add(byte[] bytes) {
    digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
    digest.update(bytes);
    return this;
  }

  /** Adds bytes of which more follow: however they are cut, the hash is one. */
  public DataHash raw(byte[] bytes) {
    digest.update(bytes);
    return this;
  }

  /** Adds the elements of a tensor, not its shape. */
  public DataHash add(Tensor t) {
    t.eachPiece(digest::update);
    return this;
  }

  /** The digits; nothing can be added after that. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
  }
}
