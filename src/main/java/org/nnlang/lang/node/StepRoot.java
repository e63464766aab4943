// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.FrameDescriptor;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.RootNode;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.api.source.SourceSection;
import org.nnlang.lang.NnLanguage;
import org.nnlang.source.Span;
import org.nnlang.value.None;

/**
 * Does nothing, and counts as a statement: what a function of the language does again and again, as
 * a step of training, is counted by hosts that count statements.
 */
public final class StepRoot extends RootNode implements Sections.HasSource {
  private final Source source =
      Source.newBuilder(NnLanguage.ID, " ", "<step>").internal(true).build();
  @Child private MarkNode mark = new MarkNode(Span.NONE);

  public StepRoot(NnLanguage language) {
    super(language, FrameDescriptor.newBuilder().build());
  }

  @Override
  public Object execute(VirtualFrame frame) {
    mark.executeVoid(frame);
    return None.NONE;
  }

  @Override
  public Source source() {
    return source;
  }

  @Override
  public SourceSection getSourceSection() {
    return source.createSection(0, 1);
  }
}
