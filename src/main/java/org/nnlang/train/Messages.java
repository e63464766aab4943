// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import org.nnlang.graph.Type;
import org.nnlang.source.Problem;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Kind;
import org.nnlang.value.Show;

/** What training says when something is wrong. */
final class Messages {
  private Messages() {}

  static Problem diverged(double loss, long step, double clip) {
    return Problem.of(
            "train", "the loss is no number any more: " + Show.number(loss) + " at step " + step)
        .hint(
            "the net has the weights with which it last was one; a lower learning rate"
                + (clip > 0 ? "" : " or `clip: 1.0`")
                + " often helps");
  }

  static Problem lossIs(Object found) {
    return Problem.of(
            "train", "a loss must be one number, a scalar tensor; found " + Kind.found(found))
        .hint(found instanceof TensorLike ? "`mean` or `sum` makes one number of many" : null);
  }

  static Problem lossIsConstant() {
    return Problem.of("train", "the loss does not depend on the net");
  }

  static Problem otherSeed(long saved, long given) {
    return Problem.of(
        "train",
        "the checkpoint was made with another seed: " + saved + ", and this run has " + given);
  }

  static Problem checkpointLacks(String name) {
    return Problem.of("train", "the checkpoint is of another run: it has no " + name);
  }

  static Problem checkpointDiffers(String name, Type wanted, Type found) {
    return Problem.of(
        "train",
        "the checkpoint is of another net: " + name + " is " + found + " there, here " + wanted);
  }
}
