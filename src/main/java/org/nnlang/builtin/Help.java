// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What help says, as plain text. */
public final class Help {
  /** Of a terminal nobody has measured. */
  public static final int USUAL_WIDTH = 80;

  private static final int GAP = 2;

  private final Builtins builtins;

  public Help(Builtins builtins) {
    this.builtins = builtins;
  }

  /** What a function or a word of the language does; ends in a line break. */
  public Optional<String> of(String name) {
    Builtin builtin = builtins.find(name);
    if (builtin != null) {
      String use = builtin.constant() == null ? wrapped(builtin.signature()) : name;
      return Optional.of(use + "\n\n" + builtin.doc().strip() + "\n");
    }
    return Optional.ofNullable(KeywordHelp.texts().get(name));
  }

  /** Broken between parameters where it is longer than a line. */
  private static String wrapped(String signature) {
    var out = new StringBuilder();
    int length = 0;
    for (String part : signature.split("(?<=, )(?=[\\p{L}_*])")) {
      if (length > 0 && length + part.stripTrailing().length() > USUAL_WIDTH) {
        out.setLength(out.length() - 1);
        out.append("\n    ");
        length = 4;
      }
      out.append(part);
      length += part.length();
    }
    return out.toString();
  }

  /** Whatever {@link #of} knows. */
  public SortedSet<String> names() {
    var names = new TreeSet<>(builtins.names());
    names.addAll(KeywordHelp.texts().keySet());
    return names;
  }

  /**
   * All there is by subject, in columns.
   *
   * @param width cells of a line
   */
  public String all(int width) {
    var out = new StringBuilder();
    for (Subject subject : Subject.values()) {
      List<String> names =
          builtins.names().stream().filter(name -> builtins.subject(name) == subject).toList();
      out.append(subject.title()).append(":\n").append(columns(names, width)).append('\n');
    }
    return out.append("Words of the language:\n")
        .append(columns(new TreeSet<>(KeywordHelp.texts().keySet()), width))
        .append("\n`help NAME` says more of one.\n")
        .toString();
  }

  /** Words one below the other, as many columns as there is room for. */
  public static String columns(Collection<String> words, int width) {
    List<String> all = new ArrayList<>(words);
    int widest = all.stream().mapToInt(String::length).max().orElse(0) + GAP;
    int columns = Math.max(1, (width - GAP) / widest);
    int rows = Math.ceilDiv(all.size(), columns);
    var out = new StringBuilder();
    for (int row = 0; row < rows; row++) {
      var line = new StringBuilder(" ".repeat(GAP));
      for (int i = row; i < all.size(); i += rows) {
        line.append(all.get(i)).append(" ".repeat(widest - all.get(i).length()));
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
    return out.toString();
  }
}
