// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Undecided;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.source.Suggest;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;

/**
 * {@code base[subscripts]} for any values. Indices count from 0, negative ones from the end; a
 * range takes a part, and must lie within; a list takes several.
 */
public final class Indexing {
  /** The subscript {@code :}. */
  public enum All {
    ALL
  }

  /** The subscript {@code ...}. */
  public enum Rest {
    REST
  }

  /**
   * A range of which one end is open, an integer or a {@link Size} each.
   *
   * @param from null where the beginning is open
   * @param to null where the end is
   */
  public record Open(@Nullable Object from, @Nullable Object to) {}

  private Indexing() {}

  /**
   * The subscript {@code from..} or {@code ..to}.
   *
   * @throws Problem {@code type} where the end is no integer
   */
  public static Open open(@Nullable Object from, @Nullable Object to) {
    Object end = from == null ? to : from;
    if (!(end instanceof Long || end instanceof Size)) {
      throw Problem.of(
          ErrorCode.TYPE,
          "the end of a range is an integer, found "
              + TypeNames.found(Objects.requireNonNull(end)));
    }
    return new Open(from, to);
  }

  /**
   * What is read.
   *
   * @param engine may be null where {@code base} is no tensor
   * @throws Problem {@code index} where there is nothing, {@code type}
   */
  public static Object get(@Nullable Engine engine, Object base, Object[] subscripts) {
    if (base instanceof TensorLike t) {
      return TensorIndexing.get(Objects.requireNonNull(engine), t, subscripts);
    }
    if (subscripts.length != 1) {
      if (base instanceof List<?> || base instanceof HasItems) {
        Object inner = get(engine, base, new Object[] {subscripts[0]});
        return get(engine, inner, Arrays.copyOfRange(subscripts, 1, subscripts.length));
      }
      throw Problem.of(
          ErrorCode.TYPE, "only tensors take several indices, found " + TypeNames.found(base));
    }
    Object at = subscripts[0];
    return switch (base) {
      case List<?> list -> items(list, at);
      case HasItems items -> items(items.items(), at);
      case String text -> text(text, at);
      case Range range -> range(range, at);
      case Record fields -> field(fields, at);
      case Dataset data -> rows(data, at);
      default ->
          throw Problem.of(ErrorCode.TYPE, "this cannot be indexed: " + TypeNames.found(base));
    };
  }

  /**
   * {@code base[subscript] = value} for lists and records.
   *
   * @throws Problem {@code index}, {@code type}
   */
  public static void set(Object base, Object[] subscripts, Object value) {
    if (base instanceof TensorLike) {
      throw Problem.of(ErrorCode.TYPE, "tensors are values and never change")
          .hint(
              "make another: where(mask, new, t), concat, or change a list and call tensor(list)");
    }
    Object at = subscripts[subscripts.length - 1];
    if (subscripts.length > 1) {
      Object[] before = Arrays.copyOf(subscripts, subscripts.length - 1);
      set(get(null, base, before), new Object[] {at}, value);
      return;
    }
    switch (base) {
      case List<?> list when at instanceof Long i -> replace(list, position(i, list.size()), value);
      case List<?> list ->
          throw Problem.of(
              ErrorCode.TYPE,
              "only one item of a list can be set, its index is an integer, found " + found(at));
      case Record fields when at instanceof String name -> fields.put(name, value);
      case Record fields ->
          throw Problem.of(ErrorCode.TYPE, "a record's fields have names, found " + found(at));
      default ->
          throw Problem.of(
              ErrorCode.TYPE, "this has no items that can be set: " + TypeNames.found(base));
    }
  }

  @SuppressWarnings("unchecked")
  private static void replace(List<?> list, int at, Object value) {
    ((List<Object>) list).set(at, value);
  }

  /**
   * An index counted from the front.
   *
   * @throws Problem {@code index} where it is outside
   */
  static int position(long index, long size) {
    long at = index < 0 ? index + size : index;
    if (at < 0 || at >= size) {
      throw Problem.of(
              ErrorCode.INDEX,
              size == 0
                  ? "index " + index + " of what is empty"
                  : "index " + index + " is outside, the size is " + size)
          .hint(
              size == 0
                  ? null
                  : "indices go from 0 to "
                      + (size - 1)
                      + ", or from -"
                      + size
                      + " to -1 counted from the end");
    }
    return TypeNames.toInt(at);
  }

  /**
   * A part with both ends counted from the front. An end before 0 counts from the end, so {@code
   * -3..0} are the last three.
   *
   * @throws Problem {@code index} where it is not within
   */
  static Range part(Range part, long size) {
    long from = part.from() < 0 ? part.from() + size : part.from();
    long to = part.to() < 0 || part.to() == 0 && part.from() < 0 ? part.to() + size : part.to();
    if (from < 0 || to < 0 || from > size || to > size) {
      throw Problem.of(ErrorCode.INDEX, "the range " + part + " is not within 0.." + size);
    }
    return new Range(from, Math.max(from, to));
  }

  /** The range within what has that size. */
  static Range part(Open open, long size) {
    if (open.from() instanceof Size || open.to() instanceof Size) {
      throw new Undecided();
    }
    long from = open.from() == null ? 0 : counted((Long) open.from(), size);
    long to = open.to() == null ? size : counted((Long) open.to(), size);
    if (from < 0 || to < 0 || from > size || to > size) {
      String text =
          (open.from() == null ? "" : open.from()) + ".." + (open.to() == null ? "" : open.to());
      throw Problem.of(ErrorCode.INDEX, "the range " + text + " is not within 0.." + size);
    }
    return new Range(from, Math.max(from, to));
  }

  private static long counted(long place, long size) {
    return place < 0 ? place + size : place;
  }

  private static Object closed(Object at, long size) {
    return at instanceof Open open ? part(open, size) : at;
  }

  private static Object items(List<?> list, Object given) {
    Object at = closed(given, list.size());
    return switch (at) {
      case Long i -> list.get(position(i, list.size()));
      case Range r -> {
        Range part = part(r, list.size());
        yield new ArrayList<Object>(list.subList((int) part.from(), (int) part.to()));
      }
      case All all -> new ArrayList<Object>(list);
      case List<?> several -> each(list, several);
      case Tensor mask when mask.rank() == 1 && mask.dtype() == DType.BOOL -> masked(list, mask);
      case Tensor t when t.rank() == 0 && t.dtype() == DType.INT ->
          list.get(position(t.getLong(0), list.size()));
      case Tensor t when t.rank() == 1 && t.dtype() == DType.INT ->
          each(list, Arrays.stream(t.toLongs()).boxed().toList());
      default -> throw notAnIndex("a list", at);
    };
  }

  private static Object each(List<?> list, List<?> indices) {
    if (!indices.isEmpty() && indices.stream().allMatch(Boolean.class::isInstance)) {
      if (indices.size() != list.size()) {
        throw Problem.of(
            ErrorCode.INDEX, "a mask of " + indices.size() + " for a list of " + list.size());
      }
      List<Object> out = new ArrayList<>();
      for (int i = 0; i < indices.size(); i++) {
        if ((Boolean) indices.get(i)) {
          out.add(list.get(i));
        }
      }
      return out;
    }
    List<Object> out = new ArrayList<>();
    for (Object index : indices) {
      if (!(index instanceof Long i)) {
        throw notAnIndex("a list", index);
      }
      out.add(list.get(position(i, list.size())));
    }
    return out;
  }

  private static Object masked(List<?> list, Tensor mask) {
    if (mask.size() != list.size()) {
      throw Problem.of(
          ErrorCode.INDEX, "a mask of " + mask.size() + " for a list of " + list.size());
    }
    List<Object> out = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      if (mask.getLong(i) != 0) {
        out.add(list.get(i));
      }
    }
    return out;
  }

  private static Object text(String text, Object given) {
    int size = text.codePointCount(0, text.length());
    Object at = closed(given, size);
    return switch (at) {
      case Long i -> {
        int start = text.offsetByCodePoints(0, position(i, size));
        yield Character.toString(text.codePointAt(start));
      }
      case Range r -> {
        Range part = part(r, size);
        int start = text.offsetByCodePoints(0, (int) part.from());
        yield text.substring(start, text.offsetByCodePoints(start, (int) part.size()));
      }
      case All all -> text;
      default -> throw notAnIndex("a string", at);
    };
  }

  private static Object range(Range range, Object given) {
    Object at = closed(given, range.size());
    return switch (at) {
      case Long i -> range.from() + position(i, range.size());
      case Range r -> {
        Range part = part(r, range.size());
        yield new Range(range.from() + part.from(), range.from() + part.to());
      }
      case All all -> range;
      default -> throw notAnIndex("a range", at);
    };
  }

  private static Object rows(Dataset data, Object given) {
    Object at = closed(given, data.size());
    return switch (at) {
      case Long i -> data.row(position(i, data.size()));
      case Range r -> {
        Range part = part(r, data.size());
        yield data.rows(part.from(), part.to());
      }
      case All all -> data;
      case List<?> several -> data.pick(numbers(several, data.size()));
      case Tensor t when t.rank() == 1 && t.dtype() == DType.BOOL ->
          data.pick(numbers((List<?>) TensorMembers.list(t), data.size()));
      case Tensor t when t.rank() == 1 && t.dtype() == DType.INT ->
          data.pick(numbers(Arrays.stream(t.toLongs()).boxed().toList(), data.size()));
      default -> throw notAnIndex("a dataset", at);
    };
  }

  /** The row numbers that a list of indices, or a mask, picks. */
  private static long[] numbers(List<?> indices, long size) {
    List<Object> all =
        new AbstractList<>() {
          @Override
          public Object get(int i) {
            return (long) i;
          }

          @Override
          public int size() {
            return TypeNames.toInt(size);
          }
        };
    return ((List<?>) each(all, indices)).stream().mapToLong(i -> (Long) i).toArray();
  }

  private static Object field(Record fields, Object at) {
    if (!(at instanceof String name)) {
      throw Problem.of(ErrorCode.TYPE, "a record's fields have names, found " + found(at));
    }
    Object value = fields.get(name);
    if (value == null) {
      throw noField(fields, name);
    }
    return value;
  }

  /** That a record has no such field. */
  public static Problem noField(Record fields, String name) {
    return Problem.of(ErrorCode.INDEX, "the record has no field " + Show.quoted(name))
        .hint(
            Suggest.nearest(name, fields.keySet())
                .map(near -> "did you mean `" + near + "`?")
                .orElse(
                    fields.isEmpty() ? "it is empty" : "it has " + Show.names(fields.keySet())));
  }

  static Problem notAnIndex(String of, Object at) {
    if (at instanceof Size) {
      throw new Undecided();
    }
    return Problem.of(
        ErrorCode.TYPE,
        of + " is indexed by integers, ranges and lists of integers, found " + found(at));
  }

  private static String found(Object at) {
    return switch (at) {
      case All all -> "`:`";
      case Rest rest -> "`...`";
      case Open open -> "a range with an open end";
      default -> TypeNames.found(at);
    };
  }

  /**
   * The size of a tensor's first axis.
   *
   * @throws Problem {@code shape} where it has no axis
   */
  public static long firstAxis(TensorLike t, String problem) {
    if (t.rank() == 0) {
      throw Problem.of(ErrorCode.SHAPE, "a tensor of one number " + problem);
    }
    if (t instanceof Tensor tensor) {
      return tensor.dim(0);
    }
    Dim first = ((Node) t).type().dim(0);
    if (!first.isKnown()) {
      throw new Undecided();
    }
    return first.value();
  }

  /**
   * Entry {@code i} of the first axis, which is gone then.
   *
   * @param engine may be null where these are numbers and no node of a function being traced
   */
  public static TensorLike row(@Nullable Engine engine, TensorLike t, long i) {
    if (t instanceof Tensor tensor) {
      long[] shape = tensor.shape();
      return tensor.rows(i, i + 1).reshape(Arrays.copyOfRange(shape, 1, shape.length));
    }
    return (TensorLike) TensorIndexing.get(Objects.requireNonNull(engine), t, new Object[] {i});
  }
}
