// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import org.jspecify.annotations.Nullable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;

/**
 * Where a run is kept and written down.
 *
 * @param checkpoints where to keep the run on the way and at its end; may be null
 * @param resume whether to go on from what is kept there
 * @param journal what writes the run down; may be null
 */
public record Saving(@Nullable Checkpoints checkpoints, boolean resume, @Nullable Journal journal) {
  public static final Saving NONE = new Saving(null, false, null);

  public Saving {
    if (resume && checkpoints == null) {
      throw Problem.of(
              ErrorCode.ARGUMENT, "resume needs the folder to go on from: checkpoint is not given")
          .hint("`resume(net)` goes on with a net that was trained in this script");
    }
  }

  public static Saving in(Checkpoints checkpoints) {
    return new Saving(checkpoints, false, null);
  }

  public Saving withResume(boolean newResume) {
    return new Saving(checkpoints, newResume, journal);
  }
}
