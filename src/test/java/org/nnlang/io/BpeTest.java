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
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;
import org.nnlang.value.Fields;

class BpeTest {
  private final Memory memory = new Memory(1 << 20);

  private Bpe train(String text, long size) {
    return BpeTraining.train(memory, text, size, () -> {});
  }

  private static long[] numbers(Object list) {
    return ((List<?>) list).stream().mapToLong(Long.class::cast).toArray();
  }

  /** bpe.json is made by make_bpe.py, which counts all pairs anew for each merge. */
  @Test
  void agreesWithTheDefinition() throws IOException {
    String json;
    try (InputStream in = BpeTest.class.getResourceAsStream("bpe.json")) {
      json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    Fields expected = (Fields) Json.parse(json);
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
    assertEquals("index", assertThrows(Problem.class, () -> bpe.decode(259)).code());
    assertThrows(Problem.class, () -> train("a", 255));
  }
}
