// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.FrameDescriptor;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.RootNode;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.api.source.SourceSection;
import org.nnlang.lang.NnContext;
import org.nnlang.lang.NnLanguage;
import org.nnlang.lang.ScriptError;

/** A whole file. */
public final class ScriptRoot extends RootNode implements Sections.HasSource {
  private final Source source;
  private final boolean forHost;
  @Child private ExpressionNode body;

  /**
   * @param forHost whether the result goes to the host, and so has to be wrapped
   */
  public ScriptRoot(NnLanguage language, ExpressionNode body, Source source, boolean forHost) {
    super(language, FrameDescriptor.newBuilder().build());
    this.body = body;
    this.source = source;
    this.forHost = forHost;
  }

  @Override
  public Source source() {
    return source;
  }

  @Override
  public Object execute(VirtualFrame frame) {
    NnContext context = NnContext.get(this);
    context.beginTurn();
    try {
      return run(frame, context);
    } finally {
      context.endTurn();
    }
  }

  private Object run(VirtualFrame frame, NnContext context) {
    if (source.isInteractive()) {
      context.budget().restart();
    }
    try {
      Object value = body.execute(frame);
      return forHost ? context.host().give(value) : value;
    } catch (VirtualMachineError e) {
      throw ScriptError.exhausted(e, body.span(), this, context::section);
    } catch (RuntimeException e) {
      throw ScriptError.from(e, body.span(), this, context::section);
    }
  }

  @Override
  public String getName() {
    return source.getName();
  }

  @Override
  public SourceSection getSourceSection() {
    return source.createSection(0, source.getLength());
  }
}
