// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nnlang.value.Record;

/**
 * Texts that are one token each, cut out before all else: the part {@code added_tokens} of a
 * tokenizer file. Those that are found in the text as it is go before those found in the normalized
 * one.
 */
final class AddedTokens {
  private static final Pattern WORD = Pattern.compile("\\w", Pattern.UNICODE_CHARACTER_CLASS);

  /**
   * One of them.
   *
   * @param single whether it is none where a letter or digit is next to it
   * @param left whether the spaces before it belong to it
   * @param right whether the spaces after it do
   * @param normalized whether it is looked for in the normalized text
   */
  record Added(
      String text, int id, boolean single, boolean left, boolean right, boolean normalized) {}

  private final List<Added> all;
  private final UnaryOperator<String> normalizer;
  private final Map<String, Added> plain = new HashMap<>();
  private final Map<String, Added> normal = new HashMap<>();
  private final @Nullable Pattern ofPlain;
  private final @Nullable Pattern ofNormal;

  AddedTokens(List<Added> all, UnaryOperator<String> normalizer) {
    this.all = List.copyOf(all);
    this.normalizer = normalizer;
    for (Added a : all) {
      if (a.normalized) {
        normal.put(normalizer.apply(a.text), a);
      } else {
        plain.put(a.text, a);
      }
    }
    normal.remove("");
    ofPlain = pattern(plain);
    ofNormal = pattern(normal);
  }

  /** Reads the list of a file. */
  static AddedTokens of(@Nullable Object json, UnaryOperator<String> normalizer) {
    List<Added> all = new ArrayList<>();
    if (json instanceof List<?> list) {
      for (Object token : list) {
        Record f = TokenizerJson.fields(token, "each of `added_tokens`");
        if (!(f.get("content") instanceof String content) || content.isEmpty()) {
          throw TokenizerJson.wrong("a text in each of `added_tokens`");
        }
        boolean special = Boolean.TRUE.equals(f.get("special"));
        boolean normalized = f.get("normalized") instanceof Boolean b ? b : !special;
        all.add(
            new Added(
                content,
                TokenizerJson.number(f.get("id")),
                Boolean.TRUE.equals(f.get("single_word")),
                Boolean.TRUE.equals(f.get("lstrip")),
                Boolean.TRUE.equals(f.get("rstrip")),
                normalized));
      }
    }
    return new AddedTokens(all, normalizer);
  }

  List<Added> all() {
    return all;
  }

  /** Finds the longest at each place; null where there are none. */
  private static @Nullable Pattern pattern(Map<String, Added> tokens) {
    return tokens.isEmpty()
        ? null
        : Pattern.compile(
            tokens.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|")));
  }

  /** The pieces of a text, normalized, and the added tokens between them, in order. */
  void cut(String text, Consumer<String> piece, IntConsumer token) {
    cut(
        text,
        ofPlain,
        plain,
        part -> cut(normalizer.apply(part), ofNormal, normal, piece, token),
        token);
  }

  private static void cut(
      String text,
      @Nullable Pattern pattern,
      Map<String, Added> tokens,
      Consumer<String> piece,
      IntConsumer token) {
    int from = 0;
    Matcher m = pattern == null ? null : pattern.matcher(text);
    while (m != null && m.find()) {
      Added added = Objects.requireNonNull(tokens.get(m.group()));
      int start = m.start();
      int end = m.end();
      if (start < from || added.single && (isWord(text, start - 1) || isWord(text, end))) {
        continue;
      }
      while (added.left && start > from && isSpace(text.charAt(start - 1))) {
        start--;
      }
      while (added.right && end < text.length() && isSpace(text.charAt(end))) {
        end++;
      }
      if (start > from) {
        piece.accept(text.substring(from, start));
      }
      token.accept(added.id);
      from = end;
    }
    if (from < text.length()) {
      piece.accept(text.substring(from));
    }
  }

  private static boolean isWord(String text, int at) {
    return at >= 0
        && at < text.length()
        && (Character.isSurrogate(text.charAt(at))
            ? Character.isLetterOrDigit(
                Character.isLowSurrogate(text.charAt(at)) && at > 0
                    ? text.codePointAt(at - 1)
                    : text.codePointAt(at))
            : WORD.matcher(text.substring(at, at + 1)).matches());
  }

  /** Unicode's white space, as patterns have it. */
  private static boolean isSpace(char c) {
    return c >= '\t' && c <= '\r' || c == 0x85 || Character.isSpaceChar(c);
  }
}
