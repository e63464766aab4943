// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Origin;
import org.nnlang.graph.Type;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;

/** Sums of products by the letters of axes, as NumPy has it: {@code "bij,bjk->bik"}. */
public final class Einsum {
  /** Letters of axes under "...", which no script can write. */
  private static final char REST = '\uE000';

  private final String pattern;
  private final List<Node> tensors;
  private @Nullable String output;

  private Einsum(String pattern, List<Node> tensors) {
    this.pattern = pattern;
    this.tensors = tensors;
  }

  /** A tensor and the letter of each of its axes. */
  private record Term(Node node, String axes) {}

  public static Node einsum(String pattern, List<Node> tensors) {
    return new Einsum(pattern, tensors).apply();
  }

  private Node apply() {
    String text = pattern.replaceAll("\\s", "");
    String[] sides = text.split("->", -1);
    if (sides.length > 2) {
      throw Messages.pattern(pattern, "a pattern has one \"->\" at most");
    }
    String[] lefts = sides[0].split(",", -1);
    if (lefts.length != tensors.size() || tensors.isEmpty()) {
      throw Messages.pattern(
          pattern, "the pattern is for " + lefts.length + " tensors, found " + tensors.size());
    }
    Map<Character, Dim> sizes = new HashMap<>();
    List<Term> terms = new ArrayList<>();
    int rest = 0;
    for (int i = 0; i < lefts.length; i++) {
      Node x = Types.number(tensors.get(i));
      String axes = letters(lefts[i], x.rank());
      rest = Math.max(rest, (int) axes.chars().filter(c -> c >= REST).count());
      terms.add(diagonal(new Term(x, axes), sizes));
    }
    output = sides.length == 2 ? right(sides[1], rest) : implied(terms);
    for (char c : output.toCharArray()) {
      if (!sizes.containsKey(c) || output.indexOf(c) != output.lastIndexOf(c)) {
        throw Messages.pattern(pattern, "each axis on the right is one of the left, once");
      }
    }
    Term out = terms.get(0);
    for (int i = 1; i < terms.size(); i++) {
      out = product(out, terms.get(i), terms.subList(i + 1, terms.size()));
    }
    return ordered(summed(out, output), output).node;
  }

  private String letters(String side, int rank) {
    String axes = side;
    int dots = side.indexOf("...");
    if (dots >= 0) {
      int n = rank - (side.length() - 3);
      axes = side.substring(0, dots) + rest(Math.max(n, 0)) + side.substring(dots + 3);
    }
    if (axes.length() != rank || !axes.chars().allMatch(c -> Character.isLetter(c) || c >= REST)) {
      throw Messages.pattern(
          pattern, "\"" + side + "\" does not name the axes of a tensor of rank " + rank + " in");
    }
    return axes;
  }

  /** The letters of so many axes under "...", counted from the right. */
  private static String rest(int n) {
    StringBuilder s = new StringBuilder();
    for (int i = n - 1; i >= 0; i--) {
      s.append((char) (REST + i));
    }
    return s.toString();
  }

  private String right(String side, int rest) {
    return side.replace("...", rest(rest));
  }

  /** Without "->": the letters that occur once, in their order. */
  private static String implied(List<Term> terms) {
    TreeMap<Character, Integer> count = new TreeMap<>();
    for (Term t : terms) {
      t.axes.chars().forEach(c -> count.merge((char) c, 1, Integer::sum));
    }
    StringBuilder rest = new StringBuilder();
    StringBuilder s = new StringBuilder();
    count.forEach(
        (c, n) -> {
          if (c >= REST) {
            rest.insert(0, c);
          } else if (n == 1) {
            s.append(c);
          }
        });
    return rest.append(s).toString();
  }

  /** A letter that stands twice takes the diagonal of its axes. */
  private Term diagonal(Term t, Map<Character, Dim> sizes) {
    for (int i = 0; i < t.axes.length(); i++) {
      char c = t.axes.charAt(i);
      Dim size = t.node.type().dim(i);
      Dim old = sizes.get(c);
      if (old != null && c < REST && Shapes.same(old, size) == null) {
        Problem p = Messages.letter(pattern, c, old, size);
        throw Origin.note(p, pattern.replaceAll("->.*|\\s", ""), tensors);
      }
      sizes.put(c, old == null || old.is(1) ? size : old);
    }
    for (int i = 0; i < t.axes.length(); i++) {
      int k = t.axes.indexOf(t.axes.charAt(i), i + 1);
      if (k > 0) {
        Type type = t.node.type().with(DType.INT);
        Node row = Ops.iota(t.node.graph(), type, i, 0, 1);
        Node column = Ops.iota(t.node.graph(), type, k, 0, 1);
        Node on = Conditions.where(Conditions.eq(row, column), t.node, 0);
        String axes = t.axes.substring(0, k) + t.axes.substring(k + 1);
        return diagonal(new Term(Ops.sum(on, List.of(k), false), axes), sizes);
      }
    }
    return t;
  }

  /** Summed over every axis that is not among {@code needed}. */
  private static Term summed(Term t, String needed) {
    List<Integer> gone = new ArrayList<>();
    StringBuilder axes = new StringBuilder();
    for (int i = 0; i < t.axes.length(); i++) {
      if (needed.indexOf(t.axes.charAt(i)) < 0) {
        gone.add(i);
      } else {
        axes.append(t.axes.charAt(i));
      }
    }
    return gone.isEmpty() ? t : new Term(Ops.sum(t.node, gone, false), axes.toString());
  }

  private static Term ordered(Term t, String axes) {
    List<Integer> order = new ArrayList<>();
    axes.chars().forEach(c -> order.add(t.axes.indexOf(c)));
    return new Term(Ops.permute(t.node, order), axes);
  }

  /**
   * One product of matrices: axes of both stay in front or are summed, the others are rows,
   * columns.
   */
  private Term product(Term x, Term y, List<Term> later) {
    StringBuilder needed = new StringBuilder(output);
    later.forEach(t -> needed.append(t.axes));
    Term a = summed(x, needed + y.axes);
    Term b = summed(y, needed + x.axes);
    String batch = "";
    String inner = "";
    String rows = "";
    for (char c : a.axes.toCharArray()) {
      if (b.axes.indexOf(c) < 0) {
        rows += c;
      } else if (needed.indexOf("" + c) >= 0) {
        batch += c;
      } else {
        inner += c;
      }
    }
    String columns = b.axes.replaceAll("[" + batch + inner + "\\x00]", "");
    Node left = grouped(a, batch, rows, inner);
    Node right = grouped(b, batch, inner, columns);
    Node product = Ops.matmul(left, right);
    List<Dim> dims = new ArrayList<>(product.type().dims().subList(0, batch.length()));
    dims.addAll(sizes(a, rows));
    dims.addAll(sizes(b, columns));
    return new Term(Ops.reshape(product, dims), batch + rows + columns);
  }

  private static Node grouped(Term t, String batch, String first, String second) {
    Node x = ordered(t, batch + first + second).node;
    List<Dim> dims = new ArrayList<>(sizes(t, batch));
    dims.add(Type.product(sizes(t, first)));
    dims.add(Type.product(sizes(t, second)));
    return Ops.reshape(x, dims);
  }

  private static List<Dim> sizes(Term t, String axes) {
    return axes.chars().mapToObj(c -> t.node.type().dim(t.axes.indexOf(c))).toList();
  }
}
