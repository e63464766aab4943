// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlaceTest {
  /** What is typed, with `|` for the cursor. */
  private static Place at(String text) {
    int cursor = text.indexOf('|');
    return Place.of(text.replace("|", ""), cursor);
  }

  @Test
  void words() {
    assertEquals(new Place(0, false, null, null), at("|"));
    assertEquals(new Place(0, false, null, null), at("lin|"));
    assertEquals(new Place(4, false, null, null), at("x = lin|"));
    assertEquals(new Place(4, false, null, null), at("x + y1_|z"));
  }

  @Test
  void members() {
    assertEquals(new Place(4, false, List.of("net"), null), at("net.|"));
    assertEquals(new Place(9, false, List.of("net", "head"), null), at("net.head.we|"));
    assertEquals(new Place(5, false, List.of(), null), at("f(x).s|"));
    assertEquals(new Place(13, false, List.of("net"), null), at("print(1, net.h|"));
  }

  @Test
  void arguments() {
    assertEquals(new Place(6, false, null, List.of("train")), at("train(|"));
    assertEquals(new Place(11, false, null, List.of("train")), at("train(net, lo|"));
    assertEquals(new Place(14, false, null, List.of("train")), at("train(net(1), s|"));
    assertEquals(new Place(9, false, null, List.of("net", "f")), at("net.f(1, |"));
    assertEquals(new Place(15, false, null, null), at("train(net, lr: 1|"));
    assertEquals(new Place(9, false, null, null), at("print([1,x|"));
  }

  @Test
  void strings() {
    assertEquals(new Place(6, true, null, null), at("text(\"da|"));
    assertEquals(new Place(1, true, null, null), at("\"a b/c|\""));
    assertEquals(new Place(6, false, null, null), at("\"a\" + |"));
    assertEquals(new Place(2, false, null, null), at("\"{x|"));
    assertEquals(new Place(1, true, null, null), at("\"{x} y|"));
    assertEquals(new Place(3, true, null, null), at("\"\"\"a\n\"b|"));
  }
}
