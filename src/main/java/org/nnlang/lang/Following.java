// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import java.util.Objects;
import java.util.function.Supplier;
import org.graalvm.polyglot.Context;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.Follower;
import org.nnlang.train.Share;
import org.nnlang.train.Trainer;

/**
 * The part that a context has in a training which another machine leads. Its scripts are run until
 * they come to the training; from then on it answers.
 */
public final class Following implements Follower {
  private final Context context;
  private final long training;
  private final String name;
  private @Nullable Trainer reached;
  private @Nullable Share share;

  private Following(Context context, long training, String name) {
    this.context = context;
    this.training = training;
    this.name = name;
  }

  /**
   * Makes a context follow; before it runs anything.
   *
   * @param training the number of the training that is followed
   * @param name of this machine, for people
   */
  public static Following in(Context context, long training, String name) {
    var following = new Following(context, training, name);
    ContextAccess.within(
        context,
        c -> {
          c.part(following);
          return null;
        });
    return following;
  }

  @Override
  public long training() {
    return training;
  }

  @Override
  public RuntimeException reached(Trainer trainer) {
    reached = trainer;
    return new ThreadInterrupted();
  }

  /** Whether the scripts have come to the training. */
  public boolean isThere() {
    return reached != null;
  }

  /** Answers once they have: {@link Share#answer}. */
  public byte[] answer(byte[] request, int part, int parts) {
    Trainer trainer = Objects.requireNonNull(reached);
    Supplier<byte[]> answer =
        () -> {
          if (share == null) {
            share = trainer.share(name);
          }
          return share.answer(request, part, parts);
        };
    return ContextAccess.within(context, c -> c.inTurn(answer));
  }
}
