// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.net;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Variable;
import org.nnlang.tensor.Packed;
import org.nnlang.tensor.Packing;
import org.nnlang.value.Module;

/** A net as a table: a line for each part, its weights' shapes and how many numbers they are. */
public final class SummaryText {
  private static final int WIDEST = 48;

  private final Set<Variable> counted = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<String[]> lines = new ArrayList<>();
  private final List<String> outer = new ArrayList<>();
  private long total;
  private long trained;
  private long bytes;
  private @Nullable Packing packing;

  private SummaryText() {}

  public static String of(Module net) {
    var text = new SummaryText();
    net.visit(text::add);
    return text.write();
  }

  /** The same, with parts in a row that are alike, but for their weights, in one line. */
  public static String folded(Module net) {
    var text = new SummaryText();
    net.visit(text::add);
    text.fold();
    return text.write();
  }

  /**
   * Takes out what follows on a part of its own depth and has, part for part, the same kinds and
   * shapes.
   */
  private void fold() {
    for (int from = 0; from < lines.size(); from++) {
      int length = end(from) - from;
      int alike = 0;
      for (int next = from + length;
          next + length <= lines.size()
              && end(next) == next + length
              && isAlike(from, next, length);
          next += length) {
        alike++;
      }
      if (alike > 0) {
        String[] head = lines.get(from);
        String last = lines.get(from + alike * length)[0].strip();
        String name = last.substring(0, Math.max(0, last.indexOf(": ")));
        head[0] = head[0].replaceFirst(": ", " … " + Matcher.quoteReplacement(name) + ": ");
        lines.subList(from + length, from + (alike + 1) * length).clear();
      }
    }
  }

  private static int depth(String[] line) {
    return line[0].length() - line[0].stripLeading().length();
  }

  /** Behind the last line of what belongs to a part. */
  private int end(int from) {
    int end = from + 1;
    while (end < lines.size() && depth(lines.get(end)) > depth(lines.get(from))) {
      end++;
    }
    return end;
  }

  private boolean isAlike(int a, int b, int length) {
    for (int i = 0; i < length; i++) {
      String[] one = lines.get(a + i);
      String[] other = lines.get(b + i);
      boolean named = i > 0 || one[0].strip().matches("\\d+: .*");
      String first = i == 0 ? one[0].replaceFirst("\\d+: ", "") : one[0];
      String second = i == 0 ? other[0].replaceFirst("\\d+: ", "") : other[0];
      if (!named || !first.equals(second) || !one[1].equals(other[1])) {
        return false;
      }
    }
    return true;
  }

  private void add(String path, Module part) {
    while (!outer.isEmpty() && !path.startsWith(outer.getLast())) {
      outer.removeLast();
    }
    int depth = outer.size();
    String name = outer.isEmpty() ? path : path.substring(outer.getLast().length());
    outer.add(path.isEmpty() ? path : path + ".");
    String head = "  ".repeat(depth) + (name.isEmpty() ? "" : name + ": ") + part.describe();
    List<String> shapes = new ArrayList<>();
    long own = 0;
    for (String member : part.names()) {
      if (part.raw(member) instanceof Variable v) {
        boolean first = counted.add(v);
        shapes.add(member + " " + v.type() + (first ? "" : " (shared)") + note(v));
        if (first && !v.isState()) {
          own += v.type().size();
          trained += v.trainable() ? v.type().size() : 0;
          bytes += bytes(v);
          packing = v.packing() == null ? packing : v.packing();
        }
      }
    }
    total += own;
    if (head.length() > WIDEST) {
      head = head.substring(0, WIDEST - 1) + "…";
    }
    lines.add(new String[] {head, String.join(", ", shapes), shapes.isEmpty() ? "" : number(own)});
  }

  private static String note(Variable v) {
    if (v.isState()) {
      return " (state)";
    }
    String frozen = v.trainable() ? "" : " (frozen)";
    Packing packing = v.packing();
    return packing == null ? frozen : " (" + packing.word() + ")";
  }

  private static long bytes(Variable v) {
    Packed packed = v.packed();
    return packed == null ? v.type().size() * v.type().dtype().bytes() : packed.bytes();
  }

  private String write() {
    int[] width = new int[3];
    for (String[] line : lines) {
      for (int i = 0; i < 3; i++) {
        width[i] = Math.max(width[i], line[i].codePointCount(0, line[i].length()));
      }
    }
    var out = new StringBuilder();
    for (String[] line : lines) {
      String text =
          pad(line[0], width[0]) + "  " + pad(line[1], width[1]) + "  " + left(line[2], width[2]);
      out.append(text.stripTrailing()).append('\n');
    }
    out.append(number(total)).append(total == 1 ? " parameter" : " parameters");
    if (packing != null) {
      String size =
          bytes < 1e6
              ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
              : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
      out.append(" in ").append(size).append(", quantized to ").append(packing.word());
    } else if (trained != total) {
      out.append(", ").append(number(trained)).append(" of them trained");
    }
    return out.append('\n').toString();
  }

  private static String number(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  private static String pad(String s, int width) {
    return s + " ".repeat(width - s.codePointCount(0, s.length()));
  }

  private static String left(String s, int width) {
    return " ".repeat(width - s.length()) + s;
  }
}
