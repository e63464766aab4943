// SPDX-License-Identifier: Apache-2.0
package org.nnlang.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;

/**
 * The size of an axis: an integer, or a polynomial in sizes that are not known yet ({@code batch},
 * {@code 4*time}). Normalised, so that equal expressions are equal objects.
 *
 * <p>Terms map a product of names ({@code batch*time}, the empty string for the constant) to its
 * coefficient. What is no polynomial, such as a quotient that cannot be simplified, is a name of
 * its own ({@code "(time + 1)//2"}), of which is kept how it is made.
 */
public final class Dim {
  /** Between the names of a product; names have none in them, but may have a star. */
  private static final String TIMES = "\0";

  private final Map<String, Long> terms;
  private final Map<String, Made> made;

  /** Most sizes are known, and are then compared and computed as numbers. */
  private final boolean known;

  private final long value;

  /** What a name stands for that is no size of its own. */
  private sealed interface Made {
    record Quotient(Dim of, Dim by) implements Made {}

    record Least(Dim a, Dim b) implements Made {}
  }

  private Dim(Map<String, Long> terms, Map<String, Made> made) {
    this.terms = terms;
    this.made = made;
    known = terms.isEmpty() || terms.size() == 1 && terms.containsKey("");
    value = known ? terms.getOrDefault("", 0L) : 0;
  }

  private Dim(Map<String, Long> terms) {
    this(terms, Map.of());
  }

  /**
   * What sizes are computed with where names have values: numbers, pieces of a program, or nodes of
   * another format's graph.
   */
  public interface Arithmetic<T> {
    T number(long value);

    /** The size of that name, which is made of no others. */
    T named(String name);

    T plus(T a, T b);

    T times(T a, T b);

    /** Rounded down; the divisor is not 0. */
    T floorDiv(T a, T b);

    T least(T a, T b);
  }

  /** This size, computed. */
  public <T> T by(Arithmetic<T> with) {
    T sum = null;
    for (Map.Entry<String, Long> term : terms.entrySet()) {
      T product = null;
      if (term.getKey().isEmpty() || term.getValue() != 1) {
        product = with.number(term.getValue());
      }
      for (String name : term.getKey().isEmpty() ? new String[0] : term.getKey().split(TIMES)) {
        T factor = factor(name, with);
        product = product == null ? factor : with.times(product, factor);
      }
      sum = sum == null ? product : with.plus(sum, Objects.requireNonNull(product));
    }
    return sum == null ? with.number(0) : sum;
  }

  private <T> T factor(String name, Arithmetic<T> with) {
    return switch (made.get(name)) {
      case Made.Quotient q -> with.floorDiv(q.of.by(with), q.by.by(with));
      case Made.Least l -> with.least(l.a.by(with), l.b.by(with));
      case null -> with.named(name);
    };
  }

  /** The smaller of the two. */
  public static Dim least(Dim a, Dim b) {
    Dim difference = a.minus(b);
    if (difference.isKnown()) {
      return difference.value() < 0 ? a : b;
    }
    return made("min(" + a.apart() + ", " + b.apart() + ")", new Made.Least(a, b));
  }

  private static Dim made(String name, Made how) {
    TreeMap<String, Long> terms = new TreeMap<>();
    terms.put(name, 1L);
    return new Dim(terms, Map.of(name, how));
  }

  /** How all names are made that either has. */
  private Map<String, Made> joined(Dim other) {
    if (made.isEmpty() || other.made.isEmpty()) {
      return made.isEmpty() ? other.made : made;
    }
    Map<String, Made> all = new TreeMap<>(made);
    all.putAll(other.made);
    return all;
  }

  public static Dim of(long value) {
    return new Dim(value == 0 ? Map.of() : Map.of("", value));
  }

  /** A size that is not known yet. */
  public static Dim named(String name) {
    TreeMap<String, Long> terms = new TreeMap<>();
    terms.put(name, 1L);
    return new Dim(terms);
  }

  public boolean isKnown() {
    return known;
  }

  public boolean is(long value) {
    return known && this.value == value;
  }

  /** The size, where it is known. */
  public long value() {
    if (!known) {
      throw new IllegalStateException(this + " is not known yet");
    }
    return value;
  }

  public Dim plus(Dim other) {
    if (known && other.known) {
      return of(sum(value, other.value));
    }
    TreeMap<String, Long> sum = new TreeMap<>(terms);
    other.terms.forEach((name, c) -> sum.merge(name, c, Dim::sum));
    sum.values().removeIf(c -> c == 0);
    return new Dim(sum, joined(other));
  }

  private static long sum(long a, long b) {
    try {
      return Math.addExact(a, b);
    } catch (ArithmeticException e) {
      throw tooLarge(a + " + " + b);
    }
  }

  private static long product(long a, long b) {
    try {
      return Math.multiplyExact(a, b);
    } catch (ArithmeticException e) {
      throw tooLarge(a + " * " + b);
    }
  }

  private static Problem tooLarge(String size) {
    return Problem.of(ErrorCode.LIMIT, "a size of " + size + " does not fit an integer of 64 bits");
  }

  public Dim plus(long other) {
    return plus(of(other));
  }

  public Dim minus(Dim other) {
    return plus(other.times(-1));
  }

  public Dim times(long factor) {
    return times(of(factor));
  }

  public Dim times(Dim other) {
    if (known && other.known) {
      return of(product(value, other.value));
    }
    TreeMap<String, Long> product = new TreeMap<>();
    terms.forEach(
        (a, x) ->
            other.terms.forEach((b, y) -> product.merge(join(a, b), product(x, y), Dim::sum)));
    product.values().removeIf(c -> c == 0);
    return new Dim(product, joined(other));
  }

  /** The quotient rounded down. The divisor must not be zero. */
  public Dim floorDiv(Dim divisor) {
    if (known && divisor.known) {
      return of(Math.floorDiv(value, divisor.value));
    }
    Dim exact = exactly(divisor);
    String name = apart() + "//" + divisor.apart();
    return exact != null ? exact : made(name, new Made.Quotient(this, divisor));
  }

  public Dim floorDiv(long divisor) {
    return floorDiv(of(divisor));
  }

  /** Whether the quotient is known to leave a rest whatever the unknown sizes are. */
  public boolean cannotBeDividedBy(Dim divisor) {
    return known && divisor.known && (divisor.value == 0 || value % divisor.value != 0);
  }

  /** Whether the two differ whatever the unknown sizes are. */
  public boolean cannotEqual(Dim other) {
    if (known && other.known) {
      return value != other.value;
    }
    Dim difference = minus(other);
    return difference.known && difference.value != 0;
  }

  private @Nullable Dim exactly(Dim divisor) {
    if (divisor.terms.size() != 1) {
      return equals(divisor) ? of(1) : null;
    }
    Map.Entry<String, Long> by = divisor.terms.entrySet().iterator().next();
    TreeMap<String, Long> out = new TreeMap<>();
    for (Map.Entry<String, Long> term : terms.entrySet()) {
      String rest = without(term.getKey(), by.getKey());
      if (rest == null || term.getValue() % by.getValue() != 0) {
        return null;
      }
      out.put(rest, term.getValue() / by.getValue());
    }
    return new Dim(out, made);
  }

  private static String join(String a, String b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a + b;
    }
    String[] names = (a + TIMES + b).split(TIMES);
    Arrays.sort(names);
    return String.join(TIMES, names);
  }

  /** {@code product} divided by {@code factor}, or null where that is no product. */
  private static @Nullable String without(String product, String factor) {
    if (factor.isEmpty()) {
      return product;
    }
    List<String> names = new ArrayList<>(List.of(product.split(TIMES)));
    for (String name : factor.split(TIMES)) {
      if (!names.remove(name)) {
        return null;
      }
    }
    return String.join(TIMES, names);
  }

  /** As a part of a name. */
  private String apart() {
    return terms.size() > 1 ? "(" + this + ")" : toString();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Dim d
        && d.known == known
        && (known ? d.value == value : d.terms.equals(terms));
  }

  @Override
  public int hashCode() {
    return known ? Long.hashCode(value) : terms.hashCode();
  }

  @Override
  public String toString() {
    if (terms.isEmpty()) {
      return "0";
    }
    StringBuilder s = new StringBuilder();
    // the constant comes last, as people write it
    for (Map.Entry<String, Long> term : terms.entrySet()) {
      if (!term.getKey().isEmpty()) {
        append(s, term.getValue(), term.getKey());
      }
    }
    if (terms.containsKey("")) {
      append(s, terms.get(""), "");
    }
    return s.toString();
  }

  private static void append(StringBuilder s, long c, String name) {
    boolean first = s.isEmpty();
    s.append(first ? (c < 0 ? "-" : "") : (c < 0 ? " - " : " + "));
    long size = Math.abs(c);
    if (name.isEmpty()) {
      s.append(size);
    } else {
      s.append(size == 1 ? "" : size + "*").append(name.replace(TIMES, "*"));
    }
  }
}
