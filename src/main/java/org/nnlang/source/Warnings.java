// SPDX-License-Identifier: Apache-2.0
package org.nnlang.source;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a context's warnings go: what is odd and does not stop a script. Each is said once for a
 * code and a place, however often a loop comes by.
 */
public final class Warnings {
  /** Says nothing. */
  public static final Warnings NONE = new Warnings(() -> Span.NONE, d -> {});

  private final Supplier<Span> place;
  private final Consumer<Diagnostic> sink;
  private final Set<Said> said = new HashSet<>();

  /** What was said; texts of one name and content are one, as at the prompt. */
  private record Said(ErrorCode code, Span span) {}

  /**
   * @param place where the running call stands in the script
   * @param sink gets each warning once
   */
  public Warnings(Supplier<Span> place, Consumer<Diagnostic> sink) {
    this.place = place;
    this.sink = sink;
  }

  /** Where the running call stands in the script. */
  public Span place() {
    return place.get();
  }

  /** Whether a warning of that code at the running call would be new. */
  public boolean isNew(ErrorCode code) {
    return this != NONE && !said.contains(new Said(code, place()));
  }

  /** Whether no warning of that code was given, at any place. */
  public boolean isFirst(ErrorCode code) {
    return said.stream().noneMatch(s -> s.code == code);
  }

  /** Warns at the running call. */
  public void warn(ErrorCode code, String message, @Nullable String hint) {
    warn(Diagnostic.warning(code, message, place()).withHint(hint));
  }

  /** Warns, unless the same was said before of this place. */
  public void warn(Diagnostic warning) {
    if (this != NONE && said.add(new Said(warning.code(), warning.span()))) {
      sink.accept(warning);
    }
  }
}
