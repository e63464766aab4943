// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;
import org.nnlang.value.Record;

/**
 * Tokenizer files against the library they are for: {@code MakeTokenizers.java} writes what it
 * gives.
 */
class TokenizersTest {
  private final Memory memory = new Memory(1 << 22);
  private final MemoryAccess access = new MemoryAccess();
  private final Disk disk = new Disk(access);

  private AbstractTokenizer parse(Object file) {
    return TokenizerJson.parse(memory, Json.write(file), () -> {});
  }

  @TestFactory
  Stream<DynamicTest> asTheLibraryHasIt() throws IOException {
    return cases("tokenizers.json.gz", 50);
  }

  /** Byte pair encoding on characters and Unigram; {@code MakeCharacterTokenizers.java}. */
  @TestFactory
  Stream<DynamicTest> ofCharactersAsTheLibraryHasThem() throws IOException {
    return cases("character-tokenizers.json.gz", 17);
  }

  private Stream<DynamicTest> cases(String name, int least) throws IOException {
    List<?> cases;
    try (InputStream in = TokenizersTest.class.getResourceAsStream(name)) {
      byte[] bytes = new GZIPInputStream(in).readAllBytes();
      cases = (List<?>) Json.parse(new String(bytes, StandardCharsets.UTF_8));
    }
    assertTrue(cases.size() > least);
    return cases.stream()
        .map(Record.class::cast)
        .map(c -> DynamicTest.dynamicTest((String) c.get("name"), () -> check(c)));
  }

  private void check(Record expected) {
    AbstractTokenizer tokenizer = parse(expected.get("file"));
    for (Object result : (List<?>) expected.get("results")) {
      Record r = (Record) result;
      long[] ids = ((List<?>) r.get("ids")).stream().mapToLong(Long.class::cast).toArray();
      String text = (String) r.get("text");
      assertArrayEquals(ids, tokenizer.encode(text), () -> text + " " + List.of(ids));
      if (r.get("decoded") instanceof String decoded) {
        assertEquals(decoded, tokenizer.decode(ids));
      }
    }
  }

  /** What is saved is read back as the same, and as the library reads it. */
  @Test
  void whatIsSavedIsReadBack() {
    String text = "a cat, a dog\nand \"äß漢🙂\" don't";
    List<AbstractTokenizer> all = new ArrayList<>();
    all.add(new Chars(memory, text));
    all.add(new Bytes(memory));
    all.add(BpeTraining.train(memory, text.repeat(3), 280, () -> {}));
    all.add(WordTokens.of(memory, text, 0, () -> {}));
    for (AbstractTokenizer tokens : all) {
      TokenizerFile.write(disk, "t.json", tokens);
      AbstractTokenizer back = TokenizerFile.read(disk, "t.json", memory);
      assertInstanceOf(tokens.getClass(), back);
      assertEquals(tokens.size(), back.size());
      assertArrayEquals(tokens.encode(text), back.encode(text));
      assertEquals(tokens.decode(tokens.encode(text)), back.decode(back.encode(text)));
    }
  }

  @Test
  void wordsAndSigns() {
    WordTokens words = WordTokens.of(memory, "the cat, the dog. The end\n", 0, () -> {});
    assertEquals("word(9)", words.show());
    long[] ids = words.encode("the dog, the bird");
    // the first is most frequent; the others follow as they are met; 0 is what is unknown
    assertArrayEquals(new long[] {1, 4, 3, 1, 0}, ids);
    assertEquals("the dog, the <unk>", words.decode(ids));
    assertEquals("cat.\nThe end", words.decode(words.encode("cat . \n The   end")));
    WordTokens few = WordTokens.of(memory, "the cat, the dog. The end\n", 3, () -> {});
    assertEquals(3, few.size());
    assertArrayEquals(new long[] {1, 2, 0, 1, 0}, few.encode("the cat, the dog"));
    assertThrows(Problem.class, () -> WordTokens.of(memory, " \t ", 0, () -> {}));
  }

  /** A text in a file is cut as one in memory, however small the pieces it is read in. */
  @Test
  void aTextInAFileGivesTheSame() {
    String text = "one two, three four\nfive six seven. ".repeat(50);
    access.put("t", text.getBytes(StandardCharsets.UTF_8));
    TextFile file = TextFile.of(disk, "t", 64);
    WordTokens words = WordTokens.of(memory, file, 0, () -> {});
    assertEquals(WordTokens.of(memory, text, 0, () -> {}).json(), words.json());
    assertArrayEquals(words.encode(text), words.encoded(file).toLongs());
    assertEquals(
        BpeTraining.train(memory, text, 300, () -> {}).json(),
        BpeTraining.train(memory, file, 300, () -> {}).json());
  }

  /** A pattern of a file may try for ever, as this one does: each a may begin a group or not. */
  @Test
  void patternsThatDoNotEndAreGivenUp() {
    Record split =
        new Record()
            .with("type", "Split")
            .with("pattern", new Record().with("Regex", "(a+)+\\1?b"))
            .with("behavior", "Isolated");
    String text = "a".repeat(100) + "c";
    Cutting cutting = Cutting.of(split, () -> {});
    Problem p = assertThrows(Problem.class, () -> cutting.pieces(text, true, s -> {}));
    assertEquals(ErrorCode.LIMIT, p.code());
    Cutting ended =
        Cutting.of(
            split,
            () -> {
              throw new IllegalStateException("ended");
            });
    assertThrows(IllegalStateException.class, () -> ended.pieces(text, true, s -> {}));
  }

  @Test
  void whatIsNotReadIsNamed() {
    Record bpe = (Record) Json.parse(new Bytes(memory).json());
    bpe.put("pre_tokenizer", new Record().with("type", "UnicodeScripts"));
    Problem p = assertThrows(Problem.class, () -> parse(bpe));
    assertEquals(
        "this tokenizer needs a pre_tokenizer that is not known here,"
            + " {\"type\":\"UnicodeScripts\"}",
        p.getMessage());
    Record unigram = unigram();
    unigram.put("normalizer", new Record().with("type", "Precompiled"));
    p = assertThrows(Problem.class, () -> parse(unigram));
    assertTrue(p.getMessage().contains("Precompiled"), p.getMessage());
  }

  @Test
  void unigramFilesThatAreNotWholeAreRefused() {
    for (List<?> vocabulary :
        List.of(
            List.of(List.of("a", 0.5), List.of("a", 0.25)),
            List.of(List.of("a")),
            List.of("a"),
            List.of(List.of("a", "b")),
            List.of())) {
      Record file = unigram();
      ((Record) file.get("model")).put("vocab", vocabulary);
      assertEquals(
          ErrorCode.FILE, assertThrows(Problem.class, () -> parse(file)).code(), "" + vocabulary);
    }
    Record file = unigram();
    ((Record) file.get("model")).put("unk_id", 2L);
    assertEquals(ErrorCode.FILE, assertThrows(Problem.class, () -> parse(file)).code());
  }

  /** What is put before a text would come before each part of one that stays in its file. */
  @Test
  void aTextInAFileIsNotCutWhereThatGivesOtherTokens() {
    access.put("t", "a b".getBytes(StandardCharsets.UTF_8));
    TextFile file = TextFile.of(disk, "t", 64);
    AbstractTokenizer tokens = parse(unigram());
    assertArrayEquals(new long[] {0, 1}, tokens.encode("ba"));
    assertEquals(ErrorCode.LIMIT, assertThrows(Problem.class, () -> tokens.encoded(file)).code());
  }

  /** Of two tokens, {@code <unk>} and {@code a}. */
  private static Record unigram() {
    return new Record()
        .with(
            "model",
            new Record()
                .with("type", "Unigram")
                .with("unk_id", 0L)
                .with("vocab", List.of(List.of("<unk>", 0.0), List.of("a", -1.0))));
  }
}
