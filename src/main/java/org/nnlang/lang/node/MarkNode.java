// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.Frame;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.GenerateWrapper;
import com.oracle.truffle.api.instrumentation.InstrumentableNode;
import com.oracle.truffle.api.instrumentation.ProbeNode;
import com.oracle.truffle.api.instrumentation.StandardTags;
import com.oracle.truffle.api.instrumentation.Tag;
import com.oracle.truffle.api.interop.NodeLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.nodes.RootNode;
import com.oracle.truffle.api.source.SourceSection;
import org.jspecify.annotations.Nullable;
import org.nnlang.lang.LocalScope;
import org.nnlang.lang.NnContext;
import org.nnlang.source.Span;

/**
 * Runs before each statement and does nothing: the place where tools stop and hosts count. Apart
 * from the statement, because tools may only see values that are meant for hosts.
 */
@GenerateWrapper
@ExportLibrary(NodeLibrary.class)
public class MarkNode extends Node implements InstrumentableNode {
  private final Span span;

  public MarkNode(Span span) {
    this.span = span;
  }

  MarkNode(MarkNode other) {
    this.span = other.span;
  }

  public void executeVoid(@SuppressWarnings("unused") VirtualFrame frame) {}

  @Override
  public boolean isInstrumentable() {
    return true;
  }

  @Override
  public WrapperNode createWrapper(ProbeNode probe) {
    return new MarkNodeWrapper(this, this, probe);
  }

  /** A tool put itself before the statement: a call must not be answered without running it. */
  @Override
  protected void onReplace(Node newNode, CharSequence reason) {
    if (getRootNode() instanceof FunctionRoot function) {
      function.watch();
    }
  }

  /** The names that can be read here. */
  @ExportMessage
  final boolean hasScope(@Nullable Frame frame) {
    return frame != null;
  }

  @ExportMessage
  final Object getScope(@Nullable Frame frame, @SuppressWarnings("unused") boolean atEntry)
      throws UnsupportedMessageException {
    RootNode root = getRootNode();
    if (frame == null || root == null) {
      throw UnsupportedMessageException.create();
    }
    NnContext context = NnContext.get(null);
    return root instanceof FunctionRoot
        ? LocalScope.ofFunction(context, root.getName(), frame.materialize())
        : LocalScope.ofScript(context, root.getName());
  }

  @Override
  public boolean hasTag(Class<? extends Tag> tag) {
    return tag == StandardTags.StatementTag.class;
  }

  @Override
  public @Nullable SourceSection getSourceSection() {
    return Sections.of(this, span);
  }
}
