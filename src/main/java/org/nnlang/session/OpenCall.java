// SPDX-License-Identifier: Apache-2.0
package org.nnlang.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nnlang.syntax.TextPieces;
import org.nnlang.value.Parameter;
import org.nnlang.value.Signature;

/**
 * A call whose arguments are being written.
 *
 * @param callee names and indices of what is called, as in {@link CompletionContext}
 * @param afterDot whether what stands before a dot there may be the first argument
 * @param places how many arguments stand before the one being written without a name
 * @param named the names of those that have one
 * @param writing the name of the one being written; null where it has none
 * @param begins whether nothing of that is written yet
 */
public record OpenCall(
    List<String> callee,
    boolean afterDot,
    int places,
    List<String> named,
    @Nullable String writing,
    boolean begins) {
  public OpenCall {
    callee = List.copyOf(callee);
    named = List.copyOf(named);
  }

  /** The innermost one around a place of a text. */
  public static Optional<OpenCall> at(String text, int cursor) {
    return at(text, TextPieces.of(text), cursor);
  }

  /**
   * The same.
   *
   * @param pieces those of the text
   */
  public static Optional<OpenCall> at(String text, List<TextPieces.Piece> pieces, int cursor) {
    TypedWords words = new TypedWords(text, pieces);
    int last = words.count() - 1;
    while (last >= 0 && words.piece(last).end() > cursor) {
      last--;
    }
    int open = words.around(last);
    if (!words.is(open, "(") || !words.isName(open - 1)) {
      return Optional.empty();
    }
    List<String> path = words.path(open - 1);
    int places = 0;
    List<String> named = new ArrayList<>();
    String name = null;
    int depth = 0;
    for (int i = open + 1; i <= last; i++) {
      if (words.piece(i).kind() == TextPieces.Kind.BRACKET) {
        depth += words.opens(i) ? 1 : -1;
      } else if (depth == 0 && words.is(i, ":") && words.isName(i - 1)) {
        name = words.word(i - 1);
      } else if (depth == 0 && words.is(i, ",")) {
        if (name == null) {
          places++;
        } else {
          named.add(name);
        }
        name = null;
      }
    }
    boolean begins = last == open || words.is(last, ",");
    return Optional.of(
        new OpenCall(
            path.isEmpty() ? List.of(words.word(open - 1)) : path,
            words.is(open - 2, "."),
            places,
            named,
            name,
            begins));
  }

  /** The name of what is called, without what stands before a dot. */
  public String function() {
    return callee.getLast();
  }

  /**
   * The parameters that nothing was given for, the one being written first.
   *
   * @param first how many parameters are given before the brackets, by a dot
   */
  List<Parameter> missing(Signature signature, int first) {
    List<Parameter> all = signature.parameters();
    List<Parameter> out = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Parameter p = all.get(i);
      boolean given =
          p.form() == Parameter.Form.ONE
              && (!p.nameOnly() && i < places + first || named.contains(p.name()));
      if (!given) {
        out.add(p);
      }
    }
    return out;
  }
}
