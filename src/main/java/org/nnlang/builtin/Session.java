// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.job.Jobs;
import org.nnlang.cluster.ScriptCopy;
import org.nnlang.engine.Engine;
import org.nnlang.io.Access;
import org.nnlang.io.Disk;
import org.nnlang.source.Problem;
import org.nnlang.source.Span;
import org.nnlang.source.Warnings;
import org.nnlang.value.Callable;

/** What a builtin may use of the running script. One for each context. */
public interface Session {
  /** What tensors are computed with. */
  Engine engine();

  /** Whether the script is only looked at: nothing runs, and nothing is seen outside. */
  default boolean foresees() {
    return false;
  }

  /** The model that a script finds under the name of this one, always the same. */
  Callable standard(StandardModel model);

  /** The files the script may touch. */
  Access files();

  /** The same, with problems in a script's words. */
  default Disk disk() {
    return new Disk(files(), this::poll);
  }

  /**
   * Why nothing could be written at a path, as far as that is known before; else null.
   *
   * @param folder whether it is to be a folder that files are written into
   */
  default @Nullable String unwritable(String path, boolean folder) {
    return null;
  }

  /** Whether the script may use the machine's devices, such as a loudspeaker. */
  default boolean mayUseDevices() {
    return false;
  }

  /** What the script prints, in UTF-8. Nothing but what a script asked to print goes here. */
  PrintStream out();

  /** Progress, warnings, charts of progress; in UTF-8. */
  PrintStream err();

  /** Whether what goes to {@link #out} is looked at in a terminal: its width makes sense. */
  boolean outIsTerminal();

  /** Whether that terminal shows colours, and whoever sits there wants to see them. */
  boolean coloured();

  /** Whether {@link #err} goes to a terminal: a line may be drawn over. */
  boolean errIsTerminal();

  /**
   * Whether somebody reads progress on {@link #err}. A host that embeds the language gets it by
   * {@code on_step}, and its error stream stays clean.
   */
  boolean showsProgress();

  /** As {@link Console#isPrompt}. */
  default boolean atPrompt() {
    return false;
  }

  /** Where charts and pictures are shown as such; null where they have to be text. */
  default @Nullable Display display() {
    return null;
  }

  /** The terminal's width in cells, 80 where there is none. */
  int width();

  /** Says on {@link #err} what is odd; the script goes on. */
  Warnings warnings();

  /** Where the running call stands in the script. */
  Span place();

  /**
   * Ends the script, by an exception that nobody but the interpreter catches, where the host asked
   * for it. Called in every loop that may take longer than some milliseconds.
   */
  void poll();

  /** Threads beside the script's, and its turns with them. */
  Background background();

  /**
   * Where modules beside nn-core are looked for, such as those that know clusters.
   *
   * @throws Problem where they cannot be had
   */
  default ClassLoader modules() {
    return Session.class.getClassLoader();
  }

  /** The number of the training that begins: they are counted from 1. */
  default long nextTraining() {
    return 1;
  }

  /** What this session runs the script for, where others lead a training; else null. */
  default @Nullable Follower part() {
    return null;
  }

  /**
   * What another machine needs to come to this training.
   *
   * @throws Problem {@code argument} where none could
   */
  default ScriptCopy copy(long training) {
    throw new IllegalStateException("nothing runs");
  }

  /** Trainings in the background. */
  Jobs jobs();

  /**
   * The same, and counts as a step of the script: called for each turn of what a function does as
   * often as its arguments say.
   *
   * @throws Problem {@code limit} where the script has taken all its steps
   */
  default void step() {
    poll();
  }

  /** Where a training asks whether Ctrl-C was pressed. */
  Interruption interruption();

  /** Who wants to see each training; null for nobody. */
  default @Nullable RunObserver witness() {
    return null;
  }

  /**
   * The value of a script's option: {@code --name value} on the command line.
   *
   * @return null where it was not given
   * @throws Problem {@code usage} where it is there without a value
   */
  @Nullable String option(String name);

  /** Names of functions and of what the script has defined so far, for suggestions. */
  List<String> names();

  /** The registry, for help. */
  Builtins builtins();
}
