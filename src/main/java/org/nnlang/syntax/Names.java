// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import java.text.Normalizer;
import org.antlr.v4.runtime.ParserRuleContext;
import org.nnlang.source.Span;
import org.nnlang.syntax.antlr.NnParser;

/** Names and places of what the parser found. */
final class Names {
  private Names() {}

  static Span span(ParserRuleContext context) {
    return ((Word) context.getStart()).to(context.getStop());
  }

  static Identifier identifier(NnParser.NameContext context) {
    return identifier((Word) context.getStart());
  }

  static Identifier identifier(Word word) {
    return new Identifier(text(word), word.span());
  }

  /** However an accented letter was typed, it is the same name. */
  static String text(Word word) {
    return Normalizer.normalize(word.getText(), Normalizer.Form.NFC);
  }
}
