// SPDX-License-Identifier: Apache-2.0
package org.nnlang.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What each code of a {@link Diagnostic} means: the pages of {@code docs/errors}. */
public final class Explanations {
  private Explanations() {}

  /**
   * The page of a code, in Markdown.
   *
   * @throws Problem {@code unknown-name} if there is no such code
   */
  public static String of(String code) {
    if (ErrorCode.of(code) == null) {
      throw Problem.of(ErrorCode.UNKNOWN_NAME, "there is no kind of message called " + code)
          .hint(
              Suggest.nearest(code, ErrorCode.words())
                  .map(near -> "did you mean " + near + "?")
                  .orElse("there are " + String.join(", ", ErrorCode.words())));
    }
    try (InputStream page =
        Explanations.class.getResourceAsStream("/org/nnlang/errors/" + code + ".md")) {
      return new String(page.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
