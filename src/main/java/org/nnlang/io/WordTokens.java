// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;
import org.nnlang.value.Record;
import org.nnlang.value.Show;

/**
 * A token for each word: what is not among them is one token, that of the unknown. Decoding puts a
 * space between words, but none before a comma or a full stop.
 */
public final class WordTokens extends VocabularyTokens {
  private static final String UNKNOWN = "<unk>";

  /** Words, each sign that is none, and line ends. */
  private static final String REGEX = "\\w+|[^\\w\\s]|\\n";

  private final Map<String, Integer> ids;
  private final int unknown;
  private final String between;

  /**
   * @param json the file it is written to
   * @param size how many tokens there are, some of which may have no word
   * @param unknown the token of what is no word of it, -1 where that is an error
   * @param between what stands between words
   */
  WordTokens(
      Memory memory,
      AddedTokens added,
      Cutting cutting,
      Map<String, Integer> ids,
      int size,
      int unknown,
      String between,
      String json) {
    super(memory, added, cutting, ids, size, json);
    this.ids = ids;
    this.unknown = unknown;
    this.between = between;
  }

  /**
   * The words of a text, most frequent first; among equals the one met first.
   *
   * @param size how many tokens there are at most, the unknown one among them; 0 for all words
   * @param poll called now and then; what it throws ends it
   */
  public static WordTokens of(Memory memory, String text, long size, Runnable poll) {
    return of(memory, counts -> cutting(poll).pieces(text, true, counts), size, poll);
  }

  /** The same of a text that stays in its file. */
  public static WordTokens of(Memory memory, TextFile file, long size, Runnable poll) {
    return of(
        memory,
        counts -> {
          Cutting cutting = cutting(poll);
          file.forEachPiece(piece -> cutting.pieces(piece, false, counts));
        },
        size,
        poll);
  }

  private static Cutting cutting(Runnable poll) {
    return Cutting.of(split(REGEX), poll);
  }

  private static Record split(String regex) {
    return new Record()
        .with("type", "Split")
        .with("pattern", new Record().with("Regex", regex))
        .with("behavior", "Removed")
        .with("invert", true);
  }

  private static WordTokens of(
      Memory memory, Consumer<Consumer<String>> pieces, long size, Runnable poll) {
    Map<String, Long> counts = new LinkedHashMap<>();
    pieces.accept(word -> counts.merge(word, 1L, Long::sum));
    counts.remove(UNKNOWN);
    if (counts.isEmpty()) {
      throw Problem.of(ErrorCode.VALUE, "a tokenizer of words needs a text, this one has none");
    }
    List<String> words = new ArrayList<>(counts.keySet());
    words.sort(Comparator.comparing(word -> -Objects.requireNonNull(counts.get(word))));
    int most = size == 0 ? words.size() : (int) Math.min(words.size(), size - 1);
    Map<String, Integer> ids = new LinkedHashMap<>();
    ids.put(UNKNOWN, 0);
    words.subList(0, most).forEach(word -> ids.put(word, ids.size()));
    return (WordTokens) TokenizerJson.parse(memory, file(ids, split(REGEX), null), poll);
  }

  /** A file of the tokenizers library. */
  static String file(Map<String, Integer> ids, Record cutting, @Nullable Record decoder) {
    Record vocabulary = new Record();
    ids.forEach((word, id) -> vocabulary.put(word, (long) id));
    Record model =
        new Record().with("type", "WordLevel").with("vocab", vocabulary).with("unk_token", UNKNOWN);
    return TokenizerJson.file(model, cutting, decoder);
  }

  @Override
  void piece(String piece, TokenList out) {
    Integer id = ids.get(piece);
    if (id == null && unknown < 0) {
      throw Problem.of(
              ErrorCode.VALUE,
              "this is no word of the tokenizer, which has none for unknown ones: "
                  + Show.quoted(piece.length() <= 40 ? piece : piece.substring(0, 40) + "…"))
          .hint("make the tokenizer from a text that has all words, or use bytes()");
    }
    out.add(id == null ? unknown : id);
  }

  @Override
  public String decode(long... tokens) {
    StringBuilder text = new StringBuilder();
    boolean gap = false;
    for (long token : tokens) {
      String word = textOf(token);
      boolean closes = word.length() == 1 && ",.;:!?)]}'’\n".contains(word);
      text.append(gap && !closes ? between : "").append(word);
      gap = !(word.length() == 1 && "([{'’\n".contains(word));
    }
    return text.toString();
  }

  @Override
  public String show() {
    return "word(" + size() + ")";
  }
}
