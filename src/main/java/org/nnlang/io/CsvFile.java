// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Polls;
import org.nnlang.source.Problem;
import org.nnlang.value.Show;

/** The lines of a CSV file that stays where it is. */
final class CsvFile implements RowFile {
  private final Disk disk;
  private final String path;
  private final long size;
  private final Csv first;
  private final List<String> firstCells;
  private final List<String> names = new ArrayList<>();
  private final boolean named;
  private final Place start;

  private CsvFile(Disk disk, String path, long size, Csv first, Head head, boolean named) {
    this.disk = disk;
    this.path = path;
    this.size = size;
    this.first = first;
    this.named = named;
    firstCells = head.cells;
    start = named ? head.after : head.before;
    for (int i = 0; i < firstCells.size(); i++) {
      Polls.sometimes();
      boolean own = named && !firstCells.get(i).isEmpty();
      names.add(own ? firstCells.get(i) : "column" + (i + 1));
    }
  }

  /** The first line, where it begins, and where the next one does. */
  private record Head(List<String> cells, Place before, Place after) {}

  private record Place(long at, int line) {
    static Place of(Csv csv) {
      return new Place(csv.at(), csv.line());
    }
  }

  /**
   * Looks at the first lines.
   *
   * @param named whether the first line names the columns
   */
  static CsvFile of(Disk disk, String path, Table.Options options, boolean named) {
    long size = disk.size(path);
    return disk.letters(
        path,
        letters -> {
          Csv csv =
              Csv.of(letters, options.separator(), options.style().decimal(), options.skipRows());
          Place before = Place.of(csv);
          Csv.Line first = csv.next();
          if (first == null) {
            throw Csv.noLines();
          }
          Head head = new Head(first.cells(), before, Place.of(csv));
          Csv.Line second = csv.next();
          if (second != null && !Boolean.FALSE.equals(options.header())) {
            Csv.refuseCounts(first.cells(), second.cells().size());
          }
          return new CsvFile(disk, path, size, csv, head, named);
        });
  }

  /** That the line which names the columns is the only one. */
  static Problem noRows(List<String> names) {
    return Problem.of(
            ErrorCode.FILE,
            "this table has one line, which names its columns, and no rows: " + Show.names(names))
        .hint("`header: false` takes the line for a row");
  }

  /** The cells of the first line, whether they name columns or not. */
  List<String> firstCells() {
    return firstCells;
  }

  /** The last of the first columns whose name is made up where others have one; null without. */
  @Nullable String unnamed(int width) {
    for (int i = width - 1; named && i >= 0; i--) {
      if (firstCells.get(i).isEmpty()) {
        return names.get(i);
      }
    }
    return null;
  }

  /** Whether a last column without anything in it is one that a separator at each end makes. */
  boolean mayEndInSeparator() {
    return names.size() > 1 && (!named || firstCells.getLast().isEmpty());
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public long start() {
    return start.at;
  }

  @Override
  public long @Nullable [] shape() {
    return null;
  }

  @Override
  public <T> T read(long from, int piece, Use<T> use) {
    return disk.letters(path, from, size, piece, letters -> use.with(reader(letters)));
  }

  private Reader reader(Letters letters) {
    Csv csv = first.from(letters, start.line);
    return new Reader() {
      @Override
      public @Nullable Row next() throws IOException {
        Csv.Line line = csv.next();
        return line == null ? null : new Row(line.number(), line.cells(), null);
      }

      @Override
      public long at() {
        return csv.at();
      }
    };
  }
}
