// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.nnlang.lang.ScriptError;
import org.nnlang.source.Span;
import org.nnlang.value.Fields;

/** The value of {@code import "path"}: a record of what that file defines. */
public final class ImportNode extends ExpressionNode {
  private final String path;
  private final String from;

  /**
   * @param span of the path
   */
  public ImportNode(String path, String from, Span span) {
    super(span);
    this.path = path;
    this.from = from;
  }

  @Override
  public Object execute(VirtualFrame frame) {
    try {
      return new Fields(context().loader().importFile(path, from));
    } catch (ScriptError e) {
      e.note("imported here", span());
      throw e;
    } catch (RuntimeException e) {
      throw error(e);
    }
  }
}
