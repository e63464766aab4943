// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.Span;
import org.nnlang.value.Callable;
import org.nnlang.value.HasSource;
import org.nnlang.value.Signature;

/**
 * A model of a script; calling it makes an instance.
 *
 * @param body runs when an instance is made; the instance is its environment
 * @param forward null where the model has none
 * @param states names declared by {@code state}
 * @param environment of the script around, as in {@link ScriptFunction}
 */
public record ModelDefinition(
    FunctionCode body,
    @Nullable FunctionCode forward,
    Set<String> states,
    @Nullable Object environment,
    Span span,
    NnContext context)
    implements Callable, HasSource {
  @Override
  public String name() {
    return body.name();
  }

  @Override
  public String type() {
    return "model";
  }

  @Override
  public String source() {
    return span.text();
  }

  @Override
  public Callable defined() {
    return this;
  }

  @Override
  public Signature signature() {
    return body.signature();
  }

  @Override
  public Object call(Object[] positional, Map<String, Object> named) {
    var instance = new ModelInstance(this, positional, named);
    body.target().call(body.arrange(instance, positional, named));
    instance.checkShapes();
    return instance;
  }
}
