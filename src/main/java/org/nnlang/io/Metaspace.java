// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.ArrayList;
import java.util.List;
import org.nnlang.value.Record;

/**
 * Spaces as a character of tokens, as SentencePiece has them.
 *
 * @param mark what stands for a space, {@code ▁}
 * @param splits whether a text is cut before each of them
 */
record Metaspace(String mark, Prepend prepend, boolean splits) {
  /** Where a mark comes before what does not begin with one. */
  enum Prepend {
    /** Before each piece of text. */
    ALWAYS,
    /** Where the text begins, and not behind a token that was added. */
    FIRST,
    /** Nowhere. */
    NEVER
  }

  /** As a step of a file says, which may be of any age. */
  static Metaspace of(Record step) {
    if (!(step.getOrDefault("replacement", "▁") instanceof String mark) || mark.length() != 1) {
      throw TokenizerJson.wrong("a character in `replacement`");
    }
    Object scheme = step.getOrDefault("prepend_scheme", "always");
    boolean never = Boolean.FALSE.equals(step.get("add_prefix_space"));
    Prepend prepend =
        switch (scheme instanceof String s ? s : "") {
          case "always" -> never ? Prepend.NEVER : Prepend.ALWAYS;
          case "first" -> Prepend.FIRST;
          case "never" -> Prepend.NEVER;
          default -> throw TokenizerJson.unknown("pre_tokenizer", step);
        };
    return new Metaspace(mark, prepend, !Boolean.FALSE.equals(step.get("split")));
  }

  /**
   * A piece of text with marks for spaces.
   *
   * @param first whether it is where the text begins
   */
  String marked(String piece, boolean first) {
    String text = piece.replace(" ", mark);
    boolean more = prepend == Prepend.ALWAYS || prepend == Prepend.FIRST && first;
    return more && !text.startsWith(mark) ? mark + text : text;
  }

  /** The texts of tokens with spaces for marks. */
  List<String> decode(List<String> tokens) {
    List<String> out = new ArrayList<>();
    for (String token : tokens) {
      boolean gone = out.isEmpty() && prepend != Prepend.NEVER;
      out.add(token.replace(mark, gone ? "" : " "));
    }
    return out;
  }
}
