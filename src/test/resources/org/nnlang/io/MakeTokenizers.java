// SPDX-License-Identifier: Apache-2.0
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes tokenizers.json: variants of the tokenizer in tokenizer.json, texts, and the tokens that
 * Hugging Face's own library gives for them (ai.djl.huggingface:tokenizers, which carries it). Run
 * beside those files with its jars on the class path.
 */
class MakeTokenizers {
  static final JsonArray CASES = new JsonArray();
  static final List<String> TEXTS =
      List.of(
          "How many roads must a word walk down?",
          "<mask>  roads <mask> and<mask>\n<mask>",
          "roadsend and roads end, the end <end> x<end>y <END>",
          "  in 2016,  2017é cafe\u0301 A\u030a  ",
          "they'll answer:\n\n\tthe roads' end — 12345 漢字 🙂!");

  static JsonObject json(String text) {
    return JsonParser.parseString(text).getAsJsonObject();
  }

  static void add(String name, JsonObject file) throws Exception {
    Path path = Files.createTempFile("tokenizer", ".json");
    Files.writeString(path, new Gson().newBuilder().serializeNulls().create().toJson(file));
    JsonObject entry = new JsonObject();
    entry.addProperty("name", name);
    entry.add("file", file);
    JsonArray results = new JsonArray();
    try (var t =
        HuggingFaceTokenizer.builder().optTokenizerPath(path).optAddSpecialTokens(false).build()) {
      for (String text : TEXTS) {
        JsonObject result = new JsonObject();
        result.addProperty("text", text);
        JsonArray ids = new JsonArray();
        for (long id : t.encode(text, false, false).getIds()) {
          ids.add(id);
        }
        result.add("ids", ids);
        results.add(result);
      }
    }
    entry.add("results", results);
    CASES.add(entry);
  }

  static String token(int id, String text, String flags) {
    return "{\"id\":%d,\"content\":\"%s\",\"single_word\":%b,\"lstrip\":%b,\"rstrip\":%b,\"normalized\":%b,\"special\":%b}"
        .formatted(
            id,
            text,
            flags.contains("w"),
            flags.contains("l"),
            flags.contains("r"),
            flags.contains("n"),
            flags.contains("s"));
  }

  public static void main(String[] args) throws Exception {
    JsonObject base = json(Files.readString(Path.of("tokenizer.json"))).getAsJsonObject("file");
    base.add("normalizer", JsonNull.INSTANCE);
    int size = base.getAsJsonObject("model").getAsJsonObject("vocab").size();
    base.add("added_tokens", new JsonArray());
    String level =
        "{\"type\":\"ByteLevel\",\"add_prefix_space\":%b,\"trim_offsets\":true,\"use_regex\":%b}";
    String sequence =
        "{\"type\":\"Sequence\",\"pretokenizers\":[%s," + level.formatted(false, false) + "]}";
    base.add("pre_tokenizer", json(level.formatted(false, true)));
    base.add("decoder", json(level.formatted(false, true)));
    for (String flags : List.of("s", "ls", "rs", "lrs", "ws", "n", "lrwn", "lwrs")) {
      JsonObject file = base.deepCopy();
      String list =
          token(size, "<mask>", flags)
              + ","
              + token(size + 1, "end", flags)
              + ","
              + token(size + 2, "<end>", flags);
      file.add("added_tokens", JsonParser.parseString("[" + list + "]"));
      add("added " + flags, file);
    }
    for (String normalizer :
        List.of(
            "{\"type\":\"NFC\"}",
            "{\"type\":\"NFKD\"}",
            "{\"type\":\"Sequence\",\"normalizers\":[{\"type\":\"NFD\"},{\"type\":\"StripAccents\"},{\"type\":\"Lowercase\"}]}",
            "{\"type\":\"Strip\",\"strip_left\":true,\"strip_right\":false}",
            "{\"type\":\"Replace\",\"pattern\":{\"String\":\"road\"},\"content\":\"way\"}",
            "{\"type\":\"Prepend\",\"prepend\":\"_\"}")) {
      JsonObject file = base.deepCopy();
      file.add("normalizer", json(normalizer));
      file.add(
          "added_tokens",
          JsonParser.parseString(
              "[" + token(size, "<mask>", "n") + "," + token(size + 1, "<END>", "n") + "]"));
      add("normalizer " + normalizer, file);
    }
    for (boolean space : new boolean[] {true, false}) {
      for (boolean regex : new boolean[] {true, false}) {
        JsonObject file = base.deepCopy();
        file.add("pre_tokenizer", json(level.formatted(space, regex)));
        file.add("added_tokens", JsonParser.parseString("[" + token(size, "<mask>", "s") + "]"));
        add("ByteLevel " + space + " " + regex, file);
      }
    }
    String llama =
        "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\\\r\\\\n\\\\p{L}\\\\p{N}]?\\\\p{L}+|\\\\p{N}{1,3}| ?[^\\\\s\\\\p{L}\\\\p{N}]+[\\\\r\\\\n]*|\\\\s*[\\\\r\\\\n]+|\\\\s+(?!\\\\S)|\\\\s+";
    for (String behavior :
        List.of("Isolated", "Removed", "MergedWithPrevious", "MergedWithNext", "Contiguous")) {
      for (String regex : List.of(llama, "[ao]", "\\\\p{N}")) {
        for (boolean invert : new boolean[] {false, true}) {
          JsonObject file = base.deepCopy();
          String split =
              "{\"type\":\"Split\",\"pattern\":{\"Regex\":\"%s\"},\"behavior\":\"%s\",\"invert\":%b}"
                  .formatted(regex, behavior, invert);
          file.add("pre_tokenizer", json(sequence.formatted(split)));
          add("Split " + behavior + " " + regex + " " + invert, file);
        }
      }
    }
    for (String step :
        List.of(
            "{\"type\":\"Digits\",\"individual_digits\":true}",
            "{\"type\":\"Digits\",\"individual_digits\":false}",
            "{\"type\":\"Punctuation\",\"behavior\":\"Isolated\"}",
            "{\"type\":\"Whitespace\"}",
            "{\"type\":\"WhitespaceSplit\"}",
            "{\"type\":\"BertPreTokenizer\"}")) {
      JsonObject file = base.deepCopy();
      file.add("pre_tokenizer", json(sequence.formatted(step)));
      add("step " + step, file);
    }
    String vocab =
        "{\"[UNK]\":0,\"how\":1,\"many\":2,\"road\":3,\"##s\":4,\"must\":5,\"a\":6,\"word\":7,\"walk\":8,\"down\":9,\"?\":10,\",\":11,\"the\":12,\"##y\":13,\"'\":14,\"##ll\":15,\"ll\":16,\"answer\":17,\"e\":18,\"##nd\":19,\"##n\":20,\"##d\":21,\"2\":22,\"##0\":23,\"##1\":24,\"##6\":25,\"漢\":26,\"字\":27,\"cafe\":28,\"How\":29,\"<\":30,\">\":31,\"mask\":32,\"and\":33,\":\":34}";
    for (String normalizer :
        List.of(
            "null",
            "{\"type\":\"BertNormalizer\",\"clean_text\":true,\"handle_chinese_chars\":true,\"strip_accents\":null,\"lowercase\":true}",
            "{\"type\":\"BertNormalizer\",\"clean_text\":true,\"handle_chinese_chars\":false,\"strip_accents\":null,\"lowercase\":false}")) {
      add(
          "WordPiece " + normalizer,
          json(
              "{\"version\":\"1.0\",\"truncation\":null,\"padding\":null,\"added_tokens\":[],\"normalizer\":"
                  + normalizer
                  + ",\"pre_tokenizer\":{\"type\":\"BertPreTokenizer\"},\"post_processor\":null,\"decoder\":{\"type\":\"WordPiece\",\"prefix\":\"##\",\"cleanup\":true},\"model\":{\"type\":\"WordPiece\",\"unk_token\":\"[UNK]\",\"continuing_subword_prefix\":\"##\",\"max_input_chars_per_word\":5,\"vocab\":"
                  + vocab
                  + "}}"));
      add(
          "WordLevel " + normalizer,
          json(
              "{\"version\":\"1.0\",\"truncation\":null,\"padding\":null,\"added_tokens\":[],\"normalizer\":"
                  + normalizer
                  + ",\"pre_tokenizer\":{\"type\":\"Whitespace\"},\"post_processor\":null,\"decoder\":null,\"model\":{\"type\":\"WordLevel\",\"unk_token\":\"[UNK]\",\"vocab\":"
                  + vocab
                  + "}}"));
    }
    for (String arg : args) {
      add("saved " + arg, json(Files.readString(Path.of(arg))));
    }
    Files.writeString(
        Path.of("tokenizers.json"),
        new GsonBuilder().serializeNulls().disableHtmlEscaping().create().toJson(CASES));
  }
}
