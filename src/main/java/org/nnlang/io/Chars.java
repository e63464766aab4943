// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Polls;
import org.nnlang.source.Problem;
import org.nnlang.source.SourceText;
import org.nnlang.tensor.Memory;
import org.nnlang.value.Record;
import org.nnlang.value.Show;

/** A token for each different character (Unicode code point) of a text, in their order. */
public final class Chars extends AbstractTokenizer {
  /** What a tokenizer file says of how characters are cut. */
  static final Record CUTTING =
      new Record()
          .with("type", "Split")
          .with("pattern", new Record().with("Regex", "[\\s\\S]"))
          .with("behavior", "Isolated")
          .with("invert", false);

  private final int[] characters;

  /** Takes the characters of {@code text}. */
  public Chars(Memory memory, String text) {
    super(memory);
    characters = met(text);
    if (characters.length == 0) {
      throw Problem.of(
          ErrorCode.VALUE, "a tokenizer of characters needs a text, this one is empty");
    }
  }

  private static int[] met(String text) {
    BitSet met = new BitSet();
    text.codePoints()
        .forEach(
            c -> {
              Polls.sometimes();
              met.set(c);
            });
    return met.stream().toArray();
  }

  /** Takes the characters of a text that stays in its file. */
  public Chars(Memory memory, TextFile file) {
    super(memory);
    characters =
        file.open(
            channel -> {
              BitSet met = new BitSet();
              TextFile.Characters in = file.new Characters(channel, file.start());
              for (int c = in.next(); c >= 0; c = in.next()) {
                met.set(c);
              }
              return met.stream().toArray();
            });
    if (characters.length == 0) {
      throw Problem.of(
          ErrorCode.VALUE, "a tokenizer of characters needs a text, this one is empty");
    }
  }

  /** Those of a file, in their order. */
  Chars(Memory memory, int[] characters) {
    super(memory);
    this.characters = characters;
  }

  @Override
  String json() {
    Map<String, Integer> ids = new LinkedHashMap<>();
    for (int c : characters) {
      ids.put(Character.toString(c), ids.size());
    }
    return WordTokens.file(ids, CUTTING, new Record().with("type", "Fuse"));
  }

  @Override
  FileTokens encoded(TextFile file) {
    return file.open(
        channel -> {
          TextFile.Characters in = file.new Characters(channel, file.start());
          BitSet known = new BitSet();
          for (int c : characters) {
            known.set(c);
          }
          long[] places = new long[16];
          long count = 0;
          long at = in.at();
          for (int c = in.next(); c >= 0; at = in.at(), c = in.next(), count++) {
            if (!known.get(c)) {
              throw unknown(count, "byte " + at, c);
            }
            if (count % FileTokens.STEP == 0) {
              int place = Math.toIntExact(count / FileTokens.STEP);
              places = place < places.length ? places : Arrays.copyOf(places, 2 * place);
              places[place] = at;
            }
          }
          boolean single = count == file.end() - file.start();
          return new FileTokens(
              memory(),
              file,
              c -> Arrays.binarySearch(characters, c),
              single ? null : places,
              0,
              count);
        });
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
      Polls.sometimes();
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
    String place = "line %d, column %d".formatted(lines.lineAt(at), lines.columnAt(at));
    return unknown(text.codePointCount(0, at), place, c);
  }

  private Problem unknown(long position, String place, int c) {
    return Problem.of(
            ErrorCode.VALUE,
            "the character at position %d (%s) is not one of the tokenizer's %d: %s (U+%04X)"
                .formatted(
                    position, place, characters.length, Show.quoted(Character.toString(c)), c))
        .hint("make the tokenizer from a text that has all characters, or use bytes()");
  }

  @Override
  public String decode(long... tokens) {
    StringBuilder text = new StringBuilder(tokens.length);
    for (long token : tokens) {
      Polls.sometimes();
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
