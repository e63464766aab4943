// SPDX-License-Identifier: Apache-2.0
package org.nnlang.graph;

import java.util.ArrayList;
import java.util.List;
import org.nnlang.source.Note;
import org.nnlang.source.Problem;
import org.nnlang.source.Span;

/**
 * Where sizes come from, asked only when two of them do not fit: an axis is followed back through
 * the graph to the op or the weight that gave it its size.
 */
public final class Origin {
  private Origin() {}

  /** What an input is bound to, where it knows who made it. */
  public interface Known {
    /** {@code linear(1, 64)} and where it was made; null where that is not known. */
    Note maker();
  }

  /** An axis of a node. */
  public record Axis(Node node, int axis) {
    Dim size() {
      return node.type().dim(axis);
    }
  }

  /** The problem with a note on where the size of an axis was fixed, if that is known. */
  public static Problem note(Problem p, Node node, int axis) {
    Axis last = source(new Axis(node, axis));
    String size = last.size().toString();
    if (last.node.op() instanceof Input) {
      Note maker =
          last.node.graph().binding(last.node) instanceof Known known ? known.maker() : null;
      return maker == null ? p : noted(p, size + " comes from " + maker.message(), maker.span());
    }
    return noted(p, size + " comes from here", last.node.span());
  }

  /** The problem with notes on two axes whose sizes differ, where an op says which those are. */
  static Problem note(Problem p, Op op, List<Node> inputs) {
    if (!p.code().equals("shape") || !p.notes().isEmpty() || inputs.size() != 2) {
      return p;
    }
    int[] axes = op.conflict(inputs.get(0).type(), inputs.get(1).type());
    if (axes == null) {
      return p;
    }
    return note(note(p, inputs.get(0), axes[0]), inputs.get(1), axes[1]);
  }

  private static Problem noted(Problem p, String text, Span place) {
    boolean said = p.notes().stream().anyMatch(n -> place.equals(n.span()));
    return place.isKnown() && !said ? p.note(text, place) : p;
  }

  private static Axis source(Axis from) {
    Axis at = from;
    while (true) {
      Axis next = at.node.op().source(at.node, at.axis);
      if (next == null || !next.size().equals(at.size())) {
        return at;
      }
      at = next;
    }
  }

  /**
   * The axis of an input that has the size of this one, where all inputs broadcast to the result.
   */
  static Axis broadcast(Node self, int axis) {
    List<Axis> found = new ArrayList<>();
    for (Node input : self.inputs()) {
      int shift = self.rank() - input.rank();
      for (int i = 0; i < input.rank(); i++) {
        Dim d = input.type().dim(i);
        if (shift < 0 || !d.is(1) && !d.equals(self.type().dim(i + shift))) {
          return null;
        }
      }
      if (axis >= shift && input.type().dim(axis - shift).equals(self.type().dim(axis))) {
        found.add(new Axis(input, axis - shift));
      }
    }
    return found.isEmpty() ? null : found.getFirst();
  }

  /** Two axes, counted from the right alike, whose sizes differ and are not 1; or null. */
  static int[] misfit(Type a, Type b) {
    for (int i = 1; i <= Math.min(a.rank(), b.rank()); i++) {
      Dim x = a.dim(a.rank() - i);
      Dim y = b.dim(b.rank() - i);
      if (x.cannotEqual(y) && !x.is(1) && !y.is(1)) {
        return new int[] {a.rank() - i, b.rank() - i};
      }
    }
    return null;
  }
}
