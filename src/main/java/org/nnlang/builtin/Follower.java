// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

import org.nnlang.train.Trainer;

/** What a session is for that runs a script to have a part in a training which others lead. */
public interface Follower {
  /** The number of the training, as {@link Session#nextTraining} counts; no other one is done. */
  long training();

  /** Called when the script has come to the training. What it gives ends the script. */
  RuntimeException reached(Trainer trainer);
}
