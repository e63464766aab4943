// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Builtins;
import org.nnlang.builtin.Foresight;
import org.nnlang.check.Names;
import org.nnlang.check.Shapes;
import org.nnlang.source.Diagnostic;
import org.nnlang.source.DiagnosticException;
import org.nnlang.source.Limits;
import org.nnlang.syntax.Parser;
import org.nnlang.value.Signature;

/** What can be said about a script without running it. */
final class Checker {
  private final Builtins builtins = Builtins.load();

  List<Diagnostic> check(ScriptFile file) {
    try {
      var script = Parser.parse(file.source(), Limits.DEFAULT);
      List<Diagnostic> found = Names.check(script, builtins.names(), this::signature, false);
      return found.isEmpty()
          ? Shapes.check(script, () -> new Foresight(builtins, name -> false, option -> null))
          : found;
    } catch (DiagnosticException e) {
      return e.diagnostics();
    }
  }

  private Signature signature(String name) {
    Builtin builtin = builtins.find(name);
    return builtin == null ? null : Signature.of(builtin.signature());
  }
}
