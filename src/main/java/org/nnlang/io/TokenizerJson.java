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
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;
import org.nnlang.value.None;
import org.nnlang.value.Record;

/**
 * Reads a {@code tokenizer.json} as Hugging Face's tokenizers write it, where it is byte pair
 * encoding on bytes: GPT-2's and those after it. Says what it does not know instead of giving other
 * tokens than the file's own library would.
 *
 * <p>Tokens that a post processor would put around a text (beginnings, ends) are not added.
 */
public final class TokenizerJson {
  private static final int MOST = 1 << 22;

  private TokenizerJson() {}

  /**
   * @throws Problem {@code file} where the text is none, or needs what is not known here
   */
  public static Bpe parse(Memory memory, String text) {
    Record file = fields(Json.parse(text), "all of it");
    Record model = fields(file.get("model"), "`model`");
    known("model", model.getOrDefault("type", "BPE"), "BPE");
    if (present(file.get("normalizer"))) {
      throw unknown("normalizer", file.get("normalizer"));
    }
    Map<String, Integer> ids = vocabulary(fields(model.get("vocab"), "`model.vocab`"));
    Map<String, Integer> special = special(file.get("added_tokens"));
    int size = 1 + Math.max(most(ids), most(special));
    List<byte[]> tokens = new ArrayList<>(Collections.nCopies(size, (byte[]) null));
    Map<Character, Integer> bytesOf = alphabet();
    ids.forEach((word, id) -> tokens.set(id, bytes(word, bytesOf)));
    special.forEach((word, id) -> tokens.set(id, word.getBytes(StandardCharsets.UTF_8)));
    int[] bytes = new int[256];
    bytesOf.forEach((c, value) -> bytes[value] = id(ids, String.valueOf(c)));
    boolean whole = Boolean.TRUE.equals(model.get("ignore_merges"));
    Map<String, Integer> words = new HashMap<>();
    if (whole) {
      ids.forEach((word, id) -> words.put(new String(tokens.get(id), StandardCharsets.UTF_8), id));
    }
    return new Bpe(
        memory,
        new Bpe.Vocabulary(
            tokens, bytes, merges(model, ids), words(file.get("pre_tokenizer")), words, special));
  }

  private static Map<String, Integer> vocabulary(Record vocab) {
    Map<String, Integer> ids = new LinkedHashMap<>();
    vocab.forEach((word, id) -> ids.put(word, number(id)));
    return ids;
  }

  private static Map<String, Integer> special(Object added) {
    Map<String, Integer> ids = new LinkedHashMap<>();
    if (added instanceof List<?> list) {
      for (Object token : list) {
        Record f = fields(token, "each of `added_tokens`");
        if (!(f.get("content") instanceof String content) || content.isEmpty()) {
          throw wrong("a text in each of `added_tokens`");
        }
        ids.put(content, number(f.get("id")));
      }
    }
    return ids;
  }

  private static int most(Map<String, Integer> ids) {
    return ids.values().stream().mapToInt(i -> i).max().orElse(-1);
  }

  private static int number(Object id) {
    if (id instanceof Long n && n >= 0 && n < MOST) {
      return (int) (long) n;
    }
    throw wrong("a number from 0 to " + MOST + " for each token");
  }

  private static Map<Long, Bpe.Merge> merges(Record model, Map<String, Integer> ids) {
    if (!(model.get("merges") instanceof List<?> list)) {
      throw wrong("a list in `model.merges`");
    }
    Map<Long, Bpe.Merge> merges = new HashMap<>();
    for (Object merge : list) {
      List<?> pair = merge instanceof String s ? List.of(s.split(" ", -1)) : asList(merge);
      if (pair.size() != 2
          || !(pair.get(0) instanceof String left)
          || !(pair.get(1) instanceof String right)) {
        throw wrong("two tokens in each of `model.merges`");
      }
      long key = Bpe.key(id(ids, left), id(ids, right));
      merges.put(key, new Bpe.Merge(merges.size(), id(ids, left + right)));
    }
    return merges;
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

  /** How text is cut into words: ByteLevel's own pattern, or one Split before it. */
  private static Pattern words(Object preTokenizer) {
    List<Record> steps = new ArrayList<>();
    Record first = fields(preTokenizer, "`pre_tokenizer`");
    if ("Sequence".equals(first.get("type"))) {
      asList(first.get("pretokenizers"))
          .forEach(step -> steps.add(fields(step, "a pre_tokenizer")));
    } else {
      steps.add(first);
    }
    Pattern pattern = null;
    for (Record step : steps) {
      boolean last = step == steps.getLast();
      if (last && "ByteLevel".equals(step.get("type"))) {
        if (Boolean.TRUE.equals(step.get("add_prefix_space"))) {
          throw unknown("pre_tokenizer", step);
        }
        boolean own = !Boolean.FALSE.equals(step.get("use_regex"));
        if (own && pattern != null) {
          throw unknown("pre_tokenizer", step);
        }
        return own ? Bpe.WORDS : pattern != null ? pattern : Pattern.compile("(?s).+");
      }
      if (pattern != null
          || !"Split".equals(step.get("type"))
          || !"Isolated".equals(step.get("behavior"))
          || Boolean.TRUE.equals(step.get("invert"))
          || !(step.get("pattern") instanceof Record regex)
          || !(regex.get("Regex") instanceof String text)) {
        throw unknown("pre_tokenizer", step);
      }
      pattern = compile(text);
    }
    throw unknown("pre_tokenizer", preTokenizer);
  }

  private static Pattern compile(String regex) {
    try {
      return Pattern.compile(regex, Pattern.UNICODE_CHARACTER_CLASS);
    } catch (PatternSyntaxException e) {
      throw wrong("a pattern that can be read in `pre_tokenizer`").causedBy(e);
    }
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

  private static boolean present(Object value) {
    return value != null && value != None.NONE;
  }

  private static Record fields(Object value, String what) {
    if (value instanceof Record fields) {
      return fields;
    }
    throw wrong("an object for " + what);
  }

  private static void known(String part, Object found, String word) {
    if (!word.equals(found)) {
      throw unknown(part, found);
    }
  }

  private static Problem unknown(String part, Object found) {
    return Problem.of(
            ErrorCode.FILE,
            "this tokenizer needs a " + part + " that is not known here, " + Json.write(found))
        .hint("byte pair encoding on bytes is, as GPT-2 and most models after it have it");
  }

  private static Problem wrong(String expected) {
    return Problem.of(ErrorCode.FILE, "this is no whole tokenizer file: expected " + expected);
  }
}
