// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.source.Suggest;
import org.nnlang.value.Show;

/**
 * What the columns of a table become, so that another table, as that of a test, becomes the same.
 *
 * @param targets the names of the columns to be predicted
 * @param classes the names of the target's classes; empty where targets are numbers
 */
public record Layout(List<Input> inputs, List<String> targets, List<String> classes) {
  /** More different words than these are no kinds of things where half of them come once. */
  private static final int MANY_WORDS = 50;

  /**
   * A column of the input.
   *
   * @param words a column of 0 and 1 for each; null where it is one of numbers
   * @param mean what stands for a number that is missing
   */
  record Input(String name, @Nullable List<String> words, double mean) {
    int width() {
      return words == null ? 1 : words.size();
    }
  }

  /**
   * All columns but the targets are inputs: numbers, {@code true} and {@code false} as they are,
   * words as one column of zeros and ones for each.
   *
   * @param unnamed a column whose name is made up; null without
   * @param classes whether the target names classes; null where words do, and numbers that are 0,
   *     1, … without a gap
   * @throws Problem {@code value} where there is no such column or no other
   */
  static Layout of(
      List<? extends ColumnKind> columns,
      @Nullable String unnamed,
      List<String> targets,
      @Nullable Boolean classes) {
    Map<String, Integer> places = new HashMap<>();
    columns.forEach(c -> places.put(c.name(), places.size()));
    targets.forEach(target -> at(places, target));
    if (unnamed != null
        && !targets.contains(unnamed)
        && columns.get(at(places, unnamed)).tally().isIndex()) {
      throw Problem.of(
              ErrorCode.VALUE,
              "a column without a name counts the rows, as pandas' index does, and says nothing of"
                  + " the target")
          .hint("`skip: [%s]` leaves it out".formatted(Show.quoted(unnamed)));
    }
    List<Input> inputs = new ArrayList<>();
    for (ColumnKind c : columns) {
      if (!targets.contains(c.name())) {
        inputs.add(input(c));
      }
    }
    if (inputs.isEmpty()) {
      throw Problem.of(ErrorCode.VALUE, "this table has no column but the target");
    }
    ColumnKind y = columns.get(at(places, targets.getFirst()));
    boolean one = targets.size() == 1;
    boolean isClass = classes != null ? classes : one && (!y.isNumeric() || y.countsClasses());
    if (isClass && !one) {
      throw Problem.of(
          ErrorCode.VALUE, "classes have one column as their target, found " + targets.size());
    }
    List<String> words = List.of();
    if (isClass) {
      words = y.countsClasses() ? upTo((int) y.tally().max() + 1) : y.words();
    } else {
      targets.forEach(target -> mustBeNumeric(columns.get(at(places, target))));
    }
    return new Layout(inputs, targets, words);
  }

  private static Input input(ColumnKind c) {
    if (c.isNumeric() || c.tally().isFlags()) {
      return new Input(c.name(), null, c.tally().mean());
    }
    List<String> words = c.words();
    if (words.size() > MANY_WORDS && words.size() > c.tally().size() / 2) {
      throw Problem.of(
              ErrorCode.VALUE,
              "column %s has %d different words, of which each would become an input"
                  .formatted(Show.quoted(c.name()), words.size()))
          .hint("`skip: [" + Show.quoted(c.name()) + "]` leaves it out");
    }
    return new Input(c.name(), words, 0);
  }

  private static void mustBeNumeric(ColumnKind y) {
    if (!y.isNumeric()) {
      throw Problem.of(ErrorCode.VALUE, "the target is words, so it names classes: " + y.name());
    }
  }

  private static List<String> upTo(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }

  /** The place of a column; a problem where there is none of that name. */
  static int at(Map<String, Integer> places, String name) {
    Integer at = places.get(name);
    if (at == null) {
      throw Problem.of(ErrorCode.VALUE, "this table has no column " + Show.quoted(name))
          .hint(
              Suggest.nearest(name, places.keySet())
                  .map(near -> "did you mean " + Show.quoted(near) + "?")
                  .orElse("it has " + Show.names(places.keySet())));
    }
    return at;
  }

  /** A name for each input. */
  List<String> columns() {
    List<String> names = new ArrayList<>();
    for (Input input : inputs) {
      if (input.words == null) {
        names.add(input.name);
      } else {
        input.words.forEach(word -> names.add(input.name + "=" + word));
      }
    }
    return names;
  }

  /** Whether classes are 0, 1, … */
  boolean counts() {
    return classes.equals(upTo(classes.size()));
  }

  /**
   * The columns whose integers have more digits than a float of 32 bits, so that different ones
   * become equal; other than classes.
   */
  List<String> blurred(List<? extends ColumnKind> columns) {
    return columns.stream()
        .filter(c -> classes.isEmpty() || !targets.contains(c.name()))
        .filter(ColumnKind::isBlurred)
        .map(ColumnKind::name)
        .toList();
  }
}
