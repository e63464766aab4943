// SPDX-License-Identifier: Apache-2.0
package org.nnlang.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Scripts made wrong: words left out, doubled, exchanged, or taken from other scripts. */
public final class Damage {
  private static final Pattern WORD =
      Pattern.compile(
          "[\\p{L}_][\\p{L}\\p{N}_]*|\\d[\\d_.eE]*|\\s+|>>|->|==|\\.\\.|.", Pattern.DOTALL);

  private static final List<String> PIECES =
      List.of(
          "(",
          ")",
          "[",
          "]",
          "{",
          "}",
          "\"",
          "\"\"\"",
          ":",
          ",",
          ";",
          "\n",
          ".",
          "..",
          "->",
          "=",
          "==",
          ">>",
          "-",
          "^",
          "@",
          "//",
          "%",
          " not ",
          " in ",
          " if ",
          " else ",
          "none",
          "true",
          "0",
          "-1",
          "1",
          "2",
          "3",
          "1e300",
          "9223372036854775807",
          "0.5",
          "\"\"",
          "[]",
          "{}",
          "x",
          "net",
          "\ud83d",
          "\0",
          "é",
          "$",
          "{x:.3f}",
          "zeros([0])",
          "tensor([1.0])",
          "x -> x",
          "linear(2, 3)",
          "mse");

  private final List<List<String>> scripts;
  private final Random random;

  public Damage(List<String> scripts, long seed) {
    this.scripts = scripts.stream().map(Damage::words).toList();
    this.random = new Random(seed);
  }

  private static List<String> words(String script) {
    List<String> words = new ArrayList<>();
    Matcher m = WORD.matcher(script);
    while (m.find()) {
      words.add(m.group());
    }
    return words;
  }

  /** The next wrong script. */
  public String next() {
    List<String> words = new ArrayList<>(any(scripts));
    for (int i = random.nextInt(3); i >= 0 && !words.isEmpty(); i--) {
      int at = random.nextInt(words.size());
      switch (random.nextInt(6)) {
        case 0 -> words.remove(at);
        case 1 -> words.add(at, words.get(random.nextInt(words.size())));
        case 2 -> words.set(at, any(PIECES));
        case 3 -> words.add(at, any(PIECES));
        case 4 -> words.set(at, any(any(scripts)));
        default -> {
          List<String> other = any(scripts);
          int from = random.nextInt(other.size());
          words.addAll(at, other.subList(from, Math.min(other.size(), from + 8)));
        }
      }
    }
    return String.join("", words);
  }

  private <T> T any(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
