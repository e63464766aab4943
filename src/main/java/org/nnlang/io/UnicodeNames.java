// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.Locale;

/**
 * The names of the Unicode characters as this JDK knows them, one a line, without those that only
 * repeat the code point ({@code CJK UNIFIED IDEOGRAPHS 4E00}): some 32,000 names, 860 KB of real
 * text that needs no download.
 */
public final class UnicodeNames {
  private UnicodeNames() {}

  public static String text() {
    StringBuilder text = new StringBuilder(1 << 20);
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      String name = Character.isDefined(c) ? Character.getName(c) : null;
      if (name != null && !name.endsWith(Integer.toHexString(c).toUpperCase(Locale.ROOT))) {
        text.append(name).append('\n');
      }
    }
    return text.toString();
  }
}
