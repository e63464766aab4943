// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class UnicodeNamesTest {
  @Test
  void namesOfTheStandardOneALine() {
    String text = UnicodeNames.text();
    List<String> lines = text.lines().toList();
    // from the code charts; the controls' names are those of ISO 6429
    assertEquals("NULL", lines.get(0));
    assertEquals("SPACE", lines.get(0x20));
    assertEquals("LATIN SMALL LETTER A", lines.get(0x61));
    assertTrue(lines.contains("GRINNING FACE"));
    assertTrue(lines.contains("VARIATION SELECTOR-256"));
    assertFalse(text.contains("CJK UNIFIED IDEOGRAPHS 4E00"));
    assertTrue(lines.size() > 30_000 && lines.size() < 60_000, () -> "" + lines.size());
    assertTrue(text.endsWith("\n"));
  }
}
