// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.Background;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.source.Span;

/** The threads that a context has besides those of its host. */
final class BackgroundThreads implements Background {
  /** Functions of scripts may call each other deeply; memory is taken only as it is needed. */
  private static final long STACK_BYTES = 64L << 20;

  private final NnContext context;
  private final Turns turns;
  private final List<Thread> threads = new ArrayList<>();

  BackgroundThreads(NnContext context, Turns turns) {
    this.context = context;
    this.turns = turns;
  }

  @Override
  public void start(String name, Runnable work) {
    if (!context.env().isCreateThreadAllowed()) {
      throw Problem.of(
              ErrorCode.TRAIN, "the program that runs this script allows nothing in the background")
          .hint(
              "leave `background` out; a host allows it with `allowCreateThread(true)` when it"
                  + " makes the context");
    }
    Thread thread = context.env().newTruffleThreadBuilder(work).stackSize(STACK_BYTES).build();
    thread.setName(name);
    thread.setDaemon(true);
    threads.removeIf(t -> !t.isAlive());
    threads.add(thread);
    thread.start();
  }

  @Override
  public boolean inTurn(Span place, BooleanSupplier body) {
    turns.beginBetween();
    try {
      Span before = context.enter(place);
      try {
        context.step();
        return body.getAsBoolean();
      } finally {
        context.enter(before);
      }
    } finally {
      turns.end();
    }
  }

  @Override
  public void giveWay() {
    Span place = context.place();
    turns.giveWay();
    context.enter(place);
  }

  @Override
  public void await(BooleanSupplier so) {
    if (context.isTracing()) {
      throw Problem.of(ErrorCode.TRACE, "nothing can be waited for within a function of tensors")
          .hint("wait before the net, the loss or the gradient is called");
    }
    Span place = context.place();
    try {
      turns.await(so);
    } finally {
      context.enter(place);
    }
  }

  @Override
  public @Nullable RuntimeException error(Throwable failure, Span place) {
    return switch (failure) {
      case ThreadInterrupted t -> null;
      case VirtualMachineError e -> ScriptError.exhausted(e, place, null, context::section);
      case RuntimeException e -> ScriptError.from(e, place, null, context::section);
      default -> throw new IllegalArgumentException(failure);
    };
  }

  /** Waits until all have ended. */
  void join() {
    for (Thread thread : threads) {
      boolean ended = false;
      while (!ended) {
        try {
          thread.join();
          ended = true;
        } catch (InterruptedException e) {
          // a context that closes has to wait for its threads
          ended = !thread.isAlive();
        }
      }
    }
  }
}
