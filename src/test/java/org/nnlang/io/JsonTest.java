// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.value.None;
import org.nnlang.value.Record;

class JsonTest {
  @Test
  void values() {
    assertEquals(
        new Record()
            .with("a", List.of(1L, -2.5, 1e3, true, false, None.NONE))
            .with("", new Record().with("é\n\"\\/🙂", List.of())),
        Json.parse(
            " {\"a\" : [1, -2.5,1E3 ,true,false,null],\n\"\":{\"\\u00e9\\n\\\"\\\\\\/🙂\":[ ]}} "));
    assertEquals(Long.MAX_VALUE, Json.parse("9223372036854775807"));
    assertEquals(9223372036854775808.0, Json.parse("9223372036854775808"));
  }

  @Test
  void writesWhatItReads() {
    String text = "{\"a\":[1,-2.5,true,null,[],{}],\"b\":\"x\\u000a\\\"\\\\é\"}";
    assertEquals(text, Json.write(Json.parse(text)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|a value at character 0, found the end",
        "[1,]|a value at character 3, found \"]\"",
        "[1 2]|',' at character 3, found \"2\"",
        "[1|',' at character 2, found the end",
        "{a:1}|a name in quotes at character 1, found \"a\"",
        "{\"a\" 1}|':' at character 5, found \"1\"",
        "{\"a\":1,\"a\":2}|each name once, not again \"a\" at character 7, found \"\\\"\"",
        "\"ab|the end of a string at character 3, found the end",
        "\"\\x\"|an escape at character 2, found \"x\"",
        "\"\\u12g4\"|four hexadecimal digits at character 5, found \"g\"",
        "01|a value at character 0, found \"0\"",
        "nul|a value at character 0, found \"n\"",
        "1 1|the end at character 2, found \"1\"",
      })
  void wrongTextSaysWhere(String text, String message) {
    Problem p = assertThrows(Problem.class, () -> Json.parse(text));
    assertEquals("JSON: expected " + message, p.getMessage());
  }

  @Test
  void deepNestingIsRefused() {
    Problem p = assertThrows(Problem.class, () -> Json.parse("[".repeat(100_000)));
    assertEquals(ErrorCode.FILE, p.code());
  }
}
