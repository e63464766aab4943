// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.nnlang.lang.ScriptError;
import org.nnlang.source.Span;
import org.nnlang.value.Record;

/** The value of {@code import "path"}: a record of what that file defines. */
public final class ImportNode extends ExpressionNode {
  private final String path;
  private final String from;
  private final String name;

  /**
   * @param path as written
   * @param from the path of the file the import stands in, or null
   * @param name of the imported file, for messages
   * @param span of the path
   */
  public ImportNode(String path, String from, String name, Span span) {
    super(span);
    this.path = path;
    this.from = from;
    this.name = name;
  }

  @Override
  public Object execute(VirtualFrame frame) {
    try {
      return new Record(context().loader().importFile(path, from, name));
    } catch (ScriptError e) {
      e.note("imported here", span());
      throw e;
    } catch (RuntimeException e) {
      throw error(e);
    }
  }
}
