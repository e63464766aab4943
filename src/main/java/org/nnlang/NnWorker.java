// SPDX-License-Identifier: Apache-2.0
package org.nnlang;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.io.IOAccess;
import org.jspecify.annotations.Nullable;
import org.nnlang.cluster.ScriptCopy;
import org.nnlang.lang.Following;
import org.nnlang.lang.NnLanguage;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.train.Share;

/**
 * A machine's part in a training that another one leads, for a module that brings machines. It runs
 * a copy of the script up to the training, silently and without a trace in any file, and answers
 * requests from then on. What goes wrong is an answer too, which the training reads.
 *
 * <p>One thread at a time, any thread.
 */
public final class NnWorker implements AutoCloseable {
  private final String name;
  private @Nullable Context context;
  private @Nullable Following following;
  private byte @Nullable [] failure;

  /**
   * Runs the script.
   *
   * @param copy of the script, in bytes
   * @param name of this machine, for people
   * @param threads that share large work
   */
  public NnWorker(byte[] copy, String name, int threads) {
    this.name = name;
    try {
      run(ScriptCopy.of(copy, ScriptCopy.ofThisNn()), threads);
    } catch (Problem p) {
      failure = Share.failure(name, p.code(), p.getMessage(), p.hint());
    }
  }

  private void run(ScriptCopy copy, int threads) {
    Context made =
        Context.newBuilder(NnLanguage.ID)
            .option("engine.WarnInterpreterOnly", "false")
            .option("nn.seed", Long.toString(copy.seed()))
            .option("nn.threads", Integer.toString(threads))
            .out(OutputStream.nullOutputStream())
            .err(OutputStream.nullOutputStream())
            .allowCreateThread(true)
            .allowIO(
                IOAccess.newBuilder()
                    .fileSystem(new CopiedFiles(Path.of(copy.folder()), copy.imports()))
                    .build())
            .arguments(NnLanguage.ID, copy.arguments().toArray(String[]::new))
            .build();
    context = made;
    Following part = Following.in(made, copy.training(), name);
    following = part;
    PolyglotException last = null;
    for (ScriptCopy.Text text : copy.sources()) {
      try {
        made.eval(source(text));
      } catch (PolyglotException e) {
        // an entry that failed there fails here, and those after it are run all the same
        last = e;
      }
      if (part.isThere()) {
        return;
      }
    }
    failure = failure(last);
  }

  private static Source source(ScriptCopy.Text text) {
    try {
      Source.Builder builder =
          text.path() == null
              ? Source.newBuilder(NnLanguage.ID, text.text(), text.name())
              : Source.newBuilder(NnLanguage.ID, Path.of(text.path()).toFile())
                  .content(text.text())
                  .name(text.name());
      return builder.interactive(text.interactive()).build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] failure(@Nullable PolyglotException why) {
    if (why == null) {
      return Share.failure(
          name,
          ErrorCode.TRAIN,
          "the script has run to its end here and has not come to this training",
          HINT);
    }
    NnException told = NnException.of(why);
    ErrorCode code = ErrorCode.of(told.code());
    String hint = told.hint().isEmpty() ? HINT : told.hint();
    return Share.failure(
        name, code == null ? ErrorCode.TRAIN : code, told.getMessage() + place(told), hint);
  }

  private static final String HINT =
      "on a cluster each machine runs the script up to the training, without those before it and"
          + " without what a program has put in";

  private static String place(NnException told) {
    return told.line() > 0 ? " (" + told.file() + ", line " + told.line() + ")" : "";
  }

  /** The answer to a request; see {@link org.nnlang.cluster.Workers#round}. */
  public byte[] answer(byte[] request, int part, int parts) {
    if (failure != null || following == null) {
      return failure == null ? failure(null) : failure;
    }
    try {
      return following.answer(request, part, parts);
    } catch (PolyglotException e) {
      return failure(e);
    } catch (OutOfMemoryError e) {
      return outOfMemory(name);
    }
  }

  /**
   * The answer of a machine whose memory does not hold the request, or its answer.
   *
   * @param name of the machine, for people
   */
  public static byte[] outOfMemory(String name) {
    return Share.failure(
        name,
        ErrorCode.LIMIT,
        "this machine has not enough memory for its part",
        "give workers more: the last number of local-cluster[…], or -Dspark.executor.memory=4g");
  }

  @Override
  public void close() {
    if (context != null) {
      context.close(true);
    }
  }
}
