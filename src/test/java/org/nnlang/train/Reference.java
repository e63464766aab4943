// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Files of reference numbers: on each line a name and the numbers. */
final class Reference {
  private Reference() {}

  static Map<String, double[]> read(String file) {
    try (var in = Reference.class.getResourceAsStream(file)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Map<String, double[]> out = new HashMap<>();
      for (String line : text.lines().toList()) {
        String[] words = line.split(" ");
        out.put(words[0], Arrays.stream(words).skip(1).mapToDouble(Double::parseDouble).toArray());
      }
      return out;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
