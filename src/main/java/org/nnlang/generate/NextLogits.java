// SPDX-License-Identifier: Apache-2.0
package org.nnlang.generate;

import java.util.List;

/**
 * What is known of the token that follows each of some lines. The only question that those who
 * choose tokens ask a net, so this is where another way to compute the answer goes.
 */
@FunctionalInterface
public interface NextLogits {
  /** For each line one logit a token; the lines are equally long and have at least one token. */
  double[][] after(List<Line> lines);
}
