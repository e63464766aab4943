// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.stream.Collectors;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Origin;
import org.nnlang.graph.Type;

/**
 * Axes split, moved and joined by a pattern as einops has it: {@code "b t (h d) -> b h t d"}. Names
 * stand for axes, brackets for axes that are one in memory, {@code 1} for an axis of size 1, {@code
 * ...} for any axes.
 */
public final class Rearrange {
  private static final String REST = "...";
  private static final String SPACE = " \t\n\u000b\f\r";

  private final String pattern;
  private final Map<String, Dim> sizes = new HashMap<>();
  private int rest;

  private Rearrange(String pattern) {
    this.pattern = pattern;
  }

  /**
   * @param sizes sizes of names that the shape of {@code x} does not tell
   */
  public static Node rearrange(Node x, String pattern, Map<String, Dim> sizes) {
    return new Rearrange(pattern).apply(x, sizes);
  }

  private Node apply(Node x, Map<String, Dim> given) {
    String[] sides = pattern.split("->", -1);
    if (sides.length != 2) {
      throw Messages.pattern(pattern, "a pattern has one \"->\" between two lists of axes");
    }
    List<List<String>> from = groups(sides[0]);
    List<List<String>> to = groups(sides[1]);
    for (String name : given.keySet()) {
      if (!names(from).contains(name)) {
        throw Messages.pattern(pattern, "a size is given for \"" + name + "\", which is not in");
      }
    }
    sizes.putAll(given);
    List<String> left = bind(from, x);
    List<String> right = spread(to);
    checkNames(left, right);
    Node split = Ops.reshape(x, left.stream().map(sizes::get).toList());
    Node moved = Ops.permute(split, right.stream().map(left::indexOf).toList());
    return Ops.reshape(moved, joined(to));
  }

  /** Gives every name of the left side a size; the names in order. */
  private List<String> bind(List<List<String>> from, Node x) {
    Type type = x.type();
    boolean open = from.stream().anyMatch(g -> g.contains(REST));
    rest = type.rank() - (from.size() - (open ? 1 : 0));
    if (rest < 0 || !open && rest != 0) {
      throw Messages.patternRank(pattern, from.size() - (open ? 1 : 0), type);
    }
    List<String> out = new ArrayList<>();
    int axis = 0;
    for (List<String> group : from) {
      if (group.contains(REST)) {
        if (group.size() > 1) {
          throw Messages.pattern(pattern, "... cannot be within brackets on the left");
        }
        for (int i = 0; i < rest; i++) {
          sizes.put(REST + i, type.dim(axis++));
          out.add(REST + i);
        }
      } else {
        bindGroup(group, x, axis++);
        out.addAll(group);
      }
    }
    return out;
  }

  private void bindGroup(List<String> group, Node x, int axis) {
    Dim size = x.type().dim(axis);
    Dim known = Dim.of(1);
    String open = null;
    for (String name : group) {
      if (sizes.get(name) != null) {
        known = known.times(sizes.get(name));
      } else if (open == null) {
        open = name;
      } else {
        throw Messages.pattern(
            pattern, "give the size of \"" + open + "\" or of \"" + name + "\" by name");
      }
    }
    boolean fits = open == null ? !size.cannotEqual(known) : !size.cannotBeDividedBy(known);
    if (!fits) {
      String given =
          group.stream()
              .filter(sizes::containsKey)
              .map(name -> name + " = " + sizes.get(name))
              .collect(Collectors.joining(", "));
      String what = given.isEmpty() ? "size " + known : given;
      List<Dim> parts = group.stream().filter(sizes::containsKey).map(sizes::get).toList();
      throw Origin.note(
          Messages.patternSize(pattern, String.join(" ", group), what, parts, size, x.type()),
          x,
          axis);
    }
    if (open != null) {
      sizes.put(open, size.floorDiv(known));
    }
  }

  /** The names of a side, those of "..." one by one. */
  private List<String> spread(List<List<String>> side) {
    List<String> out = new ArrayList<>();
    for (String name : names(side)) {
      if (!name.equals(REST)) {
        out.add(name);
        continue;
      }
      for (int i = 0; i < rest; i++) {
        out.add(REST + i);
      }
    }
    return out;
  }

  private List<Dim> joined(List<List<String>> to) {
    List<Dim> out = new ArrayList<>();
    for (List<String> group : to) {
      if (group.equals(List.of(REST))) {
        for (int i = 0; i < rest; i++) {
          out.add(sizes.get(REST + i));
        }
      } else {
        List<String> names = spread(List.of(group));
        out.add(Type.product(names.stream().map(sizes::get).toList()));
      }
    }
    return out;
  }

  private void checkNames(List<String> left, List<String> right) {
    for (List<String> side : List.of(left, right)) {
      if (new HashSet<>(side).size() != side.size()) {
        throw Messages.pattern(pattern, "a name stands twice on one side");
      }
    }
    for (String name : left) {
      if (!right.contains(name)) {
        throw Messages.pattern(pattern, "\"" + name + "\" is missing on the right");
      }
    }
    for (String name : right) {
      if (!left.contains(name)) {
        throw Messages.pattern(pattern, "\"" + name + "\" is missing on the left");
      }
    }
  }

  private static List<String> names(List<List<String>> side) {
    List<String> out = new ArrayList<>();
    side.forEach(out::addAll);
    return out;
  }

  /** One list of names for each axis; an axis of size 1 has none. */
  private List<List<String>> groups(String side) {
    List<List<String>> out = new ArrayList<>();
    List<String> open = null;
    String spaced = side.replace("(", " ( ").replace(")", " ) ").replace(REST, " " + REST + " ");
    var words = new StringTokenizer(spaced, SPACE);
    while (words.hasMoreTokens()) {
      String word = words.nextToken();
      switch (word) {
        case "(" -> {
          if (open != null) {
            throw Messages.pattern(pattern, "brackets cannot be within brackets");
          }
          open = new ArrayList<>();
          out.add(open);
        }
        case ")" -> {
          if (open == null) {
            throw Messages.pattern(pattern, "a bracket is closed that was not opened");
          }
          open = null;
        }
        case "1" -> {
          if (open == null) {
            out.add(List.of());
          }
        }
        default -> {
          if (!word.equals(REST) && !isName(word)) {
            throw Messages.pattern(pattern, "\"" + word + "\" is no name of an axis");
          }
          if (open == null) {
            out.add(List.of(word));
          } else {
            open.add(word);
          }
        }
      }
    }
    if (open != null) {
      throw Messages.pattern(pattern, "a bracket is not closed");
    }
    return out;
  }

  /**
   * Letters, digits and `_`, of which a digit is not the first; a regular expression takes long.
   */
  private static boolean isName(String word) {
    for (int i = 0; i < word.length(); ) {
      int c = word.codePointAt(i);
      boolean digit = c >= '0' && c <= '9';
      if (digit ? i == 0 : c != '_' && !Character.isLetter(c)) {
        return false;
      }
      i += Character.charCount(c);
    }
    return true;
  }
}
