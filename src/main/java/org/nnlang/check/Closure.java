// SPDX-License-Identifier: Apache-2.0
package org.nnlang.check;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Undecided;
import org.nnlang.resolve.Scope;
import org.nnlang.syntax.Expr;
import org.nnlang.syntax.Param;
import org.nnlang.syntax.ShapeType;
import org.nnlang.syntax.Stmt;
import org.nnlang.syntax.SyntaxNode;
import org.nnlang.value.Callable;
import org.nnlang.value.Signature;
import org.nnlang.value.Unknown;

/**
 * A function of the script, which is called by looking at it.
 *
 * @param result null where the result has no type
 * @param names its own
 * @param frame where it reads outer names
 */
record Closure(
    String name,
    List<Param> params,
    @Nullable ShapeType result,
    Expr body,
    SyntaxNode code,
    Scope names,
    Frame frame,
    AbstractInterpreter looking,
    Signature signature)
    implements Callable, Defined {

  /**
   * @param code the function, {@code forward} or lambda that stands in the code of {@code frame}
   */
  private static Closure of(
      String name,
      List<Param> params,
      @Nullable ShapeType result,
      Expr body,
      SyntaxNode code,
      Frame frame,
      AbstractInterpreter looking) {
    Scope names = frame.names().of(code);
    Signature signature = NameCheck.signature(name, params);
    return new Closure(name, params, result, body, code, names, frame, looking, signature);
  }

  static Closure of(Stmt.FnDef f, Frame frame, AbstractInterpreter looking) {
    return of(f.name().name(), f.params(), f.result(), f.body(), f, frame, looking);
  }

  static Closure of(Stmt.Forward f, Frame frame, AbstractInterpreter looking) {
    return of("forward", f.params(), f.result(), f.body(), f, frame, looking);
  }

  static Closure of(String name, Expr.Lambda f, Frame frame, AbstractInterpreter looking) {
    return of(name, f.params(), null, f.body(), f, frame, looking);
  }

  /** The same function, reading outer names elsewhere: in a copy of the instance it belongs to. */
  Closure in(Frame other) {
    return new Closure(name, params, result, body, code, names, other, looking, signature);
  }

  @Override
  public boolean takesUnknown() {
    return true;
  }

  /** As functions of nn call it, which do not take what is unknown. */
  @Override
  public Object call(Object[] positional, Map<String, Object> named) {
    Object result = looking.functions().call(this, positional, named);
    if (Unknown.in(result)) {
      throw new Undecided();
    }
    return result;
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
