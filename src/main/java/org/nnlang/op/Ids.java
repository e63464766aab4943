// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.Arrays;
import java.util.List;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.tensor.DType;

/** Ints as they are, refused where one is not from 0 to {@code count - 1}. */
public record Ids(Kind kind, Dim count) implements Primitive {
  /** What the ints are, in messages. */
  public enum Kind {
    /** Rows of an embedding. */
    ID,
    /** Classes of a loss or of one-hot vectors. */
    CLASS
  }

  @Override
  public String name() {
    return "ids";
  }

  @Override
  public Type infer(List<Type> inputs) {
    if (inputs.get(0).dtype() != DType.INT) {
      throw Messages.dtype(name(), "ints", inputs.get(0));
    }
    return inputs.get(0);
  }

  @Override
  public List<Node> gradient(Node self, Node upstream) {
    return Arrays.asList((Node) null);
  }
}
