// SPDX-License-Identifier: Apache-2.0
package org.nnlang.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.Note;
import org.nnlang.source.Problem;

/**
 * Where sizes come from, asked only when two of them do not fit: an axis is followed back through
 * the graph to the op or the weight that gave it its size.
 */
public final class Origin {
  private Origin() {}

  /** What an input is bound to, where it knows who made it. */
  public interface Known {
    /** {@code linear(1, 64), made here}, and the instance it is a part of; as far as known. */
    List<Note> makers();
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
      Problem out = p;
      if (last.node.graph().binding(last.node) instanceof Known known) {
        String from = size + " comes from ";
        for (Note maker : known.makers()) {
          out = noted(out, new Note(from + maker.message(), maker.span(), maker.isMaker()));
          from = "";
        }
      }
      return out;
    }
    return noted(p, new Note(size + " comes from here", last.node.span()));
  }

  /**
   * The problem with notes on where two sizes were fixed that should be equal and are not.
   *
   * @param letters for each node one letter for each of its axes, as {@code einsum} takes them:
   *     equal letters for equal sizes, "..." for any axes, counted from the right, and "_" for one
   *     that may have any size; the last is that of all nodes that follow, too
   */
  public static Problem note(Problem p, String letters, List<Node> nodes) {
    String[] each = letters.split(",");
    Map<String, Axis> known = new HashMap<>();
    Axis[] differ = null;
    for (int k = 0; k < nodes.size(); k++) {
      Node node = nodes.get(k);
      List<String> names = names(each[Math.min(k, each.length - 1)].strip(), node.rank());
      for (int i = names.size() - 1; i >= 0; i--) {
        Axis here = new Axis(node, i);
        Axis other = names.get(i).equals("_") ? here : known.putIfAbsent(names.get(i), here);
        if (other == null || !here.size().cannotEqual(other.size())) {
          continue;
        }
        // an axis of size 1 may have been meant to broadcast
        boolean one = here.size().is(1) || other.size().is(1);
        if (differ == null || !one) {
          differ = new Axis[] {other, here};
        }
        if (!one) {
          return note(note(p, other.node, other.axis), node, i);
        }
        known.put(names.get(i), here.size().is(1) ? other : here);
      }
    }
    return differ == null
        ? p
        : note(note(p, differ[0].node, differ[0].axis), differ[1].node, differ[1].axis);
  }

  /** The letters one by one, those of "..." too; none where they are not for so many axes. */
  private static List<String> names(String letters, int rank) {
    int dots = letters.indexOf("...");
    int open = dots < 0 ? 0 : rank - (letters.length() - 3);
    if (open < 0 || dots < 0 && letters.length() != rank) {
      return List.of();
    }
    List<String> out = new ArrayList<>(List.of(letters.replace("...", "").split("")));
    out.remove("");
    for (int i = 0; i < open; i++) {
      out.add(dots, Integer.toString(i));
    }
    return out;
  }

  private static Problem noted(Problem p, Note note) {
    boolean said = p.notes().stream().anyMatch(n -> note.span().equals(n.span()));
    return note.span().isKnown() && !said ? p.note(note) : p;
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
  static @Nullable Axis broadcast(Node self, int axis) {
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
}
