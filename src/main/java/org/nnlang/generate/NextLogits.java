// SPDX-License-Identifier: Apache-2.0
package org.nnlang.generate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the token that follows each of some lines. The only question that those who
 * choose tokens ask a net, so this is where another way to compute the answer goes.
 */
@FunctionalInterface
public interface NextLogits extends AutoCloseable {
  /**
   * For each line one logit a token, or null for one that is longer than others: it is to be asked
   * again when these have grown. Those of the shortest are always there.
   *
   * @param lines one or more, each of at least one token
   */
  double[] @Nullable [] after(List<Line> lines);

  /** Lets go of what is remembered of lines. */
  @Override
  default void close() {}
}
