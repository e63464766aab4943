// SPDX-License-Identifier: Apache-2.0
package org.nnlang.check;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Engine;
import org.nnlang.source.Diagnostic;
import org.nnlang.source.DiagnosticException;
import org.nnlang.source.Span;
import org.nnlang.syntax.Script;
import org.nnlang.syntax.Stmt;

/** What a script finds when it begins, handed in by those who know which functions there are. */
public interface Prelude {
  /**
   * The builtin of this name, which computes nothing when it is called; null where none is, and
   * where it is a {@link #standard} model.
   */
  @Nullable Object builtin(String name);

  /** The script that defines the model of this name which comes with nn; null where none is. */
  @Nullable Script standard(String name);

  /** Whether a host, or an earlier script, has bound this name. */
  boolean isBound(String name);

  /** The names of builtins, for suggestions. */
  List<String> names();

  /** The engine of the builtins, which {@linkplain Engine#foresees foresees}. */
  Engine engine();

  /** How many nodes the engine's graph has; an engine that nobody asked for is not made for it. */
  int nodes();

  /**
   * The file an import reads, the same object each time; null where that is not known.
   *
   * @throws DiagnosticException where its words or names are wrong
   */
  @Nullable Script imported(Stmt.Import statement);

  /** What was found odd on the way. */
  List<Diagnostic> odd();

  /** Where the script is. */
  Span place();

  /** Says where the script is. */
  void enter(Span span);
}
