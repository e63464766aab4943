// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import com.oracle.truffle.api.TruffleLanguage.Env;
import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.ArrayLibrary;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.JavaArrays;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Callable;
import org.nnlang.value.Equality;
import org.nnlang.value.HasItems;
import org.nnlang.value.HasMembers;
import org.nnlang.value.None;
import org.nnlang.value.Range;
import org.nnlang.value.Record;
import org.nnlang.value.Show;

/**
 * The border between scripts and the program that runs them. Numbers, booleans and strings pass as
 * they are, a tensor of one number as that number; other values go out in wrappers, and come back
 * out of them. Java arrays of numbers and those of an {@link ArrayLibrary} come in as tensors,
 * other arrays and lists as lists, maps of strings and proxies with members as records; any other
 * object of the host stays what it is.
 */
public final class Host {
  private static final InteropLibrary INTEROP = InteropLibrary.getUncached();

  /** So many lists and maps within each other come in; one that contains itself never ends. */
  public static final int DEEPEST = 500;

  private final NnContext context;

  Host(NnContext context) {
    this.context = context;
  }

  /** A script's value as the host sees it. */
  public Object give(Object value) {
    return switch (value) {
      case Long l -> l;
      case Double d -> d;
      case Boolean b -> b;
      case String s -> s;
      case Tensor t when t.rank() == 0 -> HostTensor.element(t, 0);
      case Tensor t -> new HostTensor(t, context);
      case Record f -> new HostRecord(f, context);
      case List<?> l -> new HostList(l, context);
      case Range r when r.fitsList() -> new HostList(r.asList(), context);
      case Range r -> new HostObject(r, context);
      case HostCallable c -> c.object();
      case HostBatches b -> b.object();
      case None n -> new HostObject(n, context);
      case Callable c -> new HostObject(c, context);
      case HasMembers m -> new HostObject(m, context);
      case HasItems i -> new HostObject(i, context);
      case TruffleObject o -> o;
      default -> Show.plain(value);
    };
  }

  /**
   * A host's value as a script sees it.
   *
   * @throws Problem {@code type} where an array cannot be a tensor; {@code limit} where lists or
   *     maps lie within each other too deeply
   */
  public Object take(Object value) {
    return take(value, 0);
  }

  private Object take(Object value, int depth) {
    if (value instanceof HostValue own) {
      return own.value();
    }
    if (depth > DEEPEST) {
      throw tooDeep();
    }
    try {
      if (INTEROP.isNull(value)) {
        return None.NONE;
      }
      if (INTEROP.isBoolean(value)) {
        return INTEROP.asBoolean(value);
      }
      if (INTEROP.isNumber(value)) {
        return number(value);
      }
      if (INTEROP.isString(value)) {
        return INTEROP.asString(value);
      }
      if (INTEROP.hasArrayElements(value)) {
        return array(value, depth);
      }
      Tensor tensor = arrayOfALibrary(value);
      if (tensor != null) {
        return tensor;
      }
      if (INTEROP.hasHashEntries(value)) {
        return map(value, depth);
      }
      if (HostBatches.is(value)) {
        return new HostBatches(context, value);
      }
      if (INTEROP.isExecutable(value)) {
        return new HostCallable(context, value);
      }
      if (INTEROP.hasMembers(value) && !context.env().isHostObject(value)) {
        return members(value, depth);
      }
      return value;
    } catch (InteropException e) {
      throw Problem.of(ErrorCode.TYPE, "this value of the host cannot be read").causedBy(e);
    }
  }

  /** Of lists and maps within each other, more than {@link #DEEPEST}. */
  public static Problem tooDeep() {
    return Problem.of(
            ErrorCode.LIMIT,
            "lists and maps of the host lie within each other more than " + DEEPEST + " deep")
        .hint("does one contain itself?");
  }

  /**
   * Whether what the host gave still is what it was taken for: then it goes back as itself, where a
   * copy would be another object, and a float for a large integer another number.
   */
  boolean isStill(Object value, Object taken) {
    boolean another =
        taken instanceof Tensor
            || taken instanceof List
            || taken instanceof Double && !INTEROP.fitsInDouble(value);
    return another && !(value instanceof HostValue) && Equality.same(take(value), taken);
  }

  private static Object number(Object value) throws InteropException {
    boolean whole =
        INTEROP.fitsInLong(value) && !(value instanceof Double) && !(value instanceof Float);
    if (whole) {
      return INTEROP.asLong(value);
    }
    if (INTEROP.fitsInDouble(value)) {
      return INTEROP.asDouble(value);
    }
    if (INTEROP.fitsInBigInteger(value)) {
      // as in arithmetic, floats reach further than integers
      return INTEROP.asBigInteger(value).doubleValue();
    }
    throw Problem.of(ErrorCode.TYPE, "this number of the host fits neither an integer nor a float");
  }

  private Object array(Object value, int depth) throws InteropException {
    Env env = context.env();
    if (env.isHostObject(value)
        && env.asHostObject(value) instanceof Object array
        && JavaArrays.isNumeric(array.getClass())) {
      return JavaArrays.tensor(context.engine().memory(), array, DType.FLOAT32);
    }
    List<Object> list = new ArrayList<>();
    long size = INTEROP.getArraySize(value);
    for (long i = 0; i < size; i++) {
      list.add(take(INTEROP.readArrayElement(value, i), depth + 1));
    }
    return list;
  }

  /** An array of another library as the tensor that has its numbers; null where it is none. */
  private @Nullable Tensor arrayOfALibrary(Object value) {
    if (context.env().isHostObject(value)) {
      Object array = context.env().asHostObject(value);
      ArrayLibrary library = ArrayLibrary.of(array.getClass());
      if (library == null) {
        return null;
      }
      Tensor t = library.tensor(array);
      context.engine().memory().outlives(t.data());
      return t;
    }
    return null;
  }

  private Object map(Object value, int depth) throws InteropException {
    Record fields = new Record();
    Object entries = INTEROP.getHashEntriesIterator(value);
    while (INTEROP.hasIteratorNextElement(entries)) {
      Object entry = INTEROP.getIteratorNextElement(entries);
      Object key = INTEROP.readArrayElement(entry, 0);
      if (!INTEROP.isString(key)) {
        return value;
      }
      fields.put(INTEROP.asString(key), take(INTEROP.readArrayElement(entry, 1), depth + 1));
    }
    return fields;
  }

  private Object members(Object value, int depth) throws InteropException {
    Record fields = new Record();
    Object names = INTEROP.getMembers(value);
    for (long i = 0; i < INTEROP.getArraySize(names); i++) {
      String name = INTEROP.asString(INTEROP.readArrayElement(names, i));
      fields.put(name, take(INTEROP.readMember(value, name), depth + 1));
    }
    return fields;
  }
}
