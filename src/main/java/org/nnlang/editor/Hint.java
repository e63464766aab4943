// SPDX-License-Identifier: Apache-2.0
package org.nnlang.editor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.nnlang.resolve.Symbol;
import org.nnlang.syntax.Param;
import org.nnlang.syntax.Target;

/**
 * A shape that the writer left out.
 *
 * @param offset behind what it is shown
 * @param text with what stands before it: {@code : [batch, 64]}
 */
public record Hint(int offset, String text) {
  /** Those of names that are bound, in the order of the text. */
  public static List<Hint> of(Analysis a) {
    List<Hint> hints = new ArrayList<>();
    Set<Integer> places = new HashSet<>();
    for (Symbol symbol : a.names().symbols()) {
      for (Symbol.Definition d : symbol.definitions()) {
        boolean untyped =
            d.code() instanceof Param p ? p.type() == null : d.code() instanceof Target;
        Object value = d.code() instanceof Param ? a.value(symbol, 0) : a.value(d.span());
        String shape = untyped ? Described.shape(value) : null;
        if (shape != null && places.add(d.span().end())) {
          hints.add(new Hint(d.span().end(), ": " + shape));
        }
      }
    }
    hints.sort(Comparator.comparingInt(Hint::offset));
    return hints;
  }
}
