// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Engine;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Polls;
import org.nnlang.source.Problem;
import org.nnlang.tensor.TensorLike;

/**
 * Walking through what has items: what {@code for}, {@code map}, {@code list} and the like take.
 */
public final class Items {
  private Items() {}

  /**
   * The items one after another: of lists and ranges, of a tensor's first axis, the rows of a
   * dataset as lists of tensors, the names of a record, the characters of a string.
   *
   * @param engine may be null where it is no tensor, or one of numbers
   * @throws Problem {@code type} where there are none to walk through
   */
  public static Iterator<Object> of(@Nullable Engine engine, Object value) {
    return switch (value) {
      case List<?> list -> new Walk(list);
      case Range range -> new Counter(range);
      case HasItems items -> new Walk(items.items());
      case TensorLike t -> tensor(engine, t);
      case Dataset data -> LongStream.range(0, data.size()).<Object>mapToObj(data::row).iterator();
      case Record fields -> new ArrayList<Object>(fields.keySet()).iterator();
      case String text -> text.codePoints().<Object>mapToObj(Character::toString).iterator();
      default ->
          throw Problem.of(
                  ErrorCode.TYPE,
                  "this cannot be walked through, item by item: " + TypeNames.found(value))
              .hint(value instanceof Long n ? "for the numbers from 0 on write 0.." + n : null);
    };
  }

  /** All items in a new list. */
  public static List<Object> list(@Nullable Engine engine, Object value) {
    if (value instanceof Range r) {
      HeapGuard.forItems(r.size());
    }
    List<Object> out = new ArrayList<>();
    of(engine, value)
        .forEachRemaining(
            item -> {
              Polls.sometimes();
              out.add(item);
            });
    return out;
  }

  private static Iterator<Object> tensor(@Nullable Engine engine, TensorLike t) {
    int size = (int) Indexing.firstAxis(t, "has no axis to walk along");
    return IntStream.range(0, size).<Object>mapToObj(i -> Indexing.row(engine, t, i)).iterator();
  }

  /** Sees what is appended while it walks, as in Python, and never what it has passed. */
  private static final class Walk implements Iterator<Object> {
    private final List<?> list;
    private int next;

    Walk(List<?> list) {
      this.list = list;
    }

    @Override
    public boolean hasNext() {
      return next < list.size();
    }

    @Override
    public Object next() {
      return list.get(next++);
    }
  }

  private static final class Counter implements Iterator<Object> {
    private final long end;
    private long next;

    Counter(Range range) {
      next = range.from();
      end = range.to();
    }

    @Override
    public boolean hasNext() {
      return next < end;
    }

    @Override
    public Object next() {
      return next++;
    }
  }
}
