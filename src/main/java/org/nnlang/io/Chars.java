// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.Arrays;
import org.nnlang.source.Problem;
import org.nnlang.source.SourceText;
import org.nnlang.tensor.Memory;
import org.nnlang.value.Show;

/** A token for each different character (Unicode code point) of a text, in their order. */
public final class Chars extends Tokens {
  private final int[] characters;

  /** Takes the characters of {@code text}. */
  public Chars(Memory memory, String text) {
    super(memory);
    characters = text.codePoints().distinct().sorted().toArray();
    if (characters.length == 0) {
      throw Problem.of("value", "a tokenizer of characters needs a text, this one is empty");
    }
  }

  @Override
  public long size() {
    return characters.length;
  }

  @Override
  public long[] encode(String text) {
    long[] ids = new long[text.codePointCount(0, text.length())];
    int at = 0;
    for (int i = 0; i < ids.length; i++) {
      int c = text.codePointAt(at);
      ids[i] = Arrays.binarySearch(characters, c);
      if (ids[i] < 0) {
        throw unknown(text, at, c);
      }
      at += Character.charCount(c);
    }
    return ids;
  }

  private Problem unknown(String text, int at, int c) {
    SourceText lines = new SourceText("", text);
    return Problem.of(
            "value",
            "the character at position %d (line %d, column %d) is not one of the tokenizer's %d: %s (U+%04X)"
                .formatted(
                    text.codePointCount(0, at),
                    lines.lineAt(at),
                    lines.columnAt(at),
                    characters.length,
                    Show.quoted(Character.toString(c)),
                    c))
        .hint("make the tokenizer from a text that has all characters, or use bytes()");
  }

  @Override
  public String decode(long... tokens) {
    StringBuilder text = new StringBuilder(tokens.length);
    for (long token : tokens) {
      if (token < 0 || token >= characters.length) {
        throw unknown(token);
      }
      text.appendCodePoint(characters[(int) token]);
    }
    return text.toString();
  }

  @Override
  public String show() {
    return "chars(" + characters.length + ")";
  }
}
