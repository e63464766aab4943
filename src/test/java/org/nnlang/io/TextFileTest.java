// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Dataset;

/** What is read piece by piece is what is read whole. */
class TextFileTest {
  private static final int[] SIGNS = {'a', 'b', ' ', '\n', 0xe9, 0x6f22, 0x1f642};

  private final Memory memory = new Memory(1 << 26);
  private final MemoryAccess access = new MemoryAccess();
  private final Disk disk = new Disk(access);

  private TextFile file(String text, int buffer) {
    access.put("t", text.getBytes(StandardCharsets.UTF_8));
    return TextFile.of(disk, "t", buffer);
  }

  private static String text(int length, int signs) {
    Random random = new Random(length);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(SIGNS[random.nextInt(signs)]);
    }
    return text.toString();
  }

  private static void same(Tensor ids, FileTokens tokens) {
    assertEquals(ids.size(), tokens.size());
    assertArrayEquals(ids.toLongs(), tokens.all().get(0).toLongs());
    Dataset whole = new Windows(new Memory(1 << 26), ids, 7, 3);
    Dataset pieces = new FileTokens.Pieces(tokens, 7, 3);
    assertEquals(whole.size(), pieces.size());
    long[] rows = {whole.size() - 1, 0, whole.size() / 2, 1};
    for (int field = 0; field < 2; field++) {
      assertArrayEquals(
          whole.batch(rows).get(field).toLongs(), pieces.batch(rows).get(field).toLongs());
    }
  }

  /** 10,000 characters are more than two steps of the list of places. */
  @ParameterizedTest
  @ValueSource(ints = {4, 7, 64, 1 << 20})
  void tokensAreThoseOfTheText(int buffer) {
    for (int signs : new int[] {4, 7}) {
      String text = text(10_000, signs);
      TextFile file = file(text, buffer);
      Chars chars = new Chars(memory, file);
      assertEquals(signs, chars.size());
      same(chars.encoded(text), chars.encoded(file));
      Bytes bytes = new Bytes(memory);
      same(bytes.encoded(text), bytes.encoded(file));
      TextFile marked = file("\ufeff" + text, buffer);
      same(chars.encoded(text), chars.encoded(marked));
    }
  }

  @Test
  void partsAndRows() {
    String text = text(9000, 7);
    FileTokens tokens = new Chars(memory, text).encoded(file(text, 16));
    long[] ids = new Chars(memory, text).encode(text);
    FileTokens part = tokens.rows(5000, 8000).rows(10, 20);
    assertArrayEquals(java.util.Arrays.copyOfRange(ids, 5010, 5020), part.all().get(0).toLongs());
    assertArrayEquals(new long[] {ids[5019], ids[5010]}, part.batch(9, 0).get(0).toLongs());
    assertThrows(Problem.class, () -> part.batch(10));
    assertTrue(part.overlaps(tokens.rows(5019, 6000)));
    assertFalse(part.overlaps(tokens.rows(5020, 6000)));
    assertFalse(part.overlaps(tokens.rows(0, 5010)));
  }

  @Test
  void mergedTokensDoNotDependOnThePieces() {
    String text = "the cat  sat\n on the mat\n\nthe end 's  x".repeat(50);
    Bpe bpe = BpeTraining.train(memory, text, 300, () -> {});
    assertArrayEquals(bpe.encode(text), bpe.encoded(file(text, 5)).toLongs());
  }

  @ParameterizedTest
  @ValueSource(strings = {"61 c3", "61 c3 28", "c0 80", "ed a0 80", "f4 90 80 80", "80", "e2 82"})
  void whatIsNotUtf8IsSaid(String hex) {
    byte[] bytes = java.util.HexFormat.ofDelimiter(" ").parseHex(hex);
    access.put("t", bytes);
    Problem whole = assertThrows(Problem.class, () -> disk.text("t"));
    Problem p =
        assertThrows(
            Problem.class, () -> new Chars(memory, new TextFile(disk, "t", 0, bytes.length, 4)));
    assertEquals(whole.code(), p.code());
    assertEquals(
        List.of(whole.getMessage().split(" is 0x")).get(0),
        List.of(p.getMessage().split(" is 0x")).get(0));
  }

  @Test
  void aFileThatChangesIsRefused() {
    TextFile file = file("abc", 64);
    Chars chars = new Chars(memory, file);
    FileTokens tokens = chars.encoded(file);
    access.put("t", "abcd".getBytes(StandardCharsets.UTF_8));
    Problem p = assertThrows(Problem.class, () -> tokens.batch(0));
    assertEquals(
        "the file has changed while it was in use, from 3 bytes to 4: \"t\"", p.getMessage());
    Problem unknown = assertThrows(Problem.class, () -> chars.encoded(TextFile.of(disk, "t")));
    assertEquals(
        "the character at position 3 (byte 3) is not one of the tokenizer's 3: \"d\" (U+0064)",
        unknown.getMessage());
  }

  @Test
  void moreRowsThanAnArrayHoldsAreRefusedAtOnce() {
    TextFile file = new TextFile(disk, "t", 0, 1L << 40, 64);
    Dataset all = new FileTokens.Pieces(new Bytes(memory).encoded(file), 8, 1);
    assertEquals((1L << 40) - 8, all.size());
    assertEquals(ErrorCode.LIMIT, assertThrows(Problem.class, () -> all.member("x")).code());
    assertEquals(
        ErrorCode.LIMIT, assertThrows(Problem.class, () -> new Batches(all, 1).items()).code());
  }
}
