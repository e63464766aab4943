// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import java.io.PrintStream;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.nnlang.session.Tutorial;

/** The tutorial at the prompt: it says a piece at first, and whenever nothing was entered. */
final class Lesson {
  private final PrintStream out;
  private final IntSupplier width;

  /** The chapter that is being read; null where none is. */
  private Tutorial chapter;

  private boolean turn;

  Lesson(PrintStream out, IntSupplier width) {
    this.out = out;
    this.width = width;
  }

  void begin(int number) {
    chapter = Tutorial.chapter(number, width.getAsInt());
    turn = true;
  }

  /** Hears what was entered: nothing means that it goes on. */
  void hears(String entry) {
    turn = entry.isBlank();
  }

  /** Says the piece before the last one again. */
  void back() {
    if (chapter == null) {
      out.print(Messages.noLesson() + "\n");
      return;
    }
    chapter.back();
    turn = true;
  }

  /**
   * Says the next piece where it has its turn.
   *
   * @return the block that goes with it, to stand at the prompt and be run or changed; empty where
   *     there is none
   */
  String piece() {
    if (chapter == null || !turn) {
      return "";
    }
    turn = false;
    Optional<Tutorial.Step> step = chapter.next();
    if (step.isEmpty()) {
      int number = chapter.number();
      if (number == Tutorial.chapters()) {
        chapter = null;
        return "";
      }
      chapter = Tutorial.chapter(number + 1, width.getAsInt());
      step = chapter.next();
    }
    out.print("\n" + step.orElseThrow().text());
    String code = step.orElseThrow().code();
    out.print(code.isEmpty() ? Messages.chapterEnds(chapter.number()) : Messages.runOrChange());
    out.print("\n");
    out.flush();
    return code;
  }
}
