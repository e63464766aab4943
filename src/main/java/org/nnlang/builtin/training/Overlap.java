// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.training;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.nnlang.io.FileTokens;
import org.nnlang.io.Windows;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Warnings;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Dataset;

/**
 * Finds rows that are in two sets of data, of which one is to be kept from a net. Looks at so many
 * rows of each, evenly spread, that it takes some milliseconds.
 */
public final class Overlap {
  private static final long ROWS = 4096;
  private static final long BYTES = 8L << 20;

  /** Fewer equal rows than one in so many are taken for chance. */
  private static final long CHANCE = 100;

  private Overlap() {}

  /** Warns where rows to validate on are rows to train on. */
  public static void check(Dataset train, @Nullable Dataset validate, Warnings to) {
    if (validate == null || train.size() == 0 || validate.size() == 0) {
      return;
    }
    if (train instanceof Windows a && validate instanceof Windows b) {
      // short pieces of a text are equal by nature; only the text itself must not be shared
      windows(a.ids().sharesMemory(b.ids()), to);
      return;
    }
    if (train instanceof FileTokens.Pieces a && validate instanceof FileTokens.Pieces b) {
      windows(a.ids().overlaps(b.ids()), to);
      return;
    }
    Set<Integer> seen = new HashSet<>();
    for (int hash : hashes(train)) {
      seen.add(hash);
    }
    int[] asked = hashes(validate);
    long both = Arrays.stream(asked).filter(seen::contains).count();
    if (both * CHANCE >= asked.length) {
      boolean all = asked.length == validate.size();
      to.warn(
          ErrorCode.VALIDATION,
          (all ? "" : "of " + asked.length + " rows looked at, ")
              + both
              + (all ? " of " + asked.length + " rows" : "")
              + " to validate on are among the rows to train on",
          "`[train_part, unseen] = split(shuffle(data), [0.8, 0.2])` sets rows apart: on rows it"
              + " has seen a net looks better than it is");
    }
  }

  private static void windows(boolean shared, Warnings to) {
    if (shared) {
      to.warn(
          ErrorCode.VALIDATION,
          "the windows to validate on are cut from tokens that are trained on",
          "`[train_ids, val_ids] = split(ids, [0.9, 0.1])` before `windows` sets some apart");
    }
  }

  /** A hash of each row looked at, of all its fields. */
  private static int[] hashes(Dataset data) {
    long bytes = 0;
    for (Tensor t : data.batch(0L)) {
      bytes += t.size() * t.dtype().bytes();
    }
    long count = Math.clamp(BYTES / Math.max(1, bytes), 1, Math.min(ROWS, data.size()));
    int[] out = new int[(int) count];
    List<Tensor> reuse = null;
    for (int i = 0; i < out.length; i++) {
      reuse = data.batch(new long[] {i * data.size() / count}, reuse);
      var hash = new CRC32();
      for (Tensor t : reuse) {
        t.eachPiece(hash::update);
      }
      out[i] = (int) hash.getValue();
    }
    return out;
  }
}
