// SPDX-License-Identifier: Apache-2.0
package org.nnlang.session;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nnlang.resolve.Resolution;
import org.nnlang.source.Diagnostic;
import org.nnlang.source.Severity;
import org.nnlang.syntax.Script;

/**
 * A script before it runs.
 *
 * @param script with those of its statements that can be read
 * @param names null where not all can
 * @param unreadable what is wrong with words, statements and names; then it was looked at no
 *     further
 * @param incomplete whether it only ends too early
 * @param found what types and shapes make of it: errors, or else warnings
 */
public record LoadedScript(
    Script script,
    @Nullable Resolution names,
    List<Diagnostic> unreadable,
    boolean incomplete,
    List<Diagnostic> found) {
  public LoadedScript {
    unreadable = List.copyOf(unreadable);
    found = List.copyOf(found);
  }

  /** Whether it would fail when it comes to it. */
  public boolean fails() {
    return found.stream().anyMatch(d -> d.severity() == Severity.ERROR);
  }

  /** All that there is to say. */
  public List<Diagnostic> diagnostics() {
    return Stream.concat(unreadable.stream(), found.stream()).toList();
  }
}
