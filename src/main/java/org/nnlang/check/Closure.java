// SPDX-License-Identifier: Apache-2.0
package org.nnlang.check;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nnlang.engine.Undecided;
import org.nnlang.source.Span;
import org.nnlang.syntax.Expr;
import org.nnlang.syntax.Param;
import org.nnlang.syntax.ShapeType;
import org.nnlang.value.Callable;
import org.nnlang.value.Signature;
import org.nnlang.value.Unknown;

/**
 * A function of the script, which is called by looking at it.
 *
 * @param result null where the result has no type
 * @param names its own: parameters, dimensions, and what it assigns
 * @param scope where it reads outer names
 */
record Closure(
    String name,
    List<Param> params,
    ShapeType result,
    Expr body,
    Span span,
    Set<String> names,
    Scope scope,
    AbstractInterpreter looking,
    Signature signature)
    implements Callable {

  static Closure of(
      String name,
      List<Param> params,
      ShapeType result,
      Expr body,
      Span span,
      Scope scope,
      AbstractInterpreter looking) {
    Set<String> names = new LinkedHashSet<>();
    params.forEach(p -> names.add(p.name().name()));
    names.addAll(Bound.dimensions(params, result));
    for (String assigned : Bound.in(List.of(body))) {
      if (!scope.isState(assigned)) {
        names.add(assigned);
      }
    }
    return new Closure(
        name, params, result, body, span, names, scope, looking, Names.signature(name, params));
  }

  /** The same function, reading outer names elsewhere: in a copy of the instance it belongs to. */
  Closure in(Scope other) {
    return new Closure(name, params, result, body, span, names, other, looking, signature);
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
