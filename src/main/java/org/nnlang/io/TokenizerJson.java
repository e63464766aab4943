// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;
import org.nnlang.value.None;
import org.nnlang.value.Record;

/**
 * Tokenizer files as Hugging Face's tokenizers library writes and reads them: byte pair encoding on
 * bytes, as GPT-2 and those after it have it, and on characters, as Llama; Unigram, as T5; words
 * (WordLevel) and parts of words (WordPiece, as BERT has them). Says what it does not know instead
 * of giving other tokens than that library would.
 *
 * <p>Tokens that a post processor would put around a text (beginnings, ends) are not added.
 */
final class TokenizerJson {
  private static final int MOST = 1 << 22;

  private TokenizerJson() {}

  /**
   * @param poll called now and then while the tokenizer cuts texts; what it throws ends that
   * @throws Problem {@code file} where the text is none, or needs what is not known here
   */
  static AbstractTokenizer parse(Memory memory, String text, Runnable poll) {
    Record file = fields(Json.parse(text), "all of it");
    Record model = fields(file.get("model"), "`model`");
    Object kind = model.getOrDefault("type", model.containsKey("merges") ? "BPE" : "");
    UnaryOperator<String> normalizer = Normalizing.of(file.get("normalizer"));
    AddedTokens added = AddedTokens.of(file.get("added_tokens"), normalizer);
    return switch (kind instanceof String s ? s : "") {
      case "BPE" -> bpe(memory, file, model, added, text, poll);
      case "WordLevel" -> words(memory, file, model, added, text, poll);
      case "WordPiece" -> wordPieces(memory, file, model, added, text, poll);
      case "Unigram" -> unigram(memory, file, model, added, text, poll);
      default -> throw unknown("model", kind);
    };
  }

  private static AbstractTokenizer bpe(
      Memory memory, Record file, Record model, AddedTokens added, String text, Runnable poll) {
    for (String part : List.of("dropout", "continuing_subword_prefix", "end_of_word_suffix")) {
      Object value = model.get(part);
      if (value != null && present(value) && !value.equals("") && !value.equals(false)) {
        throw unknown("model with " + part, value);
      }
    }
    Cutting cutting = Cutting.of(file.get("pre_tokenizer"), poll);
    Map<String, Integer> ids = vocabulary(model);
    if (!cutting.isOfBytes()) {
      return new CharacterBpe(
          memory,
          added,
          cutting,
          Decoding.of(file.get("decoder")),
          new CharacterBpe.Model(
              ids,
              merges(model, ids),
              model.get("unk_token") instanceof String u ? id(ids, u) : -1,
              isTrue(model.get("fuse_unk")),
              isTrue(model.get("byte_fallback")),
              isTrue(model.get("ignore_merges"))),
          size(ids, added),
          text);
    }
    if (isTrue(model.get("byte_fallback"))) {
      throw unknown("model on bytes with byte_fallback", true);
    }
    int size = size(ids, added);
    List<byte[]> tokens = new ArrayList<>(Collections.nCopies(size, (byte[]) null));
    Map<Character, Integer> bytesOf = alphabet();
    ids.forEach((word, id) -> tokens.set(id, bytes(word, bytesOf)));
    added.all().forEach(a -> tokens.set(a.id(), a.text().getBytes(StandardCharsets.UTF_8)));
    int[] bytes = new int[256];
    bytesOf.forEach((c, value) -> bytes[value] = id(ids, String.valueOf(c)));
    Merges merges = merges(model, ids);
    if (merges.all().isEmpty() && added.all().isEmpty() && isIdentity(bytes) && size == 256) {
      return new Bytes(memory);
    }
    Map<String, Integer> whole = new HashMap<>();
    if (isTrue(model.get("ignore_merges"))) {
      ids.forEach((word, id) -> whole.put(new String(tokens.get(id), StandardCharsets.UTF_8), id));
    }
    return new Bpe(
        memory, added, cutting, new Bpe.Vocabulary(tokens, bytes, merges, whole), () -> text);
  }

  private static AbstractTokenizer unigram(
      Memory memory, Record file, Record model, AddedTokens added, String text, Runnable poll) {
    if (!(model.get("vocab") instanceof List<?> list) || list.size() > MOST) {
      throw wrong("a list of tokens and their scores in `model.vocab`");
    }
    Map<String, Integer> ids = new LinkedHashMap<>();
    double[] scores = new double[list.size()];
    for (Object token : list) {
      if (asList(token).size() != 2
          || !(asList(token).get(0) instanceof String name)
          || !(asList(token).get(1) instanceof Number score)) {
        throw wrong("a token and its score in each of `model.vocab`");
      }
      scores[ids.size()] = score.doubleValue();
      if (ids.put(name, ids.size()) != null) {
        throw wrong("each token once, found \"" + name + "\" twice");
      }
    }
    if (!(model.get("unk_id") instanceof Long unknown) || unknown < 0 || unknown >= ids.size()) {
      throw wrong("the number of a token in `model.unk_id`");
    }
    Cutting cutting = Cutting.of(file.get("pre_tokenizer"), poll);
    if (cutting.isOfBytes()) {
      throw unknown("Unigram model on bytes", file.getOrDefault("pre_tokenizer", None.NONE));
    }
    return new Unigram(
        memory,
        added,
        cutting,
        Decoding.of(file.get("decoder")),
        new Unigram.Model(ids, scores, (int) (long) unknown, isTrue(model.get("byte_fallback"))),
        Math.max(size(ids, added), scores.length),
        text);
  }

  private static boolean isTrue(@Nullable Object value) {
    return Boolean.TRUE.equals(value);
  }

  private static boolean isIdentity(int[] bytes) {
    return IntStream.range(0, bytes.length).allMatch(i -> bytes[i] == i);
  }

  private static AbstractTokenizer words(
      Memory memory, Record file, Record model, AddedTokens added, String text, Runnable poll) {
    Map<String, Integer> ids = vocabulary(model);
    boolean fuse = file.get("decoder") instanceof Record d && "Fuse".equals(d.get("type"));
    int[] characters = characters(ids);
    boolean plain = added.all().isEmpty() && !present(file.get("normalizer"));
    if (fuse && plain && characters != null && Chars.CUTTING.equals(file.get("pre_tokenizer"))) {
      return new Chars(memory, characters);
    }
    return new WordTokens(
        memory,
        added,
        Cutting.of(file.get("pre_tokenizer"), poll),
        ids,
        size(ids, added),
        ids.getOrDefault(String.valueOf(model.get("unk_token")), -1),
        fuse ? "" : " ",
        text);
  }

  /** The characters of a vocabulary that has nothing else, numbered in their order; else null. */
  private static int @Nullable [] characters(Map<String, Integer> ids) {
    int[] characters = new int[ids.size()];
    for (Map.Entry<String, Integer> e : ids.entrySet()) {
      String word = e.getKey();
      if (word.isEmpty()
          || word.codePointCount(0, word.length()) != 1
          || e.getValue() >= characters.length) {
        return null;
      }
      characters[e.getValue()] = word.codePointAt(0);
    }
    for (int i = 1; i < characters.length; i++) {
      if (characters[i] <= characters[i - 1]) {
        return null;
      }
    }
    return characters.length == 0 ? null : characters;
  }

  private static AbstractTokenizer wordPieces(
      Memory memory, Record file, Record model, AddedTokens added, String text, Runnable poll) {
    Map<String, Integer> ids = vocabulary(model);
    Object unknown = model.getOrDefault("unk_token", "[UNK]");
    Object longest = model.getOrDefault("max_input_chars_per_word", 100L);
    if (!(model.getOrDefault("continuing_subword_prefix", "##") instanceof String prefix)
        || !(longest instanceof Long most)) {
      throw wrong("a text in `continuing_subword_prefix` and a number of characters");
    }
    return new WordPieces(
        memory,
        added,
        Cutting.of(file.get("pre_tokenizer"), poll),
        new WordPieces.Vocabulary(
            ids, size(ids, added), id(ids, String.valueOf(unknown)), prefix, most),
        text);
  }

  /** How many tokens there are: one more than the highest number. */
  private static int size(Map<String, Integer> ids, AddedTokens added) {
    int own = ids.values().stream().mapToInt(i -> i).max().orElse(-1);
    return 1 + Math.max(own, added.all().stream().mapToInt(AddedTokens.Added::id).max().orElse(-1));
  }

  /** A file with this model, and nothing before or after what is said here. */
  static String file(Record model, Record cutting, @Nullable Record decoder) {
    return Json.write(
        new Record()
            .with("version", "1.0")
            .with("truncation", None.NONE)
            .with("padding", None.NONE)
            .with("added_tokens", List.of())
            .with("normalizer", None.NONE)
            .with("pre_tokenizer", cutting)
            .with("post_processor", None.NONE)
            .with("decoder", decoder == null ? None.NONE : decoder)
            .with("model", model));
  }

  /**
   * A file with byte pair encoding.
   *
   * @param tokens the bytes of each
   * @param merges pairs of tokens, the first ones first
   * @param words whether text is cut as GPT-2 does
   */
  static String file(List<byte[]> tokens, List<int[]> merges, boolean words) {
    Map<Integer, Character> letters = new HashMap<>();
    alphabet().forEach((letter, value) -> letters.put(value, letter));
    List<String> names = new ArrayList<>();
    for (byte[] token : tokens) {
      StringBuilder name = new StringBuilder();
      for (byte b : token) {
        name.append(letters.get(b & 0xff));
      }
      names.add(name.toString());
    }
    Record vocabulary = new Record();
    names.forEach(name -> vocabulary.put(name, (long) vocabulary.size()));
    List<Object> pairs = new ArrayList<>();
    merges.forEach(pair -> pairs.add(names.get(pair[0]) + " " + names.get(pair[1])));
    Record level =
        new Record()
            .with("type", "ByteLevel")
            .with("add_prefix_space", false)
            .with("trim_offsets", true)
            .with("use_regex", words);
    Record model =
        new Record()
            .with("type", "BPE")
            .with("dropout", None.NONE)
            .with("unk_token", None.NONE)
            .with("continuing_subword_prefix", None.NONE)
            .with("end_of_word_suffix", None.NONE)
            .with("fuse_unk", false)
            .with("byte_fallback", false)
            .with("vocab", vocabulary)
            .with("merges", pairs);
    return file(model, level, level);
  }

  private static Map<String, Integer> vocabulary(Record model) {
    Map<String, Integer> ids = new LinkedHashMap<>();
    fields(model.get("vocab"), "`model.vocab`").forEach((word, id) -> ids.put(word, number(id)));
    return ids;
  }

  static int number(@Nullable Object id) {
    if (id instanceof Long n && n >= 0 && n < MOST) {
      return (int) (long) n;
    }
    throw wrong("a number from 0 to " + MOST + " for each token");
  }

  private static Merges merges(Record model, Map<String, Integer> ids) {
    if (!(model.get("merges") instanceof List<?> list)) {
      throw wrong("a list in `model.merges`");
    }
    Map<Long, Merges.Merge> merges = new HashMap<>();
    for (Object merge : list) {
      List<?> pair = merge instanceof String s ? List.of(s.split(" ", -1)) : asList(merge);
      if (pair.size() != 2
          || !(pair.get(0) instanceof String left)
          || !(pair.get(1) instanceof String right)) {
        throw wrong("two tokens in each of `model.merges`");
      }
      long key = Merges.key(id(ids, left), id(ids, right));
      merges.put(key, new Merges.Merge(merges.size(), id(ids, left + right)));
    }
    return new Merges(merges);
  }

  private static List<?> asList(Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private static int id(Map<String, Integer> ids, String word) {
    Integer id = ids.get(word);
    if (id == null) {
      throw wrong("a token for every byte and every part of a merge, also for \"" + word + "\"");
    }
    return id;
  }

  /**
   * The character that stands for each byte in such files: itself where it can be seen, else one
   * from U+0100 on.
   */
  private static Map<Character, Integer> alphabet() {
    Map<Character, Integer> bytes = new LinkedHashMap<>();
    char next = 0x100;
    for (int b = 0; b < 256; b++) {
      boolean seen = b > 0x20 && b < 0x7f || b > 0xa0 && b != 0xad;
      bytes.put(seen ? (char) b : next++, b);
    }
    return bytes;
  }

  private static byte[] bytes(String word, Map<Character, Integer> bytesOf) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < word.length(); i++) {
      Integer value = bytesOf.get(word.charAt(i));
      if (value == null) {
        // a token that was added and is listed here as well
        return word.getBytes(StandardCharsets.UTF_8);
      }
      out.write(value);
    }
    return out.toByteArray();
  }

  private static boolean present(@Nullable Object value) {
    return value != null && value != None.NONE;
  }

  static Record fields(@Nullable Object value, String what) {
    if (value instanceof Record fields) {
      return fields;
    }
    throw wrong("an object for " + what);
  }

  static Problem unknown(String part, Object found) {
    return Problem.of(
            ErrorCode.FILE,
            "this tokenizer needs a " + part + " that is not known here, " + Json.write(found))
        .hint(
            "byte pair encoding, Unigram, WordPiece and WordLevel are, as most published models have"
                + " them");
  }

  static Problem wrong(String expected) {
    return Problem.of(ErrorCode.FILE, "this is no whole tokenizer file: expected " + expected);
  }
}
