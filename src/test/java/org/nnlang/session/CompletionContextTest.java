// SPDX-License-Identifier: Apache-2.0
package org.nnlang.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class CompletionContextTest {
  /** What is typed, with `|` for the cursor. */
  private static CompletionContext at(String text) {
    int cursor = text.indexOf('|');
    return CompletionContext.of(text.replace("|", ""), cursor);
  }

  @Test
  void words() {
    assertEquals(new CompletionContext(0, false, null, null), at("|"));
    assertEquals(new CompletionContext(0, false, null, null), at("lin|"));
    assertEquals(new CompletionContext(4, false, null, null), at("x = lin|"));
    assertEquals(new CompletionContext(4, false, null, null), at("x + y1_|z"));
  }

  @Test
  void members() {
    assertEquals(new CompletionContext(4, false, List.of("net"), null), at("net.|"));
    assertEquals(new CompletionContext(9, false, List.of("net", "head"), null), at("net.head.we|"));
    assertEquals(new CompletionContext(5, false, List.of(), null), at("f(x).s|"));
    assertEquals(new CompletionContext(13, false, List.of("net"), null), at("print(1, net.h|"));
  }

  @Test
  void arguments() {
    assertEquals(new CompletionContext(6, false, null, List.of("train")), at("train(|"));
    assertEquals(new CompletionContext(11, false, null, List.of("train")), at("train(net, lo|"));
    assertEquals(new CompletionContext(14, false, null, List.of("train")), at("train(net(1), s|"));
    assertEquals(new CompletionContext(9, false, null, List.of("net", "f")), at("net.f(1, |"));
    assertEquals(new CompletionContext(15, false, null, null), at("train(net, lr: 1|"));
    assertEquals(new CompletionContext(9, false, null, null), at("print([1,x|"));
  }

  @Test
  void strings() {
    assertEquals(new CompletionContext(6, true, null, null), at("text(\"da|"));
    assertEquals(new CompletionContext(1, true, null, null), at("\"a b/c|\""));
    assertEquals(new CompletionContext(6, false, null, null), at("\"a\" + |"));
    assertEquals(new CompletionContext(2, false, null, null), at("\"{x|"));
    assertEquals(new CompletionContext(1, true, null, null), at("\"{x} y|"));
    assertEquals(new CompletionContext(3, true, null, null), at("\"\"\"a\n\"b|"));
  }
}
