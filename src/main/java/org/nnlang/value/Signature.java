// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.source.Suggest;

/**
 * What a function takes, read from the one text that help shows as well: {@code linear(in: integer,
 * out: integer, bias: boolean = true, init = none)}.
 *
 * <p>A type is one or more words with {@code |} between them, see {@link Parameter}. A parameter
 * without a type takes anything; one with a default may be left out; those after {@code *} go by
 * name alone; {@code items...} takes all further arguments by place, {@code options**} all further
 * ones by name.
 */
public final class Signature {
  /** Takes anything. */
  public static final Signature ANY = of("function(arguments..., options**)");

  /** More in one line is not read. */
  private static final int LONGEST = 160;

  private final String text;
  private final String name;
  private final List<Parameter> parameters;

  private Signature(String text, String name, List<Parameter> parameters) {
    this.text = text;
    this.name = name;
    this.parameters = List.copyOf(parameters);
  }

  /** Reads a signature; {@link IllegalArgumentException} where it is none. */
  public static Signature of(String text) {
    var reader = new SignatureReader(text);
    return new Signature(text, reader.name(), reader.parameters());
  }

  /** A signature whose text is only shown. */
  public static Signature of(String text, String name, List<Parameter> parameters) {
    return new Signature(text, name, parameters);
  }

  public String name() {
    return name;
  }

  public List<Parameter> parameters() {
    return parameters;
  }

  /** The parameter of this name, or null. */
  public @Nullable Parameter parameter(String name) {
    int i = indexOf(name);
    return i < 0 ? null : parameters.get(i);
  }

  /** The place of a parameter, -1 where there is none of that name. */
  public int indexOf(String parameter) {
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i).name().equals(parameter)) {
        return i;
      }
    }
    return -1;
  }

  /** Whether it may be called with so many arguments by place and those by name. */
  public boolean takes(int positional, List<String> named) {
    try {
      place(new Object[positional], named.stream().toList());
      return true;
    } catch (Problem p) {
      return false;
    }
  }

  /**
   * Puts arguments in their places.
   *
   * @throws Problem {@code argument} where one is unknown, missing, given twice or too many, {@code
   *     type} where one is of the wrong type
   */
  public Arguments bind(Object[] positional, Map<String, Object> named) {
    int[] places = place(positional, List.copyOf(named.keySet()));
    Object[] values = new Object[parameters.size()];
    boolean[] given = new boolean[values.length];
    for (int i = 0; i < values.length; i++) {
      Parameter p = parameters.get(i);
      values[i] =
          switch (p.form()) {
            case ITEMS -> rest(positional, Math.min(i, positional.length));
            case OPTIONS -> new Record();
            default -> p.defaultValue();
          };
    }
    int direct = Math.min(positional.length, byPlace());
    for (int i = 0; i < direct; i++) {
      values[i] = accept(parameters.get(i), positional[i]);
      given[i] = true;
    }
    int next = 0;
    for (Map.Entry<String, Object> argument : named.entrySet()) {
      int at = places[next++];
      if (parameters.get(at).form() == Parameter.Form.OPTIONS) {
        ((Record) values[at]).put(argument.getKey(), argument.getValue());
      } else {
        values[at] = accept(parameters.get(at), argument.getValue());
      }
      given[at] = true;
    }
    return new Arguments(this, values, given);
  }

  private Object accept(Parameter parameter, Object value) {
    try {
      return parameter.accept(value);
    } catch (Problem p) {
      throw p.of(new Problem.Argument(name, parameter.name()));
    }
  }

  private Object rest(Object[] positional, int from) {
    List<Object> rest = new ArrayList<>(positional.length - from);
    Parameter p = parameters.stream().filter(Parameter::isItems).findFirst().orElseThrow();
    for (Object value : Arrays.asList(positional).subList(from, positional.length)) {
      rest.add(p.accept(value));
    }
    return rest;
  }

  /**
   * Puts arguments in their places as they are, from {@code first} on, and leaves the places of
   * others.
   *
   * @throws Problem {@code argument}
   */
  public void spread(Object[] positional, Map<String, Object> named, Object[] into, int first) {
    int[] places = place(positional, List.copyOf(named.keySet()));
    System.arraycopy(positional, 0, into, first, positional.length);
    int next = 0;
    for (Object value : named.values()) {
      into[first + places[next++]] = value;
    }
  }

  /**
   * Checks how many arguments there are and how they are named, not what they are.
   *
   * @return for each name the index of its parameter
   * @throws Problem {@code argument}
   */
  public int[] place(Object[] positional, List<String> named) {
    int direct = byPlace();
    if (positional.length > direct && parameters.stream().noneMatch(Parameter::isItems)) {
      throw Problem.of(
              ErrorCode.ARGUMENT,
              "`"
                  + name
                  + "` takes "
                  + (direct == 0
                      ? "no argument"
                      : direct == 1 ? "1 argument" : direct + " arguments")
                  + (direct < parameters.size() ? " by place" : "")
                  + ", found "
                  + positional.length)
          .hint(usage());
    }
    int[] places = new int[named.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = place(named.get(i), positional.length);
    }
    List<String> missing = new ArrayList<>();
    for (int i = positional.length; i < parameters.size(); i++) {
      Parameter p = parameters.get(i);
      if (p.isRequired() && !named.contains(p.name())) {
        missing.add(p.name());
      }
    }
    if (!missing.isEmpty()) {
      String plural = missing.size() == 1 ? "argument " : "arguments ";
      throw Problem.of(
              ErrorCode.ARGUMENT, "`" + name + "` needs the " + plural + Show.names(missing))
          .hint(usage());
    }
    return places;
  }

  private int place(String argument, int positional) {
    int at = indexOf(argument);
    if (at >= 0 && parameters.get(at).form() == Parameter.Form.ONE) {
      if (at < positional && at < byPlace()) {
        throw Problem.of(
                ErrorCode.ARGUMENT, "`" + argument + "` is given twice, by place and by name")
            .of(new Problem.Argument(name, argument))
            .hint(usage());
      }
      return at;
    }
    int last = parameters.size() - 1;
    if (last >= 0 && parameters.get(last).form() == Parameter.Form.OPTIONS) {
      return last;
    }
    throw unknown(argument);
  }

  private Problem unknown(String argument) {
    List<String> names =
        parameters.stream()
            .filter(p -> p.form() == Parameter.Form.ONE)
            .map(Parameter::name)
            .toList();
    return Problem.of(ErrorCode.ARGUMENT, "`" + name + "` has no argument `" + argument + "`")
        .of(new Problem.Argument(name, argument))
        .hint(
            Suggest.nearest(argument, names)
                .map(near -> "did you mean `" + near + "`?")
                .orElse(
                    names.isEmpty()
                        ? "it takes none by name"
                        : isShort() ? text : "its arguments: " + String.join(", ", names)));
  }

  private boolean isShort() {
    return text.length() <= LONGEST;
  }

  /** The text; of a long one what must be given. */
  private String usage() {
    int optional = isShort() ? -1 : text.lastIndexOf(", ", text.indexOf(" = "));
    return optional < 0 ? text : text.substring(0, optional) + ", …)";
  }

  /** How many parameters take an argument by place each. */
  private int byPlace() {
    int n = 0;
    while (n < parameters.size()
        && parameters.get(n).form() == Parameter.Form.ONE
        && !parameters.get(n).nameOnly()) {
      n++;
    }
    return n;
  }

  /** The text it was read from. */
  @Override
  public String toString() {
    return text;
  }
}
