// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.FrameDescriptor;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import com.oracle.truffle.api.nodes.RootNode;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.api.source.SourceSection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.check.InputTypes;
import org.nnlang.engine.Reads;
import org.nnlang.graph.Type;
import org.nnlang.lang.FunctionCode;
import org.nnlang.lang.NnContext;
import org.nnlang.lang.NnLanguage;
import org.nnlang.source.Span;

/** A function, {@code forward}, or the body of a model: binds arguments, checks types, runs. */
public final class FunctionRoot extends RootNode implements Sections.HasSource {
  /** Asks for the types of inputs instead of a call. */
  private static final Object TYPES = new Object();

  private final String name;
  private final Source source;
  private final Span span;
  @Children private final ParameterNode[] parameters;
  @Child private ExpressionNode body;
  @Child private @Nullable ShapeNode result;

  /** Whether its code tells all that it reads; null before that was asked. */
  private @Nullable Boolean tells;

  /** Whether a tool is told of its statements. */
  private volatile boolean watched;

  /**
   * @param result null where the result has no type
   */
  public FunctionRoot(
      NnLanguage language,
      FrameDescriptor frame,
      String name,
      ParameterNode[] parameters,
      ExpressionNode body,
      @Nullable ShapeNode result,
      Source source,
      Span span) {
    super(language, frame);
    this.name = name;
    this.parameters = parameters;
    this.body = body;
    this.result = result;
    this.source = source;
    this.span = span;
  }

  @Override
  public Source source() {
    return source;
  }

  /** Where it is defined. */
  public Span span() {
    return span;
  }

  /**
   * The types of the tensors a function takes, as far as it says, unknown sizes as names; null
   * where a required one has none.
   *
   * @return a list of {@link Type}s
   */
  public static @Nullable Object types(FunctionCode code, @Nullable Object environment) {
    return code.target().call(environment, TYPES);
  }

  @Override
  public @Nullable Object execute(VirtualFrame frame) {
    Object[] arguments = frame.getArguments();
    if (arguments.length > 1 && arguments[1] == TYPES) {
      return InputTypes.of(List.of(parameters), frame);
    }
    NnContext context = NnContext.get(this);
    context.step(this);
    Reads reads = Tracing.reads(this);
    if (reads != null) {
      tell(reads);
    }
    try {
      context.enterCall();
      return called(frame);
    } finally {
      context.leaveCall();
    }
  }

  private void tell(Reads reads) {
    if (tells == null) {
      tells = Telling.everything(this);
    }
    if (tells && !watched) {
      reads.on(this, () -> !watched);
    } else {
      reads.unknown();
    }
  }

  /** From now on a tool wants to see its statements run. */
  void watch() {
    watched = true;
  }

  @ExplodeLoop
  private Object called(VirtualFrame frame) {
    for (ParameterNode parameter : parameters) {
      parameter.bind(frame);
    }
    for (ParameterNode parameter : parameters) {
      parameter.check(frame);
    }
    if (result != null) {
      result.know(frame);
    }
    Object value;
    try {
      value = body.execute(frame);
    } catch (Jump.Return r) {
      value = r.value();
    }
    if (result != null) {
      result.check(frame, value);
    }
    return value;
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public @Nullable SourceSection getSourceSection() {
    return Sections.of(this, span);
  }
}
