// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Callable;

class AbstractTokenizerTest {
  private final Memory memory = new Memory(1 << 20);

  private static Problem problem(Runnable body) {
    return assertThrows(Problem.class, body::run);
  }

  /** As Python's sorted(set("hello 🙂")): space, e, h, l, o, then the face. */
  @Test
  void charactersAreNumberedInTheirOrder() {
    Chars chars = new Chars(memory, "hello 🙂");
    assertEquals(6, chars.size());
    assertArrayEquals(new long[] {2, 1, 3, 3, 4, 0, 5}, chars.encode("hello 🙂"));
    assertEquals("o🙂", chars.decode(4, 5));
  }

  @Test
  void anUnknownCharacterIsNamedWithItsPlace() {
    Chars chars = new Chars(memory, "ab\n🙂");
    assertEquals(
        "the character at position 4 (line 2, column 3) is not one of the tokenizer's 4:"
            + " \"é\" (U+00E9)",
        problem(() -> chars.encode("a\n🙂bé")).getMessage());
    assertEquals(
        "tokens are numbers from 0 to 3, found 4", problem(() -> chars.decode(0, 4)).getMessage());
    assertEquals(ErrorCode.VALUE, problem(() -> new Chars(memory, "")).code());
  }

  @Test
  void bytesAreUtf8() {
    Bytes bytes = new Bytes(memory);
    assertArrayEquals(new long[] {0x61, 0xc3, 0xa9}, bytes.encode("aé"));
    assertEquals("aé", bytes.decode(0x61, 0xc3, 0xa9));
    assertEquals("\ufffd", bytes.decode(0xc3));
    assertEquals(ErrorCode.INDEX, problem(() -> bytes.decode(256)).code());
  }

  @Test
  void membersAreWhatAScriptCalls() {
    Chars chars = new Chars(memory, "abc");
    assertEquals(3L, chars.member("size"));
    Tensor ids = (Tensor) ((Callable) chars.member("encode")).call("cab");
    assertEquals("int[3]", ids.toString());
    assertArrayEquals(new long[] {2, 0, 1}, ids.toLongs());
    Callable decode = (Callable) chars.member("decode");
    assertEquals("cab", decode.call(ids));
    assertEquals("ab", decode.call(List.of(0L, 1L)));
    assertEquals("c", decode.call(new Object[0], Map.of("tokens", 2L)));
    Tensor floats = Tensor.of(memory, new float[] {1}, 1);
    assertEquals(ErrorCode.TYPE, problem(() -> decode.call(floats)).code());
    assertEquals(null, chars.member("length"));
  }
}
