// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Trace;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.lang.node.FunctionRoot;
import org.nnlang.source.Span;
import org.nnlang.value.Callable;
import org.nnlang.value.HasSource;
import org.nnlang.value.Module;
import org.nnlang.value.Show;
import org.nnlang.value.Signature;

/**
 * An instance of a script's model. Its members are the model's arguments and whatever its body
 * binds, in order; functions of the body are bound to the instance they are read from, so that
 * those of a copy see the copy.
 */
public final class ModelInstance extends Module implements HasSource {
  private static final int UNASKED = -2;

  private final ModelDefinition definition;
  private final Object[] positional;
  private final Map<String, Object> named;
  private final String description;

  /** As {@link #inputRank}, which stays though sizes may change. */
  private int rank = UNASKED;

  ModelInstance(ModelDefinition definition, Object[] positional, Map<String, Object> named) {
    this(definition, positional, named, Show.call(definition.name(), positional, named));
  }

  private ModelInstance(
      ModelDefinition definition,
      Object[] positional,
      Map<String, Object> named,
      String description) {
    super(definition.context().engine());
    this.definition = definition;
    this.positional = positional;
    this.named = named;
    this.description = description;
  }

  /** What a model makes of the arguments that this was made of. */
  Object madeAnewBy(Callable model) {
    return model.call(positional, named);
  }

  public ModelDefinition definition() {
    return definition;
  }

  @Override
  public String source() {
    return definition.source();
  }

  @Override
  public Callable defined() {
    return definition;
  }

  @Override
  public String name() {
    return definition.name();
  }

  @Override
  public String describe() {
    return description;
  }

  @Override
  public Signature signature() {
    return definition.forward() == null ? Signature.ANY : definition.forward().signature();
  }

  @Override
  protected Module blank() {
    return new ModelInstance(definition, positional, named, description);
  }

  /** Functions call the instance itself by {@code forward}. */
  @Override
  public @Nullable Object member(String member) {
    if (member.equals("forward") && definition.forward() != null) {
      return this;
    }
    Object value = super.member(member);
    return value instanceof ScriptFunction f
            && f.environment() instanceof ModelInstance other
            && other != this
            && other.definition == definition
        ? new ScriptFunction(f.code(), this)
        : value;
  }

  @Override
  protected Object forward(Trace trace, Object[] positional, Map<String, Object> named) {
    if (definition.forward() == null) {
      throw withoutForward();
    }
    FunctionCode code = definition.forward();
    try {
      return code.target().call(code.arrange(this, positional, named));
    } catch (ScriptError e) {
      if (madeAt() != Span.NONE) {
        e.note(description + " was made here", madeAt());
      }
      throw e;
    }
  }

  @Override
  public @Nullable List<Type> inputTypes() {
    FunctionCode forward = definition.forward();
    if (forward == null || !(FunctionRoot.types(forward, this) instanceof List<?> types)) {
      return null;
    }
    return types.stream().map(Type.class::cast).toList();
  }

  /** How many axes the first tensor has that {@code forward} says it takes; -1 where it is open. */
  public int inputRank() {
    if (rank == UNASKED) {
      List<Type> types = inputTypes();
      rank = types == null || types.isEmpty() ? -1 : types.getFirst().rank();
    }
    return rank;
  }

  /**
   * Runs {@code forward} on tensors of unknown sizes, as far as its types say what it takes.
   *
   * @throws ScriptError where shapes cannot be
   */
  void checkShapes() {
    Engine engine = engine();
    List<Type> inputs = engine.traceIfAny() == null ? inputTypes() : null;
    if (inputs != null) {
      engine.check(
          inputs, false, nodes -> forward(engine.trace(), nodes.toArray(Node[]::new), Map.of()));
    }
  }
}
