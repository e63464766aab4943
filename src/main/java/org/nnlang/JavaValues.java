// SPDX-License-Identifier: Apache-2.0
package org.nnlang;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.Buffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.BaseStream;
import org.graalvm.polyglot.proxy.ProxyArray;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyIterator;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.jspecify.annotations.Nullable;
import org.nnlang.lang.Host;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.ArrayLibrary;

/** Values of a program as scripts take them. */
final class JavaValues {
  private JavaValues() {}

  /**
   * Arrays of numbers, and those of a library, stay arrays, which become tensors; lists, maps of
   * strings and Java's records become lists and records, streams lists, buffers tensors, functional
   * interfaces functions, constants and paths texts.
   *
   * @throws NnException {@code limit} where they lie within each other too deeply, as one does that
   *     contains itself
   */
  static @Nullable Object forScript(@Nullable Object value) {
    return forScript(value, 0);
  }

  private static @Nullable Object forScript(@Nullable Object value, int depth) {
    if (depth > Host.DEEPEST) {
      throw NnException.of(Host.tooDeep());
    }
    return switch (value) {
      case NnValue v -> v.polyglot();
      case NnModel m -> m.value();
      case Path p -> p.toAbsolutePath().toString();
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        map.forEach((name, v) -> fields.put(name(name), forScript(v, depth + 1)));
        yield ProxyObject.fromMap(fields);
      }
      case Record record -> ProxyObject.fromMap(fields(record, depth));
      case Iterable<?> items when ArrayLibrary.of(items.getClass()) == null ->
          list(items.iterator(), depth);
      case BaseStream<?, ?> items -> list(items.iterator(), depth);
      case Optional<?> maybe -> forScript(maybe.orElse(null), depth + 1);
      case OptionalInt maybe -> maybe.isPresent() ? maybe.getAsInt() : null;
      case OptionalLong maybe -> maybe.isPresent() ? maybe.getAsLong() : null;
      case OptionalDouble maybe -> maybe.isPresent() ? maybe.getAsDouble() : null;
      case BigDecimal number -> number.doubleValue();
      case Enum<?> constant -> constant.name();
      case Buffer buffer -> array(buffer);
      case null -> null;
      default -> function(value);
    };
  }

  private static String name(@Nullable Object key) {
    if (key == null) {
      throw NnException.of(
          Problem.of(ErrorCode.TYPE, "the name of a record's field is a text, this map has null"));
    }
    return key.toString();
  }

  private static ProxyArray list(Iterator<?> items, int depth) {
    List<@Nullable Object> list = new ArrayList<>();
    items.forEachRemaining(item -> list.add(forScript(item, depth + 1)));
    return ProxyArray.fromList(list);
  }

  /** Batches, each taken when it is asked for. */
  static ProxyIterator batches(Iterator<NnBatch> batches) {
    return new ProxyIterator() {
      @Override
      public boolean hasNext() {
        return byProgram(batches::hasNext);
      }

      @Override
      public Object getNext() {
        NnBatch batch = byProgram(batches::next);
        if (batch == null) {
          throw NnException.of(Problem.of(ErrorCode.TYPE, "a batch is null"));
        }
        return list(Arrays.asList(batch.x(), batch.y()).iterator(), 0);
      }
    };
  }

  /** What is between position and limit, which stay where they are. */
  private static Object array(Buffer buffer) {
    int count = buffer.remaining();
    return switch (buffer) {
      case FloatBuffer b -> {
        float[] out = new float[count];
        b.get(b.position(), out);
        yield out;
      }
      case DoubleBuffer b -> {
        double[] out = new double[count];
        b.get(b.position(), out);
        yield out;
      }
      case LongBuffer b -> {
        long[] out = new long[count];
        b.get(b.position(), out);
        yield out;
      }
      case IntBuffer b -> {
        int[] out = new int[count];
        b.get(b.position(), out);
        yield out;
      }
      default -> buffer;
    };
  }

  /** Java's functions as those of a script; anything else as it is. */
  @SuppressWarnings("unchecked")
  private static Object function(Object value) {
    return switch (value) {
      case Function<?, ?> f -> taking(1, a -> ((Function<Object, Object>) f).apply(a[0]));
      case BiFunction<?, ?, ?> f ->
          taking(2, a -> ((BiFunction<Object, Object, Object>) f).apply(a[0], a[1]));
      case Predicate<?> f -> taking(1, a -> ((Predicate<Object>) f).test(a[0]));
      case DoubleUnaryOperator f -> taking(1, a -> f.applyAsDouble(number(a[0])));
      case Supplier<?> f -> taking(0, a -> f.get());
      case Consumer<?> f ->
          taking(
              1,
              a -> {
                ((Consumer<Object>) f).accept(a[0]);
                return null;
              });
      case Runnable f ->
          taking(
              0,
              a -> {
                f.run();
                return null;
              });
      default -> value;
    };
  }

  private static double number(@Nullable Object argument) {
    if (argument instanceof Number number) {
      return number.doubleValue();
    }
    throw NnException.of(
        Problem.of(ErrorCode.TYPE, "this function of the program takes a number")
            .hint("a tensor without axes gives its number by `item()`"));
  }

  /** An exception of the program that polyglot would take for a word of its own. */
  static final class Thrown extends RuntimeException {
    private static final long serialVersionUID = 1;

    private Thrown(RuntimeException of) {
      super(of.getMessage() == null ? of.toString() : of.getMessage(), of);
    }
  }

  /** What the program does when a script asks it. */
  static <T> T byProgram(Supplier<T> body) {
    try {
      return body.get();
    } catch (UnsupportedOperationException | NoSuchElementException e) {
      throw new Thrown(e);
    }
  }

  private static ProxyExecutable taking(int count, Function<Object[], Object> of) {
    return arguments -> {
      if (arguments.length != count) {
        throw NnException.of(
            Problem.of(
                ErrorCode.ARGUMENT,
                "this function of the program takes %d arguments, found %d"
                    .formatted(count, arguments.length)));
      }
      Object[] given = Arrays.stream(arguments).map(a -> a.as(Object.class)).toArray();
      return forScript(byProgram(() -> of.apply(given)));
    };
  }

  private static Map<String, @Nullable Object> fields(Record record, int depth) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (RecordComponent c : record.getClass().getRecordComponents()) {
      try {
        var read = c.getAccessor();
        read.setAccessible(true);
        fields.put(c.getName(), forScript(read.invoke(record), depth + 1));
      } catch (NnException e) {
        // of a value within it
        throw e;
      } catch (ReflectiveOperationException | RuntimeException e) {
        throw NnException.of(
            Problem.of(
                    ErrorCode.TYPE, "the record " + record.getClass().getName() + " cannot be read")
                .causedBy(e));
      }
    }
    return fields;
  }
}
