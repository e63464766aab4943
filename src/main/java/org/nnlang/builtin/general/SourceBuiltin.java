// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.general;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.StandardModel;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.value.Arguments;
import org.nnlang.value.Callable;
import org.nnlang.value.HasSource;
import org.nnlang.value.Unknown;

/** {@code source}. */
@AutoService(Builtin.class)
public final class SourceBuiltin implements Builtin {
  @Override
  public String signature() {
    return "source(f: function) -> string";
  }

  @Override
  public String doc() {
    return """
    The text of a function or model written in nn, or of the model of an instance; of a model that comes
    with nn the whole file, to copy and change.
    Example: print(source(gpt))\
    """;
  }

  @Override
  public Object foresee(Arguments a, Session session) {
    return Unknown.UNKNOWN;
  }

  @Override
  public Object call(Arguments a, Session session) {
    Callable f = a.callable("f");
    Callable made = f instanceof HasSource s ? s.defined() : f;
    if (session.builtins().find(made.name()) instanceof StandardModel model
        && session.standard(model) == made) {
      return model.text();
    }
    if (f instanceof HasSource s) {
      return s.source();
    }
    throw Problem.of(ErrorCode.ARGUMENT, "`" + f.name() + "` is not written in nn")
        .hint("`help " + f.name() + "` says what it does");
  }
}
