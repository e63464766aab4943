// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.net;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.nnlang.engine.Variable;
import org.nnlang.value.Module;

/** A net as a table: a line for each part, its weights' shapes and how many numbers they are. */
public final class SummaryText {
  private static final int WIDEST = 48;

  private final Set<Variable> counted = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<String[]> lines = new ArrayList<>();
  private final List<String> outer = new ArrayList<>();
  private long total;
  private long trained;

  private SummaryText() {}

  public static String of(Module net) {
    var text = new SummaryText();
    net.visit(text::add);
    return text.write();
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
        String note = v.isState() ? " (state)" : v.trainable() ? "" : " (frozen)";
        boolean first = counted.add(v);
        shapes.add(member + " " + v.type() + (first ? "" : " (shared)") + note);
        if (first && !v.isState()) {
          own += v.value().size();
          trained += v.trainable() ? v.value().size() : 0;
        }
      }
    }
    total += own;
    if (head.length() > WIDEST) {
      head = head.substring(0, WIDEST - 1) + "…";
    }
    lines.add(new String[] {head, String.join(", ", shapes), shapes.isEmpty() ? "" : number(own)});
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
    if (trained != total) {
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
