// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.Arrays;
import java.util.List;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;

/**
 * One number of each window along every axis after {@code [batch, channel]}, or the way back: those
 * that take part where the first input is largest have it, those that go back to the input's {@code
 * sizes} know these. The five are each other's gradients.
 */
public record Pool(Kind kind, PoolWindows windows, List<Dim> sizes) implements Primitive {
  /** Which of the five it is. */
  public enum Kind {
    /** The largest number of each window. */
    MAX,
    /** Input 1 where input 0 is largest. */
    MAX_TAKE,
    /** Zeros with input 1, a number a window, added where input 0 is largest. */
    MAX_ADD,
    /** The mean of each window. */
    MEAN,
    /** Zeros with a part of the input, a number a window, added to each number of the window. */
    MEAN_ADD
  }

  public Pool {
    sizes = List.copyOf(sizes);
  }

  static Node of(Kind kind, Node x, PoolWindows windows) {
    return x.apply(new Pool(kind, windows, WindowGeometry.sizes(x.type())));
  }

  @Override
  public String name() {
    return switch (kind) {
      case MAX -> "max_pool";
      case MAX_TAKE -> "max_pool_take";
      case MAX_ADD -> "max_pool_gradient";
      case MEAN -> "avg_pool";
      case MEAN_ADD -> "avg_pool_gradient";
    };
  }

  @Override
  public Type infer(List<Type> inputs) {
    Type x = inputs.get(0);
    if (!x.dtype().isFloat()) {
      throw Messages.dtype(name(), "floats", x);
    }
    if (x.rank() != sizes.size() + 2) {
      throw Messages.rank(name(), "[batch, channel" + ", size".repeat(sizes.size()) + "]", x);
    }
    Type large = WindowGeometry.planes(x, x.dim(0), x.dim(1), sizes);
    Type small = WindowGeometry.planes(x, x.dim(0), x.dim(1), windows.places(name(), large));
    check(x, kind == Kind.MEAN_ADD ? small : large);
    if (inputs.size() > 1) {
      check(inputs.get(1), kind == Kind.MAX_ADD ? small : large);
    }
    return kind == Kind.MAX_ADD || kind == Kind.MEAN_ADD ? large : small;
  }

  private static void check(Type found, Type wanted) {
    if (found.dtype() != wanted.dtype()) {
      throw Messages.differentTypes("a pooling", found, wanted);
    }
    if (!Shapes.mayEqual(found.dims(), wanted.dims())) {
      throw Messages.broadcast(found, wanted);
    }
  }

  @Override
  public List<Node> gradient(Node self, Node upstream) {
    Node x = self.input(0);
    return switch (kind) {
      case MAX -> List.of(x.apply(back(Kind.MAX_ADD), upstream));
      case MAX_TAKE -> Arrays.asList(null, x.apply(back(Kind.MAX_ADD), upstream));
      case MAX_ADD -> Arrays.asList(null, x.apply(back(Kind.MAX_TAKE), upstream));
      case MEAN -> List.of(upstream.apply(back(Kind.MEAN_ADD)));
      case MEAN_ADD -> List.of(upstream.apply(back(Kind.MEAN)));
    };
  }

  private Pool back(Kind other) {
    return new Pool(other, windows, sizes);
  }
}
