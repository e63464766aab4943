// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import java.io.PrintStream;
import java.util.Optional;
import org.nnlang.session.Tutorial;

/** The chapter of the tutorial that is gone through at a prompt, where one is. */
final class Lesson {
  private final PrintStream out;

  /** Null where no chapter is read, or its last piece was said. */
  private Tutorial chapter;

  Lesson(PrintStream out) {
    this.out = out;
  }

  void begin(int number, int width) {
    chapter = Tutorial.chapter(number, width);
  }

  /**
   * Says the next piece; the block that goes with it, which is given back, stands at the prompt, to
   * be run or changed.
   */
  String next() {
    if (chapter == null) {
      return "";
    }
    Optional<Tutorial.Step> step = chapter.next();
    if (step.isEmpty()) {
      chapter = null;
      return "";
    }
    out.print("\n" + step.get().text());
    if (!step.get().code().isEmpty()) {
      out.print(Messages.runOrChange() + "\n");
    }
    out.flush();
    return step.get().code();
  }
}
