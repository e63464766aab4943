// SPDX-License-Identifier: Apache-2.0
package org.nnlang.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SuggestTest {
  private static final List<String> WORDS =
      List.of("linear", "layer_norm", "relu", "true", "x", "softmax", "softplus", "log_softmax");

  private static Optional<String> nearest(String word) {
    return Suggest.nearest(word, WORDS);
  }

  @Test
  void findsOneEdit() {
    assertEquals(Optional.of("linear"), nearest("liner"));
    assertEquals(Optional.of("relu"), nearest("rleu"));
    assertEquals(Optional.of("layer_norm"), nearest("layernorm"));
    assertEquals(Optional.of("softmax"), nearest("sofmax"));
  }

  @Test
  void prefersTheSameLetters() {
    assertEquals(Optional.of("true"), nearest("True"));
    assertEquals(Optional.of("TRUE"), Suggest.nearest("True", List.of("tru", "TRUE")));
  }

  @Test
  void leavesDistantAndShortWordsAlone() {
    assertEquals(Optional.empty(), nearest("banana"));
    assertEquals(Optional.empty(), nearest("y"));
    assertEquals(Optional.empty(), nearest("lu"));
    assertEquals(Optional.empty(), nearest("a".repeat(100_000)));
  }

  @Test
  void amongEqualsTheFirstInTheAlphabet() {
    assertEquals(Optional.of("cat"), Suggest.nearest("bat", List.of("mat", "cat", "rat")));
  }

  @Test
  void amongEqualsTheCaseOfTheFirstLetterDecides() {
    assertEquals(Optional.of("net"), Suggest.nearest("nett", List.of("Net", "net")));
    assertEquals(Optional.of("Net"), Suggest.nearest("Nett", List.of("Net", "net")));
  }
}
