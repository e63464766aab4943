// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import com.oracle.truffle.api.nodes.Node;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nnlang.lang.node.FunctionRoot;
import org.nnlang.value.Callable;
import org.nnlang.value.HasSource;
import org.nnlang.value.Signature;

/** A function of a script: code, and where it reads outer names. */
public final class ScriptFunction implements Callable, HasSource {
  private final FunctionCode code;
  private final @Nullable Object environment;

  /**
   * @param environment a frame, a {@link ModelInstance}, or null at script level
   */
  public ScriptFunction(FunctionCode code, @Nullable Object environment) {
    this.code = code;
    this.environment = environment;
  }

  public FunctionCode code() {
    return code;
  }

  public @Nullable Object environment() {
    return environment;
  }

  @Override
  public String source() {
    return ((FunctionRoot) code.target().getRootNode()).span().text();
  }

  @Override
  public Callable defined() {
    return this;
  }

  @Override
  public String name() {
    return code.name();
  }

  @Override
  public Signature signature() {
    return code.signature();
  }

  /** Its code does, see {@code lang.node.Telling}. */
  @Override
  public boolean tellsReads() {
    return true;
  }

  @Override
  public Object call(Object[] positional, Map<String, Object> named) {
    return code.target().call(code.arrange(environment, positional, named));
  }

  /** As {@link #call}, known to be called from {@code location}. */
  public Object call(Node location, Object[] positional, Map<String, Object> named) {
    return code.target().call(location, code.arrange(environment, positional, named));
  }
}
