// SPDX-License-Identifier: Apache-2.0
package org.nnlang.export;

import org.jspecify.annotations.Nullable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.value.Callable;

/**
 * What a script asks of an export besides the net.
 *
 * @param loss a loss of prediction and target to go with the net; null for none
 * @param dtype how weights of floats are stored: {@code float32}, or {@code float16} for half the
 *     size; they are computed with as float32
 * @param cache whether a language model remembers: it takes the new tokens and what it kept of
 *     those before, and gives logits and what to keep
 */
public record ExportOptions(@Nullable Callable loss, String dtype, boolean cache) {
  /** The net alone, as it is. */
  public static final ExportOptions PLAIN = new ExportOptions(null, "float32", false);

  public boolean isHalf() {
    return dtype.equals("float16");
  }

  /**
   * Refuses what a format has no way to say.
   *
   * @param format what the files are called
   */
  public void refuse(String format, boolean losses, boolean halves, boolean caches) {
    refuse(format, "loss", loss != null && !losses);
    refuse(format, "dtype", isHalf() && !halves);
    refuse(format, "cache", cache && !caches);
  }

  private static void refuse(String format, String option, boolean asked) {
    if (asked) {
      throw Problem.of(ErrorCode.ARGUMENT, "`" + option + "` cannot be said in " + format)
          .of(new Problem.Argument("export", option));
    }
  }
}
