// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;

/**
 * Copies ints that must be from 0 to {@code count - 1}; another one is a {@code Problem} that says
 * where it stands.
 *
 * @param shape of the ints, for the place of a wrong one
 */
public record CheckIds(Of of, long count, List<Long> shape) implements Kernel {
  /** What the ints are, in messages. */
  public enum Of {
    /** Rows of an embedding. */
    ID,
    /** Classes of a loss or of one-hot vectors. */
    CLASS
  }

  public CheckIds {
    shape = List.copyOf(shape);
  }

  @Override
  public void run(MemorySegment[] inputs, MemorySegment output, Run run) {
    MemorySegment ids = inputs[0];
    long size = ids.byteSize() / Long.BYTES;
    for (long i = 0; i < size; i++) {
      long id = ids.getAtIndex(ValueLayout.JAVA_LONG, i);
      if (id < 0 || id >= count) {
        throw outside(id, i);
      }
    }
    output.copyFrom(ids);
  }

  private Problem outside(long id, long place) {
    String at = shape.isEmpty() ? "" : ", at " + place(place);
    if (of == Of.CLASS) {
      return Problem.of(
              ErrorCode.INDEX, "there are " + count + " classes, and a target is class " + id + at)
          .hint("classes count from 0");
    }
    Problem p =
        Problem.of(
            ErrorCode.INDEX, "an id is outside an embedding of " + count + " rows: " + id + at);
    return id < 0
        ? p.hint("ids go from 0 to " + (count - 1) + ", and do not count from the end")
        : p.hint("ids go from 0 to " + (count - 1) + "; is the net of the tokenizer's size?");
  }

  /** The indices of element {@code i}: {@code [3, 12]}. */
  private String place(long i) {
    var out = new StringBuilder();
    long rest = i;
    for (int axis = shape.size() - 1; axis >= 0; axis--) {
      out.insert(0, rest % shape.get(axis)).insert(0, axis == 0 ? "[" : ", ");
      rest /= shape.get(axis);
    }
    return out.append(']').toString();
  }
}
