// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Undecided;
import org.nnlang.source.Problem;
import org.nnlang.tensor.TensorLike;

/**
 * The arguments of one call, in the places of a {@link Signature}, which has checked their types: a
 * getter that does not fit what the signature says is a mistake in the function, not in the script.
 */
public final class Arguments {
  private static final int LARGE = 10_000;

  private final Signature signature;
  private final Object[] values;
  private final boolean[] given;

  Arguments(Signature signature, Object[] values, boolean[] given) {
    this.signature = signature;
    this.values = values;
    this.given = given;
  }

  /** Whether an argument is {@link Unknown}, or has something unknown in it. */
  public boolean hasUnknown() {
    return Unknown.in(Arrays.asList(values));
  }

  /** Whether there is a text, list or range among the arguments that takes long to go through. */
  public boolean isLarge() {
    for (Object value : values) {
      boolean large =
          switch (value) {
            case String s -> s.length() > LARGE;
            case List<?> list -> list.size() > LARGE;
            case Range range -> range.size() > LARGE;
            default -> false;
          };
      if (large) {
        return true;
      }
    }
    return false;
  }

  /** Whether there are tensors among the arguments whose numbers are not known, or such sizes. */
  public boolean isSymbolic() {
    return Unknown.symbolic(Arrays.asList(values));
  }

  public Signature signature() {
    return signature;
  }

  /** The argument, or its default. */
  public Object get(String name) {
    return values[index(name)];
  }

  /** Whether the call gave it; false where the default stands in. */
  public boolean given(String name) {
    return given[index(name)];
  }

  /**
   * All arguments but one, by value, and whether each was given.
   *
   * @return null where one of them is more than numbers, texts, and lists of those
   */
  public @Nullable List<Object> besides(String name) {
    List<Object> others = new ArrayList<>(2 * values.length);
    int left = index(name);
    for (int i = 0; i < values.length; i++) {
      Object value = i == left ? None.NONE : copied(values[i]);
      if (value == null) {
        return null;
      }
      others.add(value);
      others.add(given[i]);
    }
    return others;
  }

  private static @Nullable Object copied(Object value) {
    return switch (value) {
      case Long n -> n;
      case Double d -> d;
      case Boolean b -> b;
      case String s -> s;
      case None none -> none;
      case List<?> list -> {
        List<Object> copy = new ArrayList<>(list.size());
        for (Object item : list) {
          Object one = copied(item);
          if (one == null) {
            yield null;
          }
          copy.add(one);
        }
        yield copy;
      }
      default -> null;
    };
  }

  /** Whether it is {@code none}. */
  public boolean isNone(String name) {
    return get(name) == None.NONE;
  }

  /**
   * An integer.
   *
   * @throws Problem {@code limit} where it does not fit 32 bits
   */
  public int integer(String name) {
    return TypeNames.toInt(whole(name));
  }

  /** An integer of 64 bits. */
  public long whole(String name) {
    return (Long) known(name);
  }

  /** An integer or a float, as a double. */
  public double number(String name) {
    return ((Number) known(name)).doubleValue();
  }

  /** While shapes are checked some integers are not known; what needs them ends the check. */
  private Object known(String name) {
    Object value = get(name);
    if (value instanceof Size) {
      throw new Undecided();
    }
    return value;
  }

  public boolean flag(String name) {
    return (Boolean) get(name);
  }

  public String string(String name) {
    return (String) get(name);
  }

  public TensorLike tensor(String name) {
    return (TensorLike) get(name);
  }

  @SuppressWarnings("unchecked")
  public List<Object> list(String name) {
    return (List<Object>) get(name);
  }

  public Record record(String name) {
    return (Record) get(name);
  }

  public Callable callable(String name) {
    return (Callable) get(name);
  }

  private int index(String name) {
    int at = signature.indexOf(name);
    if (at < 0) {
      throw new IllegalArgumentException("no parameter " + name + ": " + signature);
    }
    return at;
  }
}
