// SPDX-License-Identifier: Apache-2.0
package org.nnlang.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

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
    assertEquals(new CompletionContext(0, false, null, null, null), at("|"));
    assertEquals(new CompletionContext(0, false, null, null, null), at("lin|"));
    assertEquals(new CompletionContext(4, false, null, null, null), at("x = lin|"));
    assertEquals(new CompletionContext(4, false, null, null, null), at("x + y1_|z"));
  }

  @Test
  void members() {
    assertEquals(new CompletionContext(4, false, List.of("net"), null, null), at("net.|"));
    assertEquals(
        new CompletionContext(9, false, List.of("net", "head"), null, null), at("net.head.we|"));
    assertEquals(new CompletionContext(5, false, List.of(), null, null), at("f(x).s|"));
    assertEquals(
        new CompletionContext(13, false, List.of("net"), null, null), at("print(1, net.h|"));
  }

  @Test
  void membersBehindIndices() {
    assertEquals(List.of("net", "0"), at("net[0].we|").receiver());
    assertEquals(
        List.of("net", "blocks", "-1", "attend", "1"), at("net.blocks[-1].attend[1].|").receiver());
    assertEquals(List.of("r", "a b", "c"), at("r[\"a b\"].c.|").receiver());
    assertEquals(List.of("m", "0", "1"), at("m[0][1].|").receiver());
    assertEquals(List.of(), at("net[i].we|").receiver());
    assertEquals(List.of(), at("[0].we|").receiver());
    assertEquals(List.of("net", "0"), at("net[0](|").callee());
  }

  @Test
  void valuesOfArguments() {
    assertEquals("optimizer", at("train(net, d, optimizer: |").argument());
    assertEquals("optimizer", at("train(net, d, optimizer: ad|").argument());
    assertEquals("metrics", at("train(net, d, metrics: [accuracy, pr|").argument());
    assertEquals("path", at("f(path: \"a|").argument());
    assertNull(at("train(net, d, optimizer: adam(|").argument());
    assertNull(at("{optimizer: |").argument());
    assertNull(at("train(net, lr: 1 + |").argument());
    assertEquals(List.of("dataset"), at("dataset(\"di|").callee());
  }

  @Test
  void arguments() {
    assertEquals(new CompletionContext(6, false, null, List.of("train"), null), at("train(|"));
    assertEquals(
        new CompletionContext(11, false, null, List.of("train"), null), at("train(net, lo|"));
    assertEquals(
        new CompletionContext(14, false, null, List.of("train"), null), at("train(net(1), s|"));
    assertEquals(
        new CompletionContext(9, false, null, List.of("net", "f"), null), at("net.f(1, |"));
    assertEquals(new CompletionContext(15, false, null, null, "lr"), at("train(net, lr: 1|"));
    assertEquals(new CompletionContext(9, false, null, null, null), at("print([1,x|"));
  }

  @Test
  void strings() {
    assertEquals(new CompletionContext(6, true, null, List.of("text"), null), at("text(\"da|"));
    assertEquals(new CompletionContext(1, true, null, null, null), at("\"a b/c|\""));
    assertEquals(new CompletionContext(6, false, null, null, null), at("\"a\" + |"));
    assertEquals(new CompletionContext(2, false, null, null, null), at("\"{x|"));
    assertEquals(new CompletionContext(1, true, null, null, null), at("\"{x} y|"));
    assertEquals(new CompletionContext(3, true, null, null, null), at("\"\"\"a\n\"b|"));
  }
}
