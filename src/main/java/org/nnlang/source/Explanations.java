// SPDX-License-Identifier: Apache-2.0
package org.nnlang.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What each code of a {@link Diagnostic} means: the pages of {@code docs/errors}. */
public final class Explanations {
  /** All codes, in alphabetical order. */
  public static final List<String> CODES =
      List.of(
          "argument",
          "arithmetic",
          "assert",
          "axis",
          "broadcast",
          "checkpoint",
          "error",
          "file",
          "format",
          "gradient",
          "import",
          "index",
          "internal",
          "limit",
          "log",
          "native",
          "outside",
          "parse",
          "probabilities",
          "schedule",
          "shape",
          "trace",
          "train",
          "training",
          "type",
          "unknown-name",
          "usage",
          "validation",
          "value");

  private Explanations() {}

  /**
   * The page of a code, in Markdown.
   *
   * @throws Problem {@code unknown-name} if there is no such code
   */
  public static String of(String code) {
    if (!CODES.contains(code)) {
      throw Problem.of("unknown-name", "there is no kind of message called " + code)
          .hint(
              Suggest.nearest(code, CODES)
                  .map(near -> "did you mean " + near + "?")
                  .orElse("there are " + String.join(", ", CODES)));
    }
    try (InputStream page =
        Explanations.class.getResourceAsStream("/org/nnlang/errors/" + code + ".md")) {
      return new String(page.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
