// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;

/**
 * One parameter of a {@link Signature}.
 *
 * @param types words of {@code type(x)}, or {@code number} (integer or float), {@code float} (takes
 *     integers too and makes them floats), {@code function} (anything that can be called), {@code
 *     any}; {@code none} among them where {@code ?} was written. At least one.
 * @param defaultValue a value, {@link None} if none is given
 * @param optional whether there is a default
 * @param nameOnly whether it goes by name alone
 */
public record Parameter(
    String name,
    List<String> types,
    boolean optional,
    Object defaultValue,
    boolean nameOnly,
    Form form) {
  /** How many arguments it takes. */
  public enum Form {
    /** One. */
    ONE,
    /** All further ones by place, as a list. */
    ITEMS,
    /** All further ones by name, as a record. */
    OPTIONS
  }

  public Parameter {
    types = List.copyOf(types);
  }

  /** A parameter that takes anything. */
  public static Parameter of(String name, boolean optional) {
    return new Parameter(name, List.of("any"), optional, None.NONE, false, Form.ONE);
  }

  boolean isItems() {
    return form == Form.ITEMS;
  }

  boolean isRequired() {
    return form == Form.ONE && !optional;
  }

  /**
   * The argument as the function gets it.
   *
   * @throws Problem {@code type}
   */
  public Object accept(Object value) {
    for (String type : types) {
      if (TypeNames.fits(value, type)) {
        boolean widen = value instanceof Long && type.equals("float") && !types.contains("integer");
        return widen ? (Object) ((Long) value).doubleValue() : value;
      }
    }
    throw Problem.of(
            ErrorCode.TYPE,
            "`" + name + "` must be " + typeText() + ", found " + TypeNames.found(value))
        .hint(hint(value));
  }

  private @Nullable String hint(Object value) {
    if (value instanceof Callable c && c.type().equals("model") && types.contains("instance")) {
      return "calling the model makes an instance";
    }
    if (value instanceof List<?> && name.equals("axis") && types.contains("integer")) {
      return "this goes along one axis; `reshape` makes one of several";
    }
    return null;
  }

  private String typeText() {
    List<String> words =
        types.stream()
            .map(t -> t.equals("float") ? "a number" : TypeNames.a(t))
            .distinct()
            .toList();
    if (words.size() == 1) {
      return words.getFirst();
    }
    return words.stream().limit(words.size() - 1L).collect(Collectors.joining(", "))
        + " or "
        + words.getLast();
  }
}
