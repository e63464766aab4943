// SPDX-License-Identifier: Apache-2.0
package org.nnlang.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.tensor.TensorLike;

/** Makes graphs of functions, one within another where they call each other. */
final class Tracer {
  private @Nullable Trace current;
  private int sizes;

  /**
   * @param outermost what is traced from the start; null for nothing
   */
  Tracer(@Nullable Trace outermost) {
    current = outermost;
  }

  /** The innermost function being traced, or null. */
  @Nullable Trace current() {
    return current;
  }

  /**
   * What {@code body} gives while {@code own} is the innermost function being traced. What it
   * reads, the one around it reads.
   */
  <T> T within(Trace own, Supplier<T> body) {
    Trace outer = current;
    if (outer != null) {
      own.reads(outer.reads());
    }
    current = own;
    try {
      return body.get();
    } finally {
      current = outer;
    }
  }

  /** What is being traced does something that it would have to do at each call. */
  void unknown() {
    if (current != null) {
      current.reads().unknown();
    }
  }

  /** Traces a function on new inputs of these types. */
  Traced trace(Trace own, List<Type> types, Function<List<Node>, List<Node>> body) {
    List<Node> arguments = new ArrayList<>();
    for (Type t : types) {
      arguments.add(own.graph().input(t, new Object()));
    }
    List<Node> results = within(own, () -> List.copyOf(body.apply(arguments)));
    return new Traced(own, arguments, results);
  }

  /** The tensors as nodes of the trace. */
  static List<Node> lift(Trace into, List<? extends TensorLike> args) {
    List<Node> nodes = new ArrayList<>();
    for (TensorLike a : args) {
      nodes.add(into.lift(a));
    }
    return nodes;
  }

  /** A size that is not known, and no other one's; it is called {@code name} or much alike. */
  Dim newSize(String name) {
    sizes++;
    return Dim.named(sizes == 1 ? name : name + sizes);
  }
}
