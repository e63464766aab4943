// SPDX-License-Identifier: Apache-2.0
package org.nnlang;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;
import org.nnlang.lang.HostValue;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.ArrayLibrary;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.JavaArrays;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Module;

/**
 * A value of a script. Belongs to its {@link Nn}, and is used as that is: by one thread at a time,
 * others wait.
 */
public final class NnValue {
  private final Nn nn;
  private final Value value;

  NnValue(Nn nn, Value value) {
    this.nn = nn;
    this.value = value;
  }

  /** The same as polyglot's value. */
  public Value polyglot() {
    return value;
  }

  /**
   * The net that this is.
   *
   * @throws NnException {@code type} where it is none
   */
  public NnModel asModel() {
    return nn.inside(
        () -> {
          if (!(inner() instanceof Module net)) {
            throw Problem.of(ErrorCode.TYPE, "this value is no net, but " + value);
          }
          return new NnModel(nn, value, net);
        });
  }

  /** What nn itself holds; null for what passes as it is, such as a number. */
  private @Nullable Object inner() {
    Value own = value.hasMembers() ? value.getMember(HostValue.SELF) : null;
    return own == null ? null : own.asHostObject();
  }

  /**
   * The value as Java's: tensors as arrays of {@code float}, {@code double}, {@code long}, {@code
   * int} or {@code boolean} of as many dimensions as they have axes, or as an array of an {@link
   * ArrayLibrary} over the same memory (ND4J's {@code INDArray} with nn-nd4j on the class path);
   * numbers, strings, booleans; lists as {@code List}, records as {@code Map}.
   *
   * @throws NnException {@code type} where it is no such thing
   */
  public <T> T as(Class<T> type) {
    return nn.inside(
        () -> {
          if (JavaArrays.isNumeric(type) && inner() instanceof Tensor t) {
            return JavaArrays.read(t, type);
          }
          if (ArrayLibrary.of(type) instanceof ArrayLibrary library) {
            return type.cast(library.array(tensor(type)));
          }
          if (type == Map.class) {
            return type.cast(map());
          }
          if (type == List.class) {
            return type.cast(list());
          }
          return converted(type);
        });
  }

  /** The tensor that this is, or one without axes of this number: floats are float32. */
  private Tensor tensor(Class<?> type) {
    if (value.isNumber() || value.isBoolean()) {
      boolean whole = nn.evaluated("x -> type(x) == \"integer\"").execute(value).asBoolean();
      Object number =
          value.isBoolean()
              ? new boolean[] {value.asBoolean()}
              : whole ? new long[] {value.asLong()} : new double[] {value.asDouble()};
      return JavaArrays.tensor(new Memory(Double.BYTES), number, DType.FLOAT32).reshape();
    }
    if (inner() instanceof Tensor t) {
      return t;
    }
    throw isNo(type);
  }

  private Problem isNo(Class<?> type) {
    return Problem.of(
        ErrorCode.TYPE, "this value is no %s, but %s".formatted(type.getSimpleName(), value));
  }

  private <T> T converted(Class<T> type) {
    try {
      return value.as(type);
    } catch (ClassCastException | IllegalArgumentException | NullPointerException e) {
      // the last where none is to be a primitive
      throw isNo(type).causedBy(e);
    }
  }

  /** The value of a class, which none has not. */
  private <T> T some(Class<T> type) {
    T some = as(type);
    if (some == null) {
      throw NnException.of(isNo(type));
    }
    return some;
  }

  private Map<String, NnValue> map() {
    Map<String, NnValue> out = new LinkedHashMap<>();
    for (String name : value.getMemberKeys()) {
      out.put(name, new NnValue(nn, value.getMember(name)));
    }
    return out;
  }

  private List<NnValue> list() {
    if (!value.hasArrayElements()) {
      throw Problem.of(ErrorCode.TYPE, "this value is no list, but " + value);
    }
    List<NnValue> out = new ArrayList<>();
    for (long i = 0; i < value.getArraySize(); i++) {
      out.add(new NnValue(nn, value.getArrayElement(i)));
    }
    return out;
  }

  /** A number. */
  public double asDouble() {
    return some(Double.class);
  }

  /** An integer. */
  public long asLong() {
    return some(Long.class);
  }

  public boolean asBoolean() {
    return some(Boolean.class);
  }

  public String asString() {
    return as(String.class);
  }

  /** Whether it is {@code none}. */
  public boolean isNone() {
    return nn.inside((Supplier<Boolean>) value::isNull);
  }

  /**
   * A member of a record, a net or a history.
   *
   * @throws NnException {@code argument} where there is none of that name
   */
  public NnValue get(String member) {
    return nn.inside(
        () -> {
          Value found = value.hasMembers() ? value.getMember(member) : null;
          if (found == null) {
            throw Problem.of(ErrorCode.ARGUMENT, "there is no member " + member + " in " + value);
          }
          return new NnValue(nn, found);
        });
  }

  /** Calls a function, with arguments as {@link Nn#put} takes values. */
  public NnValue call(Object... arguments) {
    Object[] given = new Object[arguments.length];
    for (int i = 0; i < given.length; i++) {
      given[i] = JavaValues.forScript(arguments[i]);
    }
    return nn.limited(
        () -> {
          if (!value.canExecute()) {
            throw Problem.of(ErrorCode.TYPE, "this value is no function, but " + value);
          }
          return new NnValue(nn, value.execute(given));
        });
  }

  /** What the prompt would show. */
  @Override
  public String toString() {
    return nn.inside(value::toString);
  }
}
