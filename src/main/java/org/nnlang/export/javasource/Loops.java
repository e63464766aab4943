// SPDX-License-Identifier: Apache-2.0
package org.nnlang.export.javasource;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.op.Cast;
import org.nnlang.op.Compare;
import org.nnlang.op.CompareScalar;
import org.nnlang.op.Expand;
import org.nnlang.op.Fill;
import org.nnlang.op.IsNan;
import org.nnlang.op.Not;
import org.nnlang.op.Pairwise;
import org.nnlang.op.Pointwise;
import org.nnlang.op.Where;

/** Work element by element, of as many nodes as go over the same elements, as one loop. */
final class Loops {
  private final JavaText text;
  private final Node root;
  private final Predicate<Node> inside;
  private final Map<Node, String> leaves = new LinkedHashMap<>();
  private final List<Dim> dims;
  private int split = -1;
  private boolean flat = true;

  /**
   * @param root what the loop makes
   * @param inside whether a node is made for the loop alone
   */
  Loops(JavaText text, Node root, Predicate<Node> inside) {
    this.text = text;
    this.root = root;
    this.inside = inside;
    dims = root.type().dims();
    collect(root);
    choose();
  }

  /** Whether a node is work element by element. */
  static boolean goes(Node n) {
    return switch (n.op()) {
      case Pointwise p -> true;
      case Pairwise p -> true;
      case Compare c -> true;
      case CompareScalar c -> true;
      case Cast c -> true;
      case Where w -> true;
      case Not o -> true;
      case IsNan o -> true;
      default -> false;
    };
  }

  /** Whether {@code n} becomes a part of the loop of {@code whole}, which alone uses it. */
  static boolean joins(Node n, Node whole) {
    return goes(n) && n.type().dims().equals(whole.type().dims());
  }

  /** What the loop reads. */
  List<Node> reads() {
    return List.copyOf(leaves.keySet());
  }

  private void collect(Node n) {
    for (Node in : n.inputs()) {
      Node from = seen(in);
      if (from.op() instanceof Fill) {
        continue;
      }
      if (from == in && inside.test(in) && joins(in, root)) {
        collect(in);
      } else {
        leaves.computeIfAbsent(
            from,
            x ->
                "abcdefghjklmnopqrstuvwxyz".charAt(leaves.size() % 25)
                    + (leaves.size() < 25 ? "" : Integer.toString(leaves.size() / 25)));
      }
    }
  }

  /** What an expanded tensor was expanded from. */
  private Node seen(Node n) {
    return n.op() instanceof Expand && n.rank() <= dims.size() ? seen(n.input(0)) : n;
  }

  // ---- how the leaves lie

  private void choose() {
    flat = leaves.keySet().stream().allMatch(n -> isFull(n) || isOne(n));
    if (flat) {
      return;
    }
    for (int s = dims.size() - 1; s > 0 && split < 0; s--) {
      int at = s;
      if (leaves.keySet().stream()
          .allMatch(n -> isFull(n) || isOne(n) || isInner(n, at) || isOuter(n, at))) {
        split = at;
      }
    }
  }

  private boolean isFull(Node n) {
    return n.type().dims().equals(dims);
  }

  private static boolean isOne(Node n) {
    return n.type().dims().stream().allMatch(d -> d.is(1));
  }

  private Dim aligned(Node n, int axis) {
    int own = axis - (dims.size() - n.rank());
    return own < 0 ? Dim.of(1) : n.type().dim(own);
  }

  private boolean isInner(Node n, int at) {
    for (int i = 0; i < dims.size(); i++) {
      if (!(i < at ? aligned(n, i).is(1) : aligned(n, i).equals(dims.get(i)))) {
        return false;
      }
    }
    return true;
  }

  private boolean isOuter(Node n, int at) {
    for (int i = 0; i < dims.size(); i++) {
      if (!(i < at ? aligned(n, i).equals(dims.get(i)) : aligned(n, i).is(1))) {
        return false;
      }
    }
    return true;
  }

  private String element(Node n) {
    String name = leaves.get(n);
    if (isOne(n)) {
      return name + "[0]";
    }
    if (flat || isFull(n)) {
      return name + "[i]";
    }
    if (split > 0) {
      return name + (isInner(n, split) ? "[column]" : "[row]");
    }
    // each axis by itself
    Dim stride = Dim.of(1);
    Dim inner = Dim.of(1);
    List<String> parts = new ArrayList<>();
    for (int axis = dims.size() - 1; axis >= 0; axis--) {
      if (!aligned(n, axis).is(1)) {
        String place = inner.is(1) ? "i" : "i / (" + text.of(inner) + ")";
        String within = axis == 0 ? place : place + " % (" + text.of(dims.get(axis)) + ")";
        parts.add(stride.is(1) ? within : "(" + within + ") * (" + text.of(stride) + ")");
      }
      stride = stride.times(aligned(n, axis));
      inner = inner.times(dims.get(axis));
    }
    return name + "[" + String.join(" + ", parts.reversed()) + "]";
  }

  // ---- text

  /** The loop, as lines of a method that has its leaves and sizes as parameters. */
  String lines() {
    String made = JavaText.type(root.dtype());
    String value = expression(root);
    String count = text.product(dims);
    var out = new StringBuilder();
    out.append("    ").append(made).append("[] out = new ").append(made).append("[");
    out.append(count).append("];\n");
    if (split > 0) {
      String rows = text.product(dims.subList(0, split));
      String columns = text.product(dims.subList(split, dims.size()));
      out.append("    for (int row = 0; row < " + rows + "; row++) {\n");
      out.append("      int start = row * (" + columns + ");\n");
      out.append("      for (int column = 0; column < " + columns + "; column++) {\n");
      String own = value.replace("[i]", "[start + column]");
      out.append("        out[start + column] = " + own + ";\n      }\n    }\n");
    } else {
      out.append("    for (int i = 0; i < out.length; i++) {\n");
      out.append("      out[i] = " + value + ";\n    }\n");
    }
    return out.append("    return out;\n").toString();
  }

  /** Parameters of the method for the leaves. */
  List<String> parameters() {
    return leaves.entrySet().stream()
        .map(e -> JavaText.type(e.getKey().dtype()) + "[] " + e.getValue())
        .toList();
  }

  private String expression(Node n) {
    List<String> in = new ArrayList<>();
    for (Node each : n.inputs()) {
      Node from = seen(each);
      if (from.op() instanceof Fill f) {
        in.add(JavaText.literal(f.type().dtype(), f.value()));
      } else if (leaves.containsKey(from)) {
        in.add(element(from));
      } else {
        in.add(expression(each));
      }
    }
    Type first = n.input(0).type();
    return Expressions.of(n, first.dtype(), in);
  }
}
