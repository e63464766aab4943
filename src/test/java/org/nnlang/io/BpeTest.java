// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;
import org.nnlang.value.Record;

class BpeTest {
  private final Memory memory = new Memory(1 << 20);

  private Bpe train(String text, long size) {
    return BpeTraining.train(memory, text, size, () -> {});
  }

  private static long[] numbers(Object list) {
    return ((List<?>) list).stream().mapToLong(Long.class::cast).toArray();
  }

  private static Record resource(String name) throws IOException {
    try (InputStream in = BpeTest.class.getResourceAsStream(name)) {
      return (Record) Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** bpe.json is made by make_bpe.py, which counts all pairs anew for each merge. */
  @Test
  void agreesWithTheDefinition() throws IOException {
    Record expected = resource("bpe.json");
    Bpe bpe = train((String) expected.get("text"), (Long) expected.get("size"));
    assertEquals(expected.get("size"), bpe.size());
    assertArrayEquals(numbers(expected.get("ids")), bpe.encode((String) expected.get("text")));
    long[] other = bpe.encode((String) expected.get("other"));
    assertArrayEquals(numbers(expected.get("other_ids")), other);
    assertEquals(expected.get("other"), bpe.decode(other));
  }

  /**
   * aaabdaaabac: first aa (4 times, overlapping), then ab and (aa)a tie, and ab has lower numbers.
   */
  @Test
  void theExampleOfTheBooks() {
    Bpe bpe = train("aaabdaaabac", 259);
    assertArrayEquals(new long[] {258, 'd', 258, 'a', 'c'}, bpe.encode("aaabdaaabac"));
    assertEquals("aaab", bpe.decode(258));
    assertEquals("bpe(259)", bpe.show());
  }

  @Test
  void anyTextComesBack() {
    Bpe bpe = train("ababab", 300);
    assertEquals(259, bpe.size());
    String text = " é漢🙂\n\t  x'll 12 ab" + "ab".repeat(50_000);
    assertEquals(text, bpe.decode(bpe.encode(text)));
    assertEquals(ErrorCode.INDEX, assertThrows(Problem.class, () -> bpe.decode(259)).code());
    assertThrows(Problem.class, () -> train("a", 255));
  }

  /** tokenizer.json has a tokenizer file, a text and its tokens; made by make_bpe.py too. */
  @Test
  void readsTokenizerFiles() throws IOException {
    Record expected = resource("tokenizer.json");
    AbstractTokenizer bpe = TokenizerJson.parse(memory, Json.write(expected.get("file")), () -> {});
    long[] ids = bpe.encode((String) expected.get("text"));
    assertArrayEquals(numbers(expected.get("ids")), ids);
    assertEquals(expected.get("text"), bpe.decode(ids));
  }

  @Test
  void saysWhatItDoesNotKnow() throws IOException {
    Record file = (Record) resource("tokenizer.json").get("file");
    ((Record) file.get("model")).put("type", "CharBPE");
    Problem p =
        assertThrows(Problem.class, () -> TokenizerJson.parse(memory, Json.write(file), () -> {}));
    assertEquals(
        "this tokenizer needs a model that is not known here, \"CharBPE\"", p.getMessage());
    p = assertThrows(Problem.class, () -> TokenizerJson.parse(memory, "{\"model\":3}", () -> {}));
    assertEquals("this is no whole tokenizer file: expected an object for `model`", p.getMessage());
  }

  /** As Llama 3 has it: numbers are cut after three digits. */
  @Test
  void wordsMayBeCutByAPatternOfTheFile() throws IOException {
    Record file = (Record) resource("tokenizer.json").get("file");
    String pattern = "\\p{N}{1,3}|[^\\p{N}]+";
    Record regex = new Record().with("Regex", pattern);
    Record split = new Record().with("type", "Split").with("pattern", regex);
    split.with("behavior", "Isolated").with("invert", false);
    Record bytes = new Record().with("type", "ByteLevel").with("use_regex", false);
    file.put(
        "pre_tokenizer",
        new Record().with("type", "Sequence").with("pretokenizers", List.of(split, bytes)));
    AbstractTokenizer bpe = TokenizerJson.parse(memory, Json.write(file), () -> {});
    assertEquals("in 2016é", bpe.decode(bpe.encode("in 2016é")));
  }

  /** The same vocabulary as {@code vocab.json} and {@code merges.txt} have it. */
  @Test
  void readsTheFilesOfGpt2() throws IOException {
    Record file = (Record) resource("tokenizer.json").get("file");
    Record model = (Record) file.get("model");
    StringBuilder merges = new StringBuilder("#version: 0.2\n");
    for (Object merge : (List<?>) model.get("merges")) {
      boolean text = merge instanceof String;
      merges.append(text ? merge : ((List<?>) merge).get(0) + " " + ((List<?>) merge).get(1));
      merges.append('\n');
    }
    Record vocabulary = new Record((Record) model.get("vocab"));
    vocabulary.put("<|endoftext|>", 316L);
    MemoryAccess access = new MemoryAccess();
    Disk disk = new Disk(access);
    Problem p = assertThrows(Problem.class, () -> Gpt2.read(disk, "gpt2", memory));
    assertEquals("there is no vocabulary of GPT-2 in the folder \"gpt2\"", p.getMessage());
    access.put("gpt2/vocab.json", Json.write(vocabulary).getBytes(StandardCharsets.UTF_8));
    access.put("gpt2/merges.txt", merges.toString().getBytes(StandardCharsets.UTF_8));
    AbstractTokenizer bpe = Gpt2.read(disk, "gpt2", memory);
    String text = "the cat sat on the mat, 1999's é漢🙂\n\n  end";
    assertArrayEquals(
        TokenizerJson.parse(memory, Json.write(file), () -> {}).encode(text), bpe.encode(text));
    long[] ids = bpe.encode("a<|endoftext|>b");
    assertEquals(316, ids[1]);
    assertEquals("a<|endoftext|>b", bpe.decode(ids));
  }
}
