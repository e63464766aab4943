// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.nodes.ControlFlowException;

/** The ways out of the middle of a loop or function. */
final class Jump {
  private Jump() {}

  static final class Break extends ControlFlowException {
    static final Break INSTANCE = new Break();
  }

  static final class Continue extends ControlFlowException {
    static final Continue INSTANCE = new Continue();
  }

  static final class Return extends ControlFlowException {
    private final transient Object value;

    Return(Object value) {
      this.value = value;
    }

    Object value() {
      return value;
    }
  }
}
