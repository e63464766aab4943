// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;

/** What a value is assigned to. */
public abstract class WriteNode extends Node {
  public abstract void write(VirtualFrame frame, Object value);
}
