// SPDX-License-Identifier: Apache-2.0
package org.nnlang.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TutorialTest {
  @Test
  void allChaptersAreListed() {
    assertEquals(15, Tutorial.chapters());
    assertTrue(Tutorial.list().startsWith("  1. Fitting data\n  2. "), Tutorial.list());
  }

  @Test
  void textComesBeforeItsBlockAndFitsTheTerminal() {
    Tutorial chapter = Tutorial.chapter(1, 60);
    Tutorial.Step first = chapter.next().orElseThrow();
    assertTrue(
        first.text().startsWith("1. Fitting data\n\nA neural net is a formula"), first.text());
    assertTrue(first.text().lines().allMatch(line -> line.length() <= 60), first.text());
    assertTrue(first.code().startsWith("hours = tensor([0.0, "), first.code());
    Tutorial.Step second = chapter.next().orElseThrow();
    assertTrue(second.text().startsWith("They lie on a line"), second.text());
    chapter.back();
    assertEquals(first, chapter.next().orElseThrow());
    chapter.back();
    chapter.back();
    assertEquals(first, chapter.next().orElseThrow());
  }

  /** Lines end where the terminal does, and not where they do in the page. */
  @Test
  void paragraphsAreFilled() {
    String text = Tutorial.chapter(1, 1000).next().orElseThrow().text();
    assertEquals(
        List.of("1. Fitting data", "A neural net", "Start the prompt"),
        text.lines()
            .filter(line -> !line.isEmpty())
            .map(line -> line.substring(0, Math.min(line.length(), 16)).strip())
            .map(line -> line.startsWith("A neural net") ? "A neural net" : line)
            .toList());
  }

  @Test
  void everyChapterEndsWithTextAndDrawsInTheTerminal() {
    for (int number = 1; number <= Tutorial.chapters(); number++) {
      Tutorial chapter = Tutorial.chapter(number, 80);
      String last = null;
      for (Optional<Tutorial.Step> s = chapter.next(); s.isPresent(); s = chapter.next()) {
        last = s.get().code();
        assertFalse(last.contains(".svg"), last);
        assertFalse(s.get().text().contains("]("), s.get().text());
        assertFalse(s.get().text().contains("```"), s.get().text());
        assertFalse(s.get().text().matches("(?s).*(\\*\\p{L}|\\p{L}\\*).*"), s.get().text());
      }
      assertEquals("", last);
    }
  }
}
