// SPDX-License-Identifier: Apache-2.0
package org.nnlang.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

class SourceTextTest {
  @Test
  void cutsLinesAtEveryKindOfBreak() {
    var source = new SourceText("a.nn", "ab\ncd\r\n\rx");
    assertEquals(4, source.lineCount());
    assertEquals("ab", source.line(1));
    assertEquals("cd", source.line(2));
    assertEquals("", source.line(3));
    assertEquals("x", source.line(4));
  }

  @Test
  void countsLinesAndColumnsFromOne() {
    var source = new SourceText("a.nn", "ab\n😀d\n");
    Span d = source.span(5, 6);
    assertEquals("d", d.text());
    assertEquals("a.nn:2:2", d.toString());
    assertEquals(3, source.span(7, 7).line());
    assertEquals(1, source.span(0, 3).endLine());
    assertEquals(2, source.span(0, 4).endLine());
  }

  @Test
  void clipsSpans() {
    var source = new SourceText("a.nn", "ab");
    assertEquals(new Span(source, 2, 2), source.span(9, 4));
    assertEquals("(unknown)", Span.NONE.toString());
    assertFalse(Span.NONE.isKnown());
  }
}
