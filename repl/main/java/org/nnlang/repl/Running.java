// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.graalvm.polyglot.Context;
import org.nnlang.session.Prompt;
import org.nnlang.session.Typing;

/** The running nn behind a prompt: starts while the first line is typed, and anew when asked to. */
final class Running implements AutoCloseable {
  private final Supplier<Context> starts;
  private CompletableFuture<Context> context;
  private CompletableFuture<Prompt> prompt;
  private Typing typing;

  Running(Supplier<Context> starts) {
    this.starts = starts;
    begin();
  }

  private void begin() {
    context = CompletableFuture.supplyAsync(starts);
    prompt = context.thenApply(Contexts::prompt);
  }

  private boolean isReady() {
    return prompt.isDone() && !prompt.isCompletedExceptionally();
  }

  /** Waits until it is there. */
  Prompt prompt() {
    return prompt.join();
  }

  /** Forgets all that was defined. */
  void reset() {
    close();
    begin();
    prompt.join();
  }

  /** What became of trainings in the background; may be empty. */
  String news(boolean colour) {
    return isReady() ? prompt.join().news(colour) : "";
  }

  /** A line for each training in the background. */
  List<String> jobs(int width) {
    return isReady() ? prompt.join().running(width) : List.of();
  }

  /** Names that were defined; none where that is not known yet. */
  Set<String> defined() {
    return isReady() ? prompt.join().defined() : Set.of();
  }

  /** What is known of the entry that is typed; null where that is nothing yet. */
  synchronized Typing typing() {
    if (typing == null && isReady()) {
      typing = prompt.join().typing();
    }
    return typing;
  }

  /** Another entry is about to be typed. */
  synchronized void newEntry() {
    typing = null;
  }

  @Override
  public void close() {
    context.thenAccept(c -> c.close(true));
  }
}
