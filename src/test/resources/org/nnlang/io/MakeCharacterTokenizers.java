// SPDX-License-Identifier: Apache-2.0
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * Writes character-tokenizers.json.gz: small tokenizers of SentencePiece's kinds, byte pair
 * encoding on characters and Unigram, texts, and the tokens and the text that Hugging Face's own
 * library gives for them (ai.djl.huggingface:tokenizers, which carries it). Run with its jars on
 * the class path.
 */
class MakeCharacterTokenizers {
  static final JsonArray CASES = new JsonArray();
  static final List<String> TEXTS =
      List.of(
          "the road",
          "  the roads must  go on",
          "the<mask> road <mask>the",
          "<mask>the road",
          "Zürich: 漢字 🙂🙂 e\u0301 the",
          "ææ the ŋŋŋ",
          "▁the ▁ road",
          "ends with a space ",
          "line\none\ttwo",
          "");

  static void add(String name, String text) throws Exception {
    Path path = Files.createTempFile("tokenizer", ".json");
    Files.writeString(path, text);
    JsonObject entry = new JsonObject();
    entry.addProperty("name", name);
    entry.add("file", JsonParser.parseString(text));
    JsonArray results = new JsonArray();
    try (var t =
        HuggingFaceTokenizer.builder().optTokenizerPath(path).optAddSpecialTokens(false).build()) {
      for (String each : TEXTS) {
        JsonObject result = new JsonObject();
        result.addProperty("text", each);
        long[] ids = t.encode(each, false, false).getIds();
        result.add("ids", new Gson().toJsonTree(ids));
        result.addProperty("decoded", t.decode(ids, false));
        results.add(result);
      }
    }
    entry.add("results", results);
    CASES.add(entry);
  }

  static String quoted(Object value) {
    return new GsonBuilder().disableHtmlEscaping().create().toJson(value);
  }

  static String file(String normalizer, String cutting, String decoder, String model, int mask) {
    return """
        {"version":"1.0","truncation":null,"padding":null,"added_tokens":[{"id":%d,"content":"<mask>","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true}],
        "normalizer":%s,"pre_tokenizer":%s,"post_processor":null,"decoder":%s,"model":%s}"""
        .formatted(mask, normalizer, cutting, decoder, model);
  }

  static final String SPACES =
      "{\"type\":\"Sequence\",\"normalizers\":[{\"type\":\"Prepend\",\"prepend\":\"▁\"},{\"type\":\"Replace\",\"pattern\":{\"String\":\" \"},\"content\":\"▁\"}]}";
  static final String LLAMA =
      "{\"type\":\"Sequence\",\"decoders\":[{\"type\":\"Replace\",\"pattern\":{\"String\":\"▁\"},\"content\":\" \"},{\"type\":\"ByteFallback\"},{\"type\":\"Fuse\"},{\"type\":\"Strip\",\"content\":\" \",\"start\":1,\"stop\":0}]}";

  static String metaspace(String scheme, boolean split) {
    return "{\"type\":\"Metaspace\",\"replacement\":\"▁\",\"prepend_scheme\":\"%s\",\"split\":%b}"
        .formatted(scheme, split);
  }

  static void pairs(boolean bytes, boolean fuse, String normalizer, String cutting, String decoder)
      throws Exception {
    Map<String, Integer> vocabulary = new LinkedHashMap<>();
    vocabulary.put("<unk>", 0);
    for (int b = 0; bytes && b < 256; b++) {
      vocabulary.put("<0x%02X>".formatted(b), vocabulary.size());
    }
    for (String c : "▁abcdeghilmnorstuvwy:".split("")) {
      vocabulary.put(c, vocabulary.size());
    }
    List<String> merges =
        List.of(
            "h e", "▁ t", "▁t he", "r o", "a d", "ro ad", "▁ road", "▁▁ road", "▁ ▁", "▁▁ t", "o n",
            "m u", "e n");
    for (String merge : merges) {
      vocabulary.putIfAbsent(merge.replace(" ", ""), vocabulary.size());
    }
    String model =
        "{\"type\":\"BPE\",\"dropout\":null,\"unk_token\":\"<unk>\",\"continuing_subword_prefix\":null,\"end_of_word_suffix\":null,\"fuse_unk\":%b,\"byte_fallback\":%b,\"vocab\":%s,\"merges\":%s}"
            .formatted(fuse, bytes, quoted(vocabulary), quoted(merges));
    add(
        "BPE bytes %b fuse %b %s".formatted(bytes, fuse, cutting),
        file(normalizer, cutting, decoder, model, vocabulary.size()));
  }

  static void unigram(boolean bytes, String normalizer, String cutting, String decoder)
      throws Exception {
    StringBuilder vocabulary = new StringBuilder("[\"<unk>\",0.0]");
    int size = 1;
    for (int b = 0; bytes && b < 256; b++, size++) {
      vocabulary.append(",[\"<0x%02X>\",-20.0]".formatted(b));
    }
    double score = -4.25;
    for (String c : "▁abcdeghilmnorstuvwy:".split("")) {
      vocabulary.append(",[\"%s\",%s]".formatted(c, score -= 0.125));
      size++;
    }
    for (String piece :
        List.of(
            "▁the", "the", "▁road", "ro", "ad", "road", "▁ro", "s", "▁t", "▁m", "us", "must", "▁a",
            "▁▁", "on", "▁on", "h", "he")) {
      if (piece.length() > 1) {
        vocabulary.append(",[\"%s\",%s]".formatted(piece, score -= 0.0625));
        size++;
      }
    }
    String model =
        "{\"type\":\"Unigram\",\"unk_id\":0,\"vocab\":[%s],\"byte_fallback\":%b}"
            .formatted(vocabulary, bytes);
    add(
        "Unigram bytes %b %s %s".formatted(bytes, normalizer, cutting),
        file(normalizer, cutting, decoder, model, size));
  }

  public static void main(String[] args) throws Exception {
    for (boolean bytes : new boolean[] {true, false}) {
      for (boolean fuse : new boolean[] {true, false}) {
        pairs(bytes, fuse, SPACES, "null", LLAMA);
      }
    }
    for (String scheme : List.of("always", "first", "never")) {
      for (boolean split : new boolean[] {true, false}) {
        String space = metaspace(scheme, split);
        pairs(true, true, "null", space, space);
        unigram(split, "null", space, space);
      }
    }
    unigram(false, "{\"type\":\"NFKC\"}", "{\"type\":\"WhitespaceSplit\"}", "null");
    unigram(true, SPACES, "null", LLAMA);
    try (var out =
        new OutputStreamWriter(
            new GZIPOutputStream(Files.newOutputStream(Path.of("character-tokenizers.json.gz"))),
            StandardCharsets.UTF_8)) {
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create().toJson(CASES, out);
    }
  }
}
