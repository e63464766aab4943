// SPDX-License-Identifier: Apache-2.0
package org.nnlang.editor;

import java.util.List;
import java.util.Optional;
import org.nnlang.builtin.Builtin;
import org.nnlang.syntax.TextPieces;
import org.nnlang.value.Parameter;
import org.nnlang.value.Signature;

/**
 * What the call takes whose arguments are being written.
 *
 * @param documentation as Markdown, may be empty
 * @param active which of the parameters is next, -1 where that is not known
 */
public record CallHelp(Signature signature, String documentation, int active) {
  /** Empty where no call is open, or nothing is known of it. */
  public static Optional<CallHelp> at(Analysis a, int offset) {
    List<TextPieces.Piece> pieces = a.pieces();
    int i = pieces.size() - 1;
    while (i >= 0 && pieces.get(i).end() > offset) {
      i--;
    }
    int depth = 0;
    int commas = 0;
    String named = null;
    for (; i > 0; i--) {
      String word = a.word(pieces.get(i));
      if (pieces.get(i).kind() == TextPieces.Kind.BRACKET) {
        if ("([{".contains(word)) {
          if (depth == 0) {
            break;
          }
          depth--;
        } else {
          depth++;
        }
      } else if (depth == 0 && word.equals(",")) {
        commas++;
      } else if (depth == 0 && commas == 0 && word.equals(":") && named == null) {
        named = a.word(pieces.get(i - 1));
      }
    }
    if (i <= 0 || !a.word(pieces.get(i)).equals("(")) {
      return Optional.empty();
    }
    boolean name = pieces.get(i - 1).kind() == TextPieces.Kind.NAME;
    String function = a.word(pieces.get(i - 1));
    Signature signature = name ? a.signature(function, offset) : null;
    if (signature == null) {
      return Optional.empty();
    }
    Builtin builtin = a.builtins().find(function);
    boolean own = a.names().scopeAt(offset).find(function) != null;
    String doc = builtin == null || own ? "" : Hover.paragraphs(builtin.doc());
    boolean afterDot = i > 1 && a.word(pieces.get(i - 2)).equals(".") && !own;
    int active =
        named != null ? signature.indexOf(named) : byPlace(signature, commas + (afterDot ? 1 : 0));
    return Optional.of(new CallHelp(signature, doc, active));
  }

  private static int byPlace(Signature signature, int place) {
    List<Parameter> parameters = signature.parameters();
    return place < parameters.size() && !parameters.get(place).nameOnly() ? place : -1;
  }
}
