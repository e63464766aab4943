// SPDX-License-Identifier: Apache-2.0
package org.nnlang.editor;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.nnlang.syntax.TextPieces;

/** Lines that an editor may hide behind the first of them. */
public final class Folds {
  private Folds() {}

  /**
   * Lines from 1.
   *
   * @param end the last line that is hidden
   */
  public record Fold(int start, int end, boolean comment) {}

  /** What stands between brackets, and runs of comments. */
  public static List<Fold> of(Analysis a) {
    TreeMap<Integer, Fold> folds = new TreeMap<>();
    List<Integer> open = new ArrayList<>();
    int from = 0;
    int last = 0;
    for (TextPieces.Piece piece : a.pieces()) {
      int line = a.text().lineAt(piece.start());
      if (piece.kind() == TextPieces.Kind.BRACKET) {
        if ("([{".indexOf(a.text().text().charAt(piece.start())) >= 0) {
          open.add(line);
        } else if (!open.isEmpty()) {
          int start = open.removeLast();
          if (line - 1 > start) {
            folds.putIfAbsent(start, new Fold(start, line - 1, false));
          }
        }
      }
      boolean alone =
          piece.kind() == TextPieces.Kind.COMMENT && a.text().line(line).strip().startsWith("#");
      if (alone && line == last + 1 && from > 0) {
        folds.put(from, new Fold(from, line, true));
      } else if (alone) {
        from = line;
      }
      last = alone ? line : last;
      from = alone ? from : 0;
    }
    return List.copyOf(folds.values());
  }
}
