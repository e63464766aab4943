// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;
import org.nnlang.value.Record;

/** JSON, a value a line. */
public final class Jsonl {
  /** Memory that the values of a line take, for each character of it, at most. */
  private static final int WEIGHT = 16;

  private static final int MEGA = (1 << 20) - 1;

  private Jsonl() {}

  /** A value and the line it stands in, from 1. */
  record Line(int number, Object value) {}

  /** Something done with each line. */
  @FunctionalInterface
  private interface Use {
    void line(int number, String text);
  }

  /**
   * The values of a file, empty lines left out.
   *
   * @throws Problem {@code file} with the line that is no JSON, {@code limit} where memory would
   *     not hold them
   */
  public static List<Object> read(Disk disk, String path) {
    List<Object> values = new ArrayList<>();
    long most = Runtime.getRuntime().maxMemory() / WEIGHT;
    long[] length = {0};
    forEach(
        disk,
        path,
        (number, text) -> {
          length[0] += text.length();
          if (length[0] > most) {
            throw Problem.of(
                    ErrorCode.LIMIT,
                    "the values of this file would take much of the memory: more than %d MiB of"
                            .formatted(most >> 20)
                        + " text")
                .hint("with `target:` it is read into tensors, which takes less");
          }
          values.add(value(text, number));
        });
    return values;
  }

  /**
   * Records as a table, whose columns are all the fields there are; or, where all but the target is
   * one field of arrays of numbers, those arrays and the target.
   *
   * @throws Problem {@code file} with the line that does not fit
   */
  public static TableData data(
      Memory memory,
      Disk disk,
      String path,
      String target,
      @Nullable Boolean classes,
      Table.Options options) {
    Fields fields = new Fields(options.skip(), disk.poll());
    forEach(disk, path, (number, text) -> fields.add(number, record(text, number)));
    return Disk.reading(path, () -> fields.data(memory, target, classes, options));
  }

  private static void forEach(Disk disk, String path, Use use) {
    disk.letters(
        path,
        letters -> {
          if (!lines(letters, use)) {
            throw noLines();
          }
          return true;
        });
  }

  static Problem noLines() {
    return Problem.of(ErrorCode.FILE, "this file has no lines");
  }

  private static boolean lines(Letters letters, Use use) throws IOException {
    StringBuilder line = new StringBuilder();
    boolean any = false;
    for (int number = 1; letters.peek() >= 0; number++) {
      String text = line(letters, line, number);
      if (!text.isBlank()) {
        use.line(number, text);
        any = true;
      }
    }
    return any;
  }

  /** The rest of the line. */
  static String line(Letters letters, StringBuilder line, int number) throws IOException {
    line.setLength(0);
    for (int c = letters.next(); c >= 0 && c != '\n'; c = letters.next()) {
      line.append((char) c);
      if ((line.length() & MEGA) == MEGA) {
        Heap.need(3L * line.length(), "line %d".formatted(number));
      }
    }
    return line.toString();
  }

  /** The object that a line is. */
  static Record record(String line, int number) {
    if (!(value(line, number) instanceof Record record)) {
      throw Problem.of(
          ErrorCode.FILE, "line %d: expected an object, found another value".formatted(number));
    }
    return record;
  }

  private static Object value(String line, int number) {
    try {
      return Json.parse(line);
    } catch (Problem p) {
      throw Problem.of(p.code(), "line %d: %s".formatted(number, p.getMessage()));
    }
  }
}
