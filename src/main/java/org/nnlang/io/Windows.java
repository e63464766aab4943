// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.DataHash;
import org.nnlang.value.Dataset;

/**
 * Pieces of a sequence of tokens to learn the next token from: row {@code i} is {@code length}
 * tokens from place {@code i * stride} on, and the same moved on by one. They share the sequence's
 * memory until a batch of them is asked for.
 */
public record Windows(Memory memory, Tensor ids, long length, long stride) implements Dataset {
  /**
   * @param ids int, one axis
   * @throws Problem {@code type}, {@code shape}, {@code value} where these make no pieces
   */
  public Windows {
    if (ids.rank() != 1 || ids.dtype() != DType.INT) {
      throw Problem.of(
          ErrorCode.SHAPE, "windows are cut from an int tensor of one axis, this is " + ids);
    }
    check(ids.size(), length, stride);
  }

  static void check(long tokens, long length, long stride) {
    if (length < 1 || stride < 1) {
      throw Problem.of(
          ErrorCode.VALUE, "length and stride are at least 1, found " + length + " and " + stride);
    }
    if (tokens <= length) {
      throw Problem.of(
              ErrorCode.VALUE,
              "windows of "
                  + length
                  + " tokens need "
                  + (length + 1)
                  + " of them at least, here are "
                  + tokens)
          .hint("take a longer text or shorter windows");
    }
  }

  @Override
  public long size() {
    return (ids.size() - length - 1) / stride + 1;
  }

  @Override
  public List<Tensor> batch(long[] rows, @Nullable List<Tensor> reuse) {
    long[] from = new long[rows.length];
    long[] next = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] < 0 || rows[i] >= size()) {
        throw Problem.of(ErrorCode.INDEX, "there is no window " + rows[i] + " among " + size());
      }
      from[i] = rows[i] * stride;
      next[i] = from[i] + 1;
    }
    return List.of(
        ids.gatherPieces(memory, from, length, reuse == null ? null : reuse.get(0)),
        ids.gatherPieces(memory, next, length, reuse == null ? null : reuse.get(1)));
  }

  @Override
  public String hash() {
    DataHash hash = new DataHash().add("windows " + length + " " + stride).add(ids.toString());
    return hash.add(ids).toString();
  }

  @Override
  public String show() {
    return "dataset of " + size() + " windows of " + length;
  }
}
