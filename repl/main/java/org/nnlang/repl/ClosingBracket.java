// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import org.jline.reader.Buffer;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;

/** A bracket that closes a block stands as far left as the line that opened it. */
final class ClosingBracket {
  private static final String WIDGET = "closing-bracket";

  private ClosingBracket() {}

  static void bind(LineReader editor) {
    editor
        .getWidgets()
        .put(
            WIDGET,
            () -> {
              moveLeft(editor.getBuffer());
              editor.callWidget(LineReader.SELF_INSERT);
              return true;
            });
    editor.getKeyMaps().get(LineReader.MAIN).bind(new Reference(WIDGET), "}", "]", ")");
  }

  private static void moveLeft(Buffer buffer) {
    String before = buffer.upToCursor();
    String line = before.substring(before.lastIndexOf('\n') + 1);
    if (line.isBlank() && line.length() >= EntryParser.INDENT && before.indexOf('\n') >= 0) {
      buffer.backspace(EntryParser.INDENT);
    }
  }
}
