// SPDX-License-Identifier: Apache-2.0
package org.nnlang.check;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nnlang.resolve.Scope;
import org.nnlang.syntax.Stmt;
import org.nnlang.value.Callable;
import org.nnlang.value.Signature;

/** A model of the script; calling it makes a {@link AbstractInstance}. */
record ModelTemplate(
    Stmt.ModelDef model,
    Stmt.@Nullable Forward forward,
    Scope names,
    Frame frame,
    AbstractInterpreter looking,
    Signature signature)
    implements Callable, Defined {
  @Override
  public Stmt.ModelDef code() {
    return model;
  }

  @Override
  public String name() {
    return model.name().name();
  }

  @Override
  public String type() {
    return "model";
  }

  @Override
  public boolean takesUnknown() {
    return true;
  }

  @Override
  public Object call(Object[] positional, Map<String, Object> named) {
    return looking.functions().make(this, positional, named);
  }

  @Override
  public boolean equals(Object o) {
    return this == o;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
