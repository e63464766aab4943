// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nnlang.value.None;
import org.nnlang.value.Record;

/** The lines of a JSONL file that stays where it is, an object each. */
final class JsonlFile implements RowFile {
  private final Disk disk;
  private final String path;
  private final long size;
  private final Set<String> skip;
  private final Set<String> fields = new HashSet<>();
  private final Set<String> cells = new LinkedHashSet<>();

  /** Where the input is an array. */
  private @Nullable String array;

  private Fields.@Nullable ArrayField first;

  private JsonlFile(Disk disk, String path, List<String> skip) {
    this.disk = disk;
    this.path = path;
    this.skip = Set.copyOf(skip);
    size = disk.size(path);
  }

  /** Reads all of it once, to know its fields. */
  static JsonlFile of(Disk disk, String path, String target, List<String> skip) {
    JsonlFile file = new JsonlFile(disk, path, skip);
    disk.letters(
        path,
        letters -> {
          file.look(letters, target);
          return true;
        });
    return file;
  }

  private void look(Letters letters, String target) throws IOException {
    Map<String, Fields.ArrayField> arrays = new LinkedHashMap<>();
    StringBuilder line = new StringBuilder();
    long rows = 0;
    for (int number = 1; letters.peek() >= 0; number++) {
      String text = Jsonl.line(letters, line, number);
      if (text.isBlank()) {
        continue;
      }
      int at = number;
      Jsonl.record(text, number)
          .forEach(
              (name, value) -> {
                fields.add(name);
                if (skip.contains(name)) {
                  return;
                }
                if (value instanceof List<?> list) {
                  Fields.ArrayField all =
                      arrays.computeIfAbsent(
                          name, n -> new Fields.ArrayField(Fields.shape(list), at));
                  all.clear();
                  all.add(at, name, list);
                } else {
                  cells.add(name);
                  Fields.cell(at, name, value);
                }
              });
      rows++;
    }
    if (rows == 0) {
      throw Jsonl.noLines();
    }
    Map<String, Integer> places = new LinkedHashMap<>();
    fields.forEach(name -> places.put(name, places.size()));
    Layout.at(places, target);
    if (!arrays.isEmpty()) {
      String name = arrays.keySet().iterator().next();
      Fields.ArrayField input = Objects.requireNonNull(arrays.get(name));
      if (arrays.size() > 1 || !cells.equals(Set.of(target))) {
        throw Fields.noCell(input.firstLine(), name, "an array");
      }
      if (input.rows() != rows) {
        throw Fields.noArray(name);
      }
      array = name;
      first = input;
    }
  }

  /** Those of cells; where an array is the input, a table still needs one, of zeros. */
  @Override
  public List<String> names() {
    List<String> names = new ArrayList<>(cells);
    if (array != null) {
      names.addFirst(array);
    }
    return names;
  }

  @Override
  public long start() {
    return 0;
  }

  @Override
  public long @Nullable [] shape() {
    return first == null ? null : first.shape().stream().mapToLong(Long::longValue).toArray();
  }

  @Override
  public <T> T read(long from, int piece, Use<T> use) {
    return disk.letters(path, from, size, piece, letters -> use.with(reader(letters)));
  }

  private Reader reader(Letters letters) {
    Fields.ArrayField own =
        first == null ? null : new Fields.ArrayField(first.shape(), first.firstLine());
    StringBuilder line = new StringBuilder();
    return new Reader() {
      private int number;

      @Override
      public @Nullable Row next() throws IOException {
        while (letters.peek() >= 0) {
          String text = Jsonl.line(letters, line, ++number);
          if (!text.isBlank()) {
            return row(Jsonl.record(text, number), number, own);
          }
        }
        return null;
      }

      @Override
      public long at() {
        return letters.at();
      }
    };
  }

  private Row row(Record record, int line, Fields.@Nullable ArrayField own) {
    List<String> found = new ArrayList<>();
    float[] numbers = null;
    if (own != null && record.get(array) instanceof List<?> list) {
      own.clear();
      own.add(line, Objects.requireNonNull(array), list);
      numbers = own.numbers();
      found.add("0");
    }
    for (String name : cells) {
      found.add(Fields.cell(line, name, record.getOrDefault(name, None.NONE)));
    }
    return new Row(line, found, numbers);
  }
}
